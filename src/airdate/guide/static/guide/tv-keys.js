// The keyboard: one stop for the tab key; arrows move by programme and by channel at the same time of day.

import { span } from "./tv-sheet.js";

export function keys(sheet, parts) {
  let active = null;
  let time = sheet.minute; // kept while moving up and down, so that a long film is crossed without losing the hour

  const cellOf = (stop) => stop.closest(".c");

  function choose(stop) {
    if (active) active.tabIndex = -1;
    active = stop;
    active.tabIndex = 0;
  }

  // What runs in a row at a minute. That nothing is listed then is an answer too, unless a programme is wanted.
  function at(row, minute, programme = false) {
    const shown = [...row.querySelectorAll(".c:not(.c--gap)")];
    const cells = programme && shown.length ? shown : [...shown, ...row.querySelectorAll(".c--gap")];
    const on = cells.find((cell) => span(cell).start <= minute && minute < span(cell).stop);
    const near = on || cells.find((cell) => span(cell).start > minute) || cells[cells.length - 1];
    return near?.querySelector("a") || near || row.querySelector(".r__head a");
  }

  // Only as much scrolling as is needed to see where a programme begins.
  function reveal(stop) {
    const cell = cellOf(stop);
    if (cell) {
      const { start, stop: end } = span(cell);
      const { from, to } = sheet.seen();
      if (end <= from + 5 || (start < from && end < to)) sheet.showFrom(Math.max(start - 10, 0));
      else if (start > to - 25) sheet.showFrom(Math.min(start - (to - from) / 2, sheet.minutes));
    }
    const row = stop.closest(".r");
    const box = sheet.box.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    const axis = sheet.element.querySelector(".tv__axis").offsetHeight;
    if (top < box.top + axis) sheet.box.scrollTop -= box.top + axis - top;
    else if (bottom > box.bottom) sheet.box.scrollTop += bottom - box.bottom + 2;
    stop.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  }

  function go(stop, keepTime = false) {
    if (!stop) return;
    choose(stop);
    const left = sheet.box.scrollLeft;
    stop.focus({ preventScroll: true });
    sheet.box.scrollLeft = left;
    const cell = cellOf(stop);
    if (cell && !keepTime) time = Math.max(span(cell).start, 0);
    const before = sheet.box.scrollLeft;
    reveal(stop);
    // scrollIntoView would bring the far end of a long programme; the hour that was shown is better.
    if (cell && Math.abs(sheet.box.scrollLeft - before) > 0) {
      const { start, stop: end } = span(cell);
      const { from, to } = sheet.seen();
      if (start < from && end > to) sheet.box.scrollLeft = before;
    }
    parts.update();
  }

  async function along(row, step) {
    const stops = sheet.stops(row);
    const next = stops[stops.indexOf(active) + step];
    const cell = cellOf(active);
    if (next && !(cell && step < 0 && !cellOf(next))) return go(next);
    // At the edge of what is there: fetch on, if the day goes on.
    if (cell) {
      const edge = step > 0 ? span(cell).stop : span(cell).start - 1;
      await parts.at(row, edge);
      const now = sheet.stops(row);
      return go(now[now.indexOf(active) + step] || next);
    }
    return go(next);
  }

  async function across(row, step) {
    const head = !cellOf(active);
    const button = active.matches("button");
    const target = await parts.neighbour(row, step);
    if (!target || target === row) return;
    if (head) return go(target.querySelector(button ? ".r__head button" : ".r__head a"));
    await parts.at(target, time);
    go(at(target, time), true);
  }

  async function end(row, minute) {
    sheet.showFrom(minute);
    await parts.at(row, minute);
    time = minute;
    go(at(row, minute, true));
  }

  sheet.box.addEventListener("focusin", (event) => {
    const stop = event.target.closest(".r a, .r button, .c--gap");
    if (!stop || stop === active) return;
    choose(stop);
    const cell = cellOf(stop);
    if (cell) time = Math.max(span(cell).start, 0);
  });

  sheet.box.addEventListener("keydown", (event) => {
    const row = event.target.closest(".r");
    if (!row || event.altKey || event.metaKey) return;
    const page = Math.max(Math.floor(sheet.box.clientHeight / row.offsetHeight) - 1, 1);
    const rows = sheet.rows();
    const moves = {
      ArrowRight: () => along(row, 1),
      ArrowLeft: () => along(row, -1),
      ArrowDown: () => across(row, 1),
      ArrowUp: () => across(row, -1),
      PageDown: () => across(row, page),
      PageUp: () => across(row, -page),
      Home: () => (event.ctrlKey ? go(at(rows[0], time), true) : end(row, 0)),
      End: () => (event.ctrlKey ? go(at(rows[rows.length - 1], time), true) : end(row, sheet.minutes - 1)),
    };
    if (!moves[event.key] || (event.ctrlKey && !["Home", "End"].includes(event.key))) return;
    event.preventDefault();
    moves[event.key]();
  });

  const first = sheet.rows()[0];
  if (first) choose(at(first, sheet.ticked ?? sheet.minute));
}
