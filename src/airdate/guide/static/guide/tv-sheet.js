// The sheet itself: minutes and pixels, rows and cells, and the line for now.

const PLACE = /(?:^|\s)h(\d+) m(\d+) l(\d+) n(\d+)/;
const LANES = 3;
const STUB = 25; // minutes, below which what is left of a programme has no room for its name as it is set

// Where a cell begins and ends, in minutes from the start of the day; its place is in its classes (tv-minutes.css).
export function span(cell) {
  if (!cell.span) {
    const [, h, m, l, n] = PLACE.exec(cell.className).map(Number);
    cell.span = { start: h * 60 + m, stop: h * 60 + m + l * 60 + n };
  }
  return cell.span;
}

export class Sheet {
  constructor(box) {
    this.box = box;
    this.element = box.querySelector(".tv__sheet");
    this.minutes = Number(box.dataset.minutes);
    this.start = Number(box.dataset.start);
    this.minute = Number(box.dataset.minute);
    box.setAttribute("role", "grid");
    this.adopt(box);
    this.element.style.setProperty("--day", this.minutes);
    this.element.classList.add("is-whole");
    // On paper there are three hours again: those that are shown.
    addEventListener("beforeprint", () => this.element.style.setProperty("--left", Math.round(this.left() / 30)));
    this.showFrom(this.minute);
    this.tick();
    setInterval(() => this.tick(), 20_000);
    // A window of another width keeps the hour that it showed.
    let left = this.minute;
    box.addEventListener("scroll", () => {
      if (Math.abs(this.left() - left) < 0.5) return;
      left = this.left();
      requestAnimationFrame(() => this.rows().forEach((row) => this.cut(row)));
    }, { passive: true });
    new ResizeObserver(() => this.showFrom(left)).observe(box);
  }

  // Cells become stops of the grid: one of them at a time is in the order of the tab key.
  adopt(within) {
    for (const cell of within.querySelectorAll("[role=cell]")) cell.setAttribute("role", "gridcell");
    for (const stop of within.querySelectorAll(".r a, .r button, .c--gap")) stop.tabIndex = -1;
  }

  get channelWidth() {
    return this.element.querySelector(".tv__corner").offsetWidth;
  }

  get px() {
    return (this.element.offsetWidth - this.channelWidth) / this.minutes;
  }

  left() {
    return this.box.scrollLeft / this.px;
  }

  // The minutes that can be seen.
  seen() {
    const from = this.left();
    return { from, to: from + (this.box.clientWidth - this.channelWidth) / this.px };
  }

  showFrom(minute) {
    this.box.scrollLeft = Math.round(minute * this.px);
  }

  now() {
    return Math.floor((Date.now() / 1000 - this.start) / 60);
  }

  // Move the line for now; what it has passed recedes.
  tick() {
    const now = this.now();
    const within = now >= 0 && now < this.minutes;
    this.element.classList.toggle("has-now", within);
    if (!within || now === this.ticked) return;
    this.ticked = now;
    this.element.style.setProperty("--h", Math.floor(now / 60));
    this.element.style.setProperty("--m", now % 60);
    this.element.querySelectorAll(".c[class*=k-]").forEach((cell) => this.age(cell));
    const flag = this.element.querySelector(".tick--now");
    if (flag) {
      flag.textContent = new Intl.DateTimeFormat(document.documentElement.lang, {
        hour: "2-digit", minute: "2-digit", timeZone: this.box.dataset.zone,
      }).format(new Date());
    }
  }

  age(cell) {
    const { start, stop } = span(cell);
    cell.classList.toggle("is-over", stop <= this.ticked);
    cell.classList.toggle("is-on", start <= this.ticked && this.ticked < stop);
  }

  // Of each row what the left edge cuts keeps its name in sight.
  cut(row) {
    const edge = this.left();
    for (const cell of row.querySelectorAll(".c")) {
      const { start, stop } = span(cell);
      const cuts = start < edge && stop > edge;
      if (cell.classList.contains("is-cut") !== cuts) cell.classList.toggle("is-cut", cuts);
      const stub = cuts && stop - edge < STUB;
      if (stub) cell.style.setProperty("--rest", stop - edge);
      if (cell.classList.contains("is-stub") !== stub) cell.classList.toggle("is-stub", stub);
    }
  }

  rows() {
    return [...this.element.querySelectorAll(".r")];
  }

  // What of a row can be stepped on: the channel, its star, the programmes, and where nothing is listed.
  stops(row) {
    return [...row.querySelectorAll(".r__head a, .r__head button, .c a, .c--gap")];
  }

  // Put cells that have come into a row, in order; a broadcast that reaches over the edge of a part comes twice.
  merge(row, coming) {
    const here = new Set([...row.querySelectorAll("a[data-id]")].map((link) => link.dataset.id));
    const gaps = new Set([...row.querySelectorAll(".c--gap")].map((gap) => gap.className));
    for (const cell of [...coming.querySelectorAll(".c")]) {
      const link = cell.querySelector("a");
      if (link ? here.has(link.dataset.id) : gaps.has(cell.className)) continue;
      const { start } = span(cell);
      const after = [...row.querySelectorAll(".c")].find((other) => span(other).start > start);
      row.insertBefore(cell, after || null);
    }
    this.lay(row);
    this.cut(row);
  }

  // Parts were laid out each by itself: what overlaps across their edge needs lanes of its own.
  lay(row) {
    const free = [];
    for (const cell of row.querySelectorAll(".c")) {
      if (cell.classList.contains("c--gap")) continue;
      const { start, stop } = span(cell);
      let lane = free.findIndex((until) => until <= start);
      if (lane < 0) lane = free.length < LANES ? free.length : free.indexOf(Math.min(...free));
      free[lane] = Math.max(free[lane] || 0, stop);
      cell.classList.remove("lane-1", "lane-2");
      if (lane) cell.classList.add(`lane-${lane}`);
    }
    row.classList.remove("r--2", "r--3");
    if (free.length > 1) row.classList.add(`r--${free.length}`);
  }
}
