// The panel of facts beside an article's form: what the draft says is compared while one types.

const WAIT = 350; // milliseconds of rest in typing before the draft is read
const panel = document.querySelector("[data-facts]");
const form = panel?.closest("form");

if (panel && form) {
  const findings = panel.querySelector("[data-findings]");
  const count = panel.querySelector("[data-count]");
  const status = panel.querySelector("[data-status]");
  let shown = "";
  let last = "";
  let timer = 0;
  let asking = null;

  const editors = () => [...form.querySelectorAll("input[type=hidden]")].filter((input) => input.draftailEditor);

  // The article's key: a new one gets its address when it is saved, without the page being loaded anew.
  const article = () => /\/pages\/(\d+)\/edit\//.exec(location.pathname)?.[1] ?? panel.dataset.article;

  // The fields as they stand. The editors of rich text write theirs back a moment later than one types.
  const draft = () => {
    const data = new FormData(form);
    for (const name of [...data.keys()]) {
      if (data.get(name) instanceof File) data.delete(name);
    }
    data.set("article", article());
    return data;
  };

  const spelt = (data) => JSON.stringify([...data].filter(([name]) => /^(article|title|standfirst|body-)/.test(name)));

  const signature = (element) => element.textContent.trim() + JSON.stringify(element.dataset);

  const show = (answer) => {
    const typing = document.activeElement?.matches?.("[data-findings] [data-reason]");
    if (typing || answer.html === shown) return; // a reason is being written, or nothing is new
    shown = answer.html;
    const opened = [...findings.querySelectorAll("details[open] [data-said]")].map((each) => each.dataset.said);
    const focused = findings.contains(document.activeElement) ? signature(document.activeElement) : "";
    findings.innerHTML = answer.html;
    status.textContent = answer.told; // what a screen reader says: all of the panel at each stroke would be too much
    count.textContent = answer.open;
    count.hidden = !answer.open;
    panel.classList.toggle("desk-facts--open", answer.open > 0);
    for (const button of findings.querySelectorAll("[data-said]")) {
      if (opened.includes(button.dataset.said)) button.closest("details").open = true;
    }
    if (focused) {
      const same = [...findings.querySelectorAll("button, a, summary")].find((each) => signature(each) === focused);
      (same ?? panel.querySelector("[data-head]")).focus(); // the head where what was pressed is gone
    }
  };

  const check = async (always = false) => {
    const data = draft();
    const now = spelt(data);
    if (now === last && !always) return;
    last = now;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(panel.dataset.check, { method: "POST", body: data, signal: asking.signal });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") last = ""; // asked again with the next stroke
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(check, WAIT);
  };

  // Rich text is written back to its field 250 ms after a stroke; the form's own events do not tell of that.
  form.addEventListener("input", soon);
  form.addEventListener("keyup", soon);
  form.addEventListener("change", soon);
  new MutationObserver(soon).observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ["value"] });
  addEventListener("focus", () => check(true));
  document.addEventListener("w-autosave:success", () => check()); // it has a key now: what is kept can be kept with it
  setTimeout(check, WAIT);

  // Puts words in the place of others, in the one place of the draft where they stand within their sentence.
  const replace = (words, instead, around) => {
    for (const field of form.querySelectorAll("textarea, input[type=text]")) {
      if (field.closest("[data-facts]") || !field.value.includes(around)) continue;
      field.value = field.value.replace(around, around.replace(words, instead));
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    }
    return editors().some((input) => replaceRich(input.draftailEditor, words, instead, around));
  };

  const replaceRich = (editor, words, instead, around) => {
    const state = editor.getEditorState();
    const content = state.getCurrentContent();
    for (const block of content.getBlocksAsArray()) {
      const text = block.getText();
      const found = text.includes(around) ? text.indexOf(around) : text.replaceAll(/\s+/g, " ").includes(around) ? 0 : -1;
      const at = found < 0 ? -1 : text.indexOf(words, found);
      if (at < 0) continue;
      // The marks of the first letter that goes hold for all that come.
      const marks = block.getCharacterList();
      const mark = marks.get(at);
      const kept = marks.slice(0, at).concat([...instead].flatMap((letter) => Array(letter.length).fill(mark)), marks.slice(at + words.length));
      const changed = block.merge({ text: text.slice(0, at) + instead + text.slice(at + words.length), characterList: kept });
      const after = content.merge({ blockMap: content.getBlockMap().set(block.getKey(), changed) });
      editor.onChange(state.constructor.push(state, after, "insert-characters"));
      return true;
    }
    return false;
  };

  // A fact box below the words that state the fact, or at the end where they stand in no field of the body.
  const addBox = (fact, words) => {
    const body = document.getElementById("body-root")?.rootBlock;
    if (!body) return;
    const says = (child) => child.element.textContent.replaceAll(/\s+/g, " ").includes(words);
    const at = words ? body.children.findIndex(says) : -1;
    const block = { type: "fact", value: { fact, heading: "" }, id: crypto.randomUUID?.() ?? null };
    body.insert(block, at < 0 ? body.children.length : at + 1, { animate: true, focus: true });
    soon();
  };

  const keep = async (button) => {
    const error = button.closest("details").querySelector("[data-error]");
    const data = draft();
    for (const name of ["fact", "said", "believed"]) data.set(name, button.dataset[name]);
    data.set("reason", button.closest("details").querySelector("[data-reason]").value);
    const answer = await fetch(panel.dataset.keep, { method: "POST", body: data });
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      error.textContent = told.error ?? "";
      return;
    }
    button.focus(); // out of the field of the reason
    show(told);
  };

  findings.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("take" in button.dataset) {
      const { words, instead, around } = button.dataset;
      if (replace(words, instead, around)) setTimeout(() => check(true), WAIT);
    } else if ("keepOwn" in button.dataset) {
      keep(button);
    } else if ("box" in button.dataset) {
      addBox(button.dataset.box, button.dataset.words);
    }
  });

  // Enter within a reason keeps it; it must not send the whole form.
  findings.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-reason]")) return;
    event.preventDefault();
    keep(event.target.closest("details").querySelector("[data-keep-own]"));
  });
}
