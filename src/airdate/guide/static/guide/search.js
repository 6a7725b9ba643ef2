// The box on every page: answers as one types, by the pattern of a combobox with a list (WAI-ARIA APG).
// Arrows choose, Enter goes, Escape closes. Without this script the form is sent and a page answers.

const form = document.querySelector("form.seek");
const box = form.querySelector("input");
const list = form.querySelector("ul");
const told = form.querySelector("[role=status]");
const WAIT = 120; // milliseconds after the last key

let shown = [];
let active = -1;
let timer = 0;
let asking = null;

box.setAttribute("role", "combobox");
box.setAttribute("aria-autocomplete", "list");
box.setAttribute("aria-controls", list.id);
box.setAttribute("aria-expanded", "false");

function close() {
  list.hidden = true;
  list.replaceChildren();
  shown = [];
  choose(-1);
  box.setAttribute("aria-expanded", "false");
}

function choose(place) {
  active = place;
  shown.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
  if (place < 0) {
    box.removeAttribute("aria-activedescendant");
  } else {
    box.setAttribute("aria-activedescendant", shown[place].id);
    shown[place].scrollIntoView({ block: "nearest" });
  }
}

function option(found, at) {
  const line = document.createElement("li");
  line.id = `${list.id}-${at}`;
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", "false");
  line.dataset.url = found.url;
  const name = document.createElement("span");
  name.textContent = found.name;
  const note = document.createElement("span");
  note.className = "seek__note";
  note.textContent = found.note;
  line.append(name, " ", note);
  line.addEventListener("pointerdown", (event) => event.preventDefault());
  line.addEventListener("click", () => location.assign(found.url));
  return line;
}

function show(answer) {
  shown = answer.results.map(option);
  choose(-1);
  list.replaceChildren(...shown);
  list.hidden = shown.length === 0;
  box.setAttribute("aria-expanded", String(shown.length > 0));
  told.textContent = shown.length > 0 ? String(shown.length) : answer.none;
}

async function ask() {
  const query = box.value.trim();
  if (asking) asking.abort();
  if (!query) {
    told.textContent = "";
    close();
    return;
  }
  asking = new AbortController();
  try {
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", query);
    const answer = await fetch(address, { signal: asking.signal });
    if (answer.ok) show(await answer.json());
  } catch (error) {
    if (error.name !== "AbortError") close(); // no answer: the form still works
  }
}

box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(ask, WAIT);
});

box.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && shown.length > 0) {
    event.preventDefault();
    const places = shown.length + 1; // one more: back in the box
    choose(((active + 1 + step + places) % places) - 1);
  } else if (event.key === "Enter" && active >= 0) {
    event.preventDefault();
    location.assign(shown[active].dataset.url);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close();
  }
});

box.addEventListener("blur", close);
