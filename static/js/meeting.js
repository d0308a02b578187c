/* The meeting on the projector: how long it has gone on (T runs or stops it, R sets it back), and K
   to write a conclusion. */
(() => {
  "use strict";

  /* How long a meeting has gone on, what runs or stops it, and what sets it back. */
  function timerOf(timer) {
    const name = `ntm-meeting-${timer.dataset.timer}`;
    const part = (which) => timer.querySelector(`[data-timer-${which}]`);
    const clock = part("clock"), run = part("run"), reset = part("reset");
    const keep = (state) => { localStorage.setItem(name, JSON.stringify(state)); return state; };
    const anew = () => keep({ day: new Date().toDateString(), before: 0, since: Date.now() });
    /* One for all tabs: `before` ran until it was stopped, `since` is from when it runs, or 0. A
       meeting that is shown again on another day begins anew. */
    const state = () => {
      let kept = null;
      try { kept = JSON.parse(localStorage.getItem(name)); } catch { /* begins anew */ }
      return kept?.day === new Date().toDateString() ? kept : anew();
    };
    const passed = ({ before, since }) => before + (since ? Date.now() - since : 0);
    let doubt = 0;

    const show = () => {
      const now = state(), seconds = Math.max(0, Math.floor(passed(now) / 1000));
      const two = (n) => String(n).padStart(2, "0");
      const hours = Math.floor(seconds / 3600);
      clock.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
      timer.classList.toggle("is-stopped", !now.since);
      run.textContent = now.since ? run.dataset.stop : run.dataset.start;
      reset.textContent = doubt ? reset.dataset.sure : reset.dataset.reset;
    };
    const certain = () => { clearTimeout(doubt); doubt = 0; };
    const turn = () => {
      const now = state();
      keep({ ...now, before: passed(now), since: now.since ? 0 : Date.now() });
      certain();
      show();
    };
    /* Twice within five seconds: a slip of the hand loses nothing. */
    const setBack = () => {
      if (doubt) { anew(); certain(); }
      else doubt = setTimeout(() => { doubt = 0; show(); }, 5000);
      show();
    };
    run.addEventListener("click", turn);
    reset.addEventListener("click", setBack);
    show();
    setInterval(show, 1000);
    return { t: turn, r: setBack };
  }

  const timer = document.querySelector("[data-timer]");
  /* Looked for each time: a refused form comes back as a new one. */
  const text = () => document.querySelector(".meeting-new textarea");

  const controls = timer ? timerOf(timer) : {};

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select");
    const key = event.key.toLowerCase();
    if (event.key === "Escape" && typing && text()) typing.blur();
    else if (key === "k" && !typing && text()) { text().focus(); event.preventDefault(); }
    else if (controls[key] && !typing && !event.repeat) { controls[key](); event.preventDefault(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey && text() && event.target.closest?.(".meeting-new")) text().form.requestSubmit();
  });
})();
