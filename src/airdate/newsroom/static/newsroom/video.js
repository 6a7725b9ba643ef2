// Videos elsewhere: a click puts the player's frame in the place of the button. Nothing is asked of its host before.

for (const figure of document.querySelectorAll("[data-player]")) {
  const play = figure.querySelector("a");
  play.setAttribute("role", "button");
  const open = (event) => {
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = figure.dataset.player;
    frame.title = figure.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.className = "video__frame";
    play.replaceWith(frame);
    frame.focus();
  };
  play.addEventListener("click", open);
  play.addEventListener("keydown", (event) => {
    if (event.key === " ") open(event);
  });
}
