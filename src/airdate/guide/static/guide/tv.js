// The TV guide's sheet: turns the table that the server sent into one of the whole day and all channels.
// Without this file the page is what the server sent: three hours of 25 channels, with links to the rest.

import { Sheet } from "./tv-sheet.js";
import { Parts } from "./tv-parts.js";
import { keys } from "./tv-keys.js";
import { panel } from "./tv-panel.js";
import { favourites } from "./tv-favourites.js";
import { offerZone } from "./tv-zone.js";

const box = document.querySelector(".tv__box");
if (box) {
  const sheet = new Sheet(box);
  const parts = new Parts(sheet);
  favourites(sheet, parts);
  keys(sheet, parts);
  panel(sheet);
  offerZone(box);
  document.documentElement.classList.add("has-sheet");
  for (const link of document.querySelectorAll(".jumps a[data-minute]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      history.replaceState(history.state, "", link.href);
      sheet.showFrom(link.dataset.minute === "now" ? sheet.now() - 12 : Number(link.dataset.minute));
      parts.update();
    });
  }
}
