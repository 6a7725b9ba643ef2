// The panel of a programme: a dialogue with what its page has. Escape or "back" closes it, the focus goes back.

export function panel(sheet) {
  const dialog = document.createElement("dialog");
  dialog.className = "panel";
  dialog.setAttribute("aria-labelledby", "panel-title");
  const bar = document.createElement("div");
  bar.className = "panel__bar";
  const whole = document.createElement("a");
  whole.textContent = sheet.box.dataset.page;
  const close = document.createElement("button");
  close.className = "button";
  close.type = "button";
  close.textContent = sheet.box.dataset.close;
  bar.append(whole, close);
  const content = document.createElement("div");
  dialog.append(bar, content);
  document.body.append(dialog);

  async function open(link) {
    const address = new URL(link.href);
    for (const name of ["lineup", "zone"]) {
      const value = new URLSearchParams(location.search).get(name);
      if (value) address.searchParams.set(name, value);
    }
    whole.href = address.href;
    address.searchParams.set("panel", "1");
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status}`);
    content.innerHTML = await answer.text();
    dialog.showModal();
    dialog.scrollTop = 0;
    close.focus();
    history.pushState({ panel: true }, "", link.href);
  }

  sheet.box.addEventListener("click", (event) => {
    const link = event.target.closest(".c a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });

  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && event.clientX < dialog.getBoundingClientRect().left) dialog.close();
    if (event.target === dialog && event.clientY < dialog.getBoundingClientRect().top) dialog.close();
  });
  dialog.addEventListener("close", () => {
    content.replaceChildren();
    if (history.state?.panel) history.back();
  });
  addEventListener("popstate", () => {
    if (dialog.open) dialog.close();
    else if (history.state?.panel) location.reload(); // "forward" to a programme: its own page
  });
}
