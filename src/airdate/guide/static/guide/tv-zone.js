// Where the device keeps another time than the page, offer that one; what is chosen is kept by the server.

export function offerZone(box) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const at = new Date(Number(box.dataset.start) * 1000 + 15 * 3_600_000);
  const clock = (zone) => new Intl.DateTimeFormat("en-GB", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(at);
  const line = document.querySelector("[data-offer]");
  if (!own || !line || box.dataset.chosen || clock(own) === clock(box.dataset.zone)) return;
  const address = new URL(location.href);
  address.searchParams.set("zone", own);
  address.searchParams.set("keep", "1");
  const link = document.createElement("a");
  link.href = address.href;
  link.textContent = line.dataset.offer.replace("%s", own.replaceAll("_", " "));
  line.append(link);
  line.hidden = false;
}
