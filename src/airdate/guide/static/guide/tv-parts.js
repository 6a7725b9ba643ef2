// Rows and hours that come when they are needed: parts of 25 channels by three hours, fetched near the window.

const CHANNELS = 25;
const SPAN = 180;
const AHEAD = 45; // minutes fetched before they are seen, once somebody has moved through the day
const BELOW = 400; // pixels within which rows are fetched before they are seen
const FAR = 4000; // pixels beyond which rows are let go again: a phone cannot hold 500 channels at once
const EVERY = 150; // milliseconds between two looks while the sheet moves: what flies past is not fetched

export class Parts {
  constructor(sheet) {
    this.sheet = sheet;
    this.total = Number(sheet.box.dataset.total);
    this.groups = [];
    const first = sheet.element.querySelector(".tv__rows");
    const row = first.querySelector(".r");
    this.rowHeight = row ? row.offsetHeight : 76;
    const number = Math.floor((Number(sheet.box.dataset.first) - 1) / CHANNELS);
    for (let n = 0; n * CHANNELS < this.total; n += 1) {
      const element = n === number ? first : this.room(Math.min(CHANNELS, this.total - n * CHANNELS));
      if (n < number) first.before(element);
      else if (n > number) this.sheet.element.append(element);
      this.groups.push({ element, query: `offset=${n * CHANNELS}`, parts: new Map(), rows: n === number });
    }
    this.groups[number].parts.set(0, Promise.resolve());
    if (number) sheet.box.scrollTop = first.offsetTop - 40;
    let waiting = 0;
    const later = () => {
      waiting ||= setTimeout(() => {
        waiting = 0;
        this.update();
      }, EVERY);
    };
    sheet.box.addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    this.update();
  }

  // Room for rows that are not there yet, so that the scroll bar tells the truth.
  room(rows) {
    const element = document.createElement("div");
    element.className = "tv__rows";
    element.setAttribute("role", "rowgroup");
    element.style.blockSize = `${rows * this.rowHeight}px`;
    return element;
  }

  // Parts count from the minute with which the page began: part 0 is what the server sent.
  part(minute) {
    return Math.floor((minute - this.sheet.minute) / SPAN);
  }

  update() {
    const { from, to } = this.sheet.seen();
    const box = this.sheet.box.getBoundingClientRect();
    this.moved ||= Math.abs(from - this.sheet.minute) > 5;
    const ahead = this.moved ? AHEAD : 0;
    const first = this.part(Math.max(Math.round(from) - ahead, 0));
    const last = this.part(Math.min(to + ahead, this.sheet.minutes - 1));
    const places = this.groups.map((group) => group.element.getBoundingClientRect());
    this.groups.forEach((group, index) => {
      if (group.empty?.()) return;
      const { top, bottom } = places[index];
      const away = Math.max(box.top - bottom, top - box.bottom);
      if (away > FAR) this.drop(group);
      else if (away < BELOW) for (let part = first; part <= last; part += 1) this.load(group, part);
    });
  }

  // Let rows go that are far away, and keep their room; not those in which somebody is, nor favourites.
  drop(group) {
    if (!group.rows || group === this.favourites?.group || group.element.contains(document.activeElement)) return;
    group.element.style.blockSize = `${group.element.offsetHeight}px`;
    group.element.replaceChildren();
    group.rows = false;
    group.parts = new Map();
  }

  // A part of a group, once; the promise is kept when its cells stand in the sheet.
  load(group, part) {
    if (!group.parts.has(part)) group.parts.set(part, this.fetch(group, part));
    return group.parts.get(part);
  }

  async fetch(group, part) {
    const start = this.sheet.minute + part * SPAN;
    const from = Math.max(start, 0);
    const to = Math.min(start + SPAN, this.sheet.minutes);
    const { parts } = group;
    if (from >= to) return;
    try {
      const answer = await fetch(`${this.sheet.box.dataset.parts}&${group.query}&from=${from}&to=${to}`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      if (group.parts !== parts) return; // let go while this was on its way
      const coming = document.createElement("template");
      coming.innerHTML = await answer.text();
      this.sheet.adopt(coming.content);
      this.place(group, [...coming.content.querySelectorAll(".r")]);
    } catch {
      parts.delete(part); // asked for again at the next step
    }
  }

  place(group, rows) {
    const favourites = this.favourites ? new Set(this.favourites.slugs) : new Set();
    const here = new Map([...group.element.children].map((row) => [row.dataset.slug, row]));
    if (!group.rows) {
      group.element.style.blockSize = "";
      group.rows = true;
    }
    for (const row of rows) {
      if (group !== this.favourites?.group && favourites.has(row.dataset.slug)) continue;
      const there = here.get(row.dataset.slug);
      row.querySelectorAll(".c[class*=k-]").forEach((cell) => this.sheet.age(cell));
      if (there) this.sheet.merge(there, row);
      else {
        this.sheet.cut(row);
        group.element.append(row);
        this.arrived?.(row);
      }
    }
  }

  groupOf(row) {
    return this.groups.find((group) => group.element === row.parentElement);
  }

  // The row so many rows away, loaded if it has to be; null at the ends.
  async neighbour(row, step) {
    const rows = this.sheet.rows();
    const target = rows[rows.indexOf(row) + step];
    const group = this.groupOf(row);
    if (target && Math.abs(this.groups.indexOf(this.groupOf(target)) - this.groups.indexOf(group)) <= 1) return target;
    const next = this.groups[this.groups.indexOf(group) + Math.sign(step)];
    if (!next || next.rows) return target || rows[step > 0 ? rows.length - 1 : 0];
    await this.load(next, this.part(this.sheet.seen().from));
    const found = [...next.element.querySelectorAll(".r")];
    return (step > 0 ? found[0] : found[found.length - 1]) || null;
  }

  // Make sure that a row has what runs at a minute.
  async at(row, minute) {
    const group = this.groupOf(row);
    if (group && minute >= 0 && minute < this.sheet.minutes) await this.load(group, this.part(minute));
  }
}
