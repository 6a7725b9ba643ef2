// Saving an article by hand waits for what is still on its way: words that the editor of rich text writes to its field
// a moment after they are typed, and a draft that is being saved by itself. Sent at once, the words would be lost, and
// a new article be made twice. And what was typed before the form began to watch for edits counts as one.

const WRITTEN = 350; // milliseconds after which typed words stand in their field; the editor takes 250
const form = document.querySelector("form[data-edit-form]");

if (form) {
  let typed = -WRITTEN;
  let saving = false;
  let early = false; // something was typed before the form was watched, which it is two seconds after it is shown
  let sender = null; // name and value of the button that was pressed meanwhile

  form.addEventListener("input", (event) => {
    early = true;
    if (event.target.isContentEditable) typed = performance.now();
  });
  // The form takes for untouched what it holds when it is first watched: not warned of, not saved by itself.
  const seen = () => {
    if (early) Object.assign(form.dataset, { wUnsavedForceValue: "true", wUnsavedHasEditsValue: "true" });
  };
  form.addEventListener("w-unsaved:watch-edits", seen, { once: true });
  document.addEventListener("w-autosave:save", () => {
    saving = true;
  });
  for (const end of ["success", "error", "deactivated"]) {
    document.addEventListener(`w-autosave:${end}`, () => {
      saving = false;
      send();
    });
  }

  const send = () => {
    const wait = WRITTEN - (performance.now() - typed);
    if (!sender || saving) return;
    if (wait > 0) {
      setTimeout(send, wait);
      return;
    }
    // The button is disabled by now, and would not be sent: its name goes along in a field of its own.
    const pressed = Object.assign(document.createElement("input"), { type: "hidden", name: sender.name, value: sender.value });
    sender = null;
    if (pressed.name) form.append(pressed);
    form.requestSubmit();
    pressed.remove();
  };

  form.addEventListener(
    "submit",
    (event) => {
      if (!saving && performance.now() - typed >= WRITTEN) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const waits = sender !== null;
      sender = { name: event.submitter?.name ?? "", value: event.submitter?.value ?? "" };
      if (!waits) send();
    },
    true,
  );
}
