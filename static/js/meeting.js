/* The meeting on the projector: how long it has gone on, and K to write a conclusion. */
(() => {
  "use strict";
  const timer = document.querySelector("[data-timer]");
  /* Looked for each time: a refused form comes back as a new one. */
  const text = () => document.querySelector(".meeting-new textarea");

  if (timer) {
    const name = `ntm-meeting-${timer.dataset.timer}`;
    const clock = timer.querySelector("[data-clock]");
    /* One for all tabs; a meeting that is shown again on another day begins anew. */
    const begun = () => Number(localStorage.getItem(name));
    const begin = () => { localStorage.setItem(name, String(Date.now())); };
    if (new Date(begun()).toDateString() !== new Date().toDateString()) begin();
    const showTime = () => {
      const seconds = Math.max(0, Math.floor((Date.now() - begun()) / 1000));
      const two = (n) => String(n).padStart(2, "0");
      const hours = Math.floor(seconds / 3600);
      clock.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    };
    timer.addEventListener("click", () => { begin(); showTime(); });
    showTime();
    setInterval(showTime, 1000);
  }

  document.addEventListener("keydown", (event) => {
    if (!text() || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && typing) typing.blur();
    else if ((event.key === "k" || event.key === "K") && !typing) { text().focus(); event.preventDefault(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && text() && event.target.closest?.(".meeting-new")) text().form.requestSubmit();
  });
})();
