// Favourite channels, kept in this browser and moved to the top of the sheet.

const KEY = "airdate.tv.favourites";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((slug) => /^[\w-]{1,120}$/.test(slug)) : [];
  } catch {
    return [];
  }
}

export function favourites(sheet, parts) {
  const slugs = read();
  const group = { element: document.createElement("div"), parts: new Map(), rows: true, empty: () => !slugs.length };
  group.element.className = "tv__rows tv__rows--fave";
  group.element.setAttribute("role", "rowgroup");
  Object.defineProperty(group, "query", { get: () => `channels=${encodeURIComponent(slugs.join(","))}` });
  sheet.element.querySelector(".tv__rows").before(group.element);
  parts.groups.unshift(group);
  parts.favourites = { group, slugs };

  function star(row) {
    const name = row.querySelector(".r__name").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fave";
    button.tabIndex = -1;
    const show = () => {
      const on = slugs.includes(row.dataset.slug);
      button.setAttribute("aria-pressed", on);
      button.textContent = on ? "★" : "☆";
    };
    button.setAttribute("aria-label", `${sheet.box.dataset.favourite}: ${name}`);
    button.addEventListener("click", () => {
      const at = slugs.indexOf(row.dataset.slug);
      if (at < 0) slugs.push(row.dataset.slug);
      else slugs.splice(at, 1);
      try {
        localStorage.setItem(KEY, JSON.stringify(slugs));
      } catch {
        // A browser that keeps nothing still shows them first until the page is left.
      }
      show();
      move(row);
      count();
      parts.update();
      button.focus({ preventScroll: true });
    });
    show();
    row.querySelector(".r__head").append(button);
  }

  // To the favourites, or back to where it came from.
  function move(row) {
    const on = slugs.includes(row.dataset.slug);
    if (on) {
      row.home ??= { element: row.parentElement, before: row.nextElementSibling };
      group.element.append(row);
      group.parts = new Map(); // it may lack hours that the others have
    } else if (row.home) {
      const { element, before } = row.home;
      if (element.childElementCount) element.insertBefore(row, before?.parentElement === element ? before : null);
      else row.remove(); // its neighbours were let go; they will bring it
    } else {
      row.remove(); // its own group brings it when it is loaded again
      for (const other of parts.groups) if (other !== group) other.parts = new Map();
      parts.update();
    }
  }

  function count() {
    group.element.hidden = !group.element.childElementCount;
    let index = 0;
    for (const row of group.element.children) row.setAttribute("aria-rowindex", (index += 1));
    const before = slugs.length;
    for (const other of parts.groups) {
      if (other === group) continue;
      for (const row of other.element.querySelectorAll(".r")) {
        row.place ??= Number(row.getAttribute("aria-rowindex"));
        const passed = [...group.element.children].filter((fave) => (fave.place ?? 0) < row.place).length;
        row.setAttribute("aria-rowindex", row.place + before - passed);
      }
    }
  }

  parts.arrived = (row) => {
    row.place ??= Number(row.getAttribute("aria-rowindex"));
    star(row);
    if (slugs.length) count();
  };
  for (const row of sheet.rows()) {
    row.place = Number(row.getAttribute("aria-rowindex"));
    star(row);
    if (slugs.includes(row.dataset.slug)) move(row);
  }
  count();
  if (slugs.length) {
    const missing = slugs.filter((slug) => !group.element.querySelector(`[data-slug="${slug}"]`));
    if (!missing.length) group.parts.set(0, Promise.resolve());
    parts.update();
  }
}
