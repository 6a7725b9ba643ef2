// Rows of the desk by keyboard: j and k go from row to row, x selects, letters decide. Without it, all is a plain form.

const form = document.querySelector("form[data-rows]");

if (form) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const reason = form.querySelector("input[name=reason]");
  const count = form.querySelector("[data-count]");
  const buttons = [...form.querySelectorAll("button[data-key]")];
  const pick = (row) => row.querySelector("input[name=row]");
  let here = -1;
  let pending = null; // the button whose letter was pressed before there was a reason

  const tell = () => {
    if (count) count.textContent = rows.filter((row) => pick(row)?.checked).length;
  };

  const go = (to) => {
    if (!rows.length) return;
    here = Math.min(Math.max(to, 0), rows.length - 1);
    rows[here].focus();
    rows[here].scrollIntoView({ block: "nearest" });
  };

  const wait = (button) => {
    pending?.classList.remove("desk-pending");
    pending = button;
    pending?.classList.add("desk-pending");
  };

  const act = (button) => {
    const chosen = rows.some((row) => pick(row)?.checked);
    if (!chosen && here >= 0 && pick(rows[here])) pick(rows[here]).checked = true;
    tell();
    if (reason && !reason.value.trim()) {
      wait(button);
      reason.focus();
    } else {
      form.requestSubmit(button);
    }
  };

  const nth = (number) => {
    const row = rows[here] ?? rows[0];
    const part = row?.querySelectorAll("[data-part]")[number - 1];
    if (!part) return;
    part.checked = part.type === "radio" || !part.checked;
    if (part.type === "radio" && pick(row)) pick(row).checked = true;
    tell();
  };

  form.addEventListener("change", tell);
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) here = rows.indexOf(row);
  });

  reason?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      const button = pending ?? buttons[0];
      if (reason.value.trim() && button) form.requestSubmit(button);
    } else if (event.key === "Escape") {
      wait(null);
      if (here >= 0) rows[here].focus();
      else reason.blur();
    }
  });

  const keys = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    x: () => {
      if (here < 0) go(0);
      const box = rows[here] && pick(rows[here]);
      if (box) box.checked = !box.checked;
      tell();
    },
    "*": () => {
      const all = rows.every((row) => pick(row)?.checked);
      for (const row of rows) if (pick(row)) pick(row).checked = !all;
      tell();
    },
    o: () => (rows[here] ?? rows[0])?.querySelector("[data-open]")?.click(),
    "?": () => document.querySelector("[data-a11y-dialog-show=keyboard-shortcuts-dialog]")?.click(),
  };

  const typing = (element) =>
    element?.isContentEditable || element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");

  if ("keys" in form.dataset) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(document.activeElement) || document.querySelector("[role=dialog]:not([aria-hidden=true])")) return;
      const button = buttons.find((each) => each.dataset.key === event.key);
      if (button) {
        event.preventDefault();
        act(button);
      } else if (/^[1-9]$/.test(event.key)) {
        nth(Number(event.key));
      } else if (keys[event.key]) {
        event.preventDefault();
        keys[event.key]();
      }
    });
  }

  // Wagtail's list of keys, under "?", tells those of this page first. The list comes into the page a moment later.
  const told = document.querySelector("template[data-shortcuts]");
  const place = () => {
    const table = document.querySelector("#keyboard-shortcuts-dialog table");
    if (!table || !told) return false;
    const body = told.content.firstElementChild;
    if (body) (table.tHead ?? table.caption ?? table).after(body);
    return true;
  };
  if (told && !place()) {
    const watch = new MutationObserver(() => place() && watch.disconnect());
    watch.observe(document.body, { childList: true, subtree: true });
  }
  tell();
}
