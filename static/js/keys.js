/* Keys for whoever has a keyboard, or a clicker; each has a button too, and none works while one types. */
(() => {
  "use strict";
  const isTyping = (node) => node.closest?.("input, textarea, select, [contenteditable]");
  const go = (selector) => {
    const link = document.querySelector(selector);
    if (link) link.click();
    return Boolean(link);
  };

  /* The projector: a presenter's clicker sends Page keys. */
  const present = (event) => {
    if (["ArrowRight", "PageDown"].includes(event.key)) return go(".projector-steps [rel='next']");
    if (["ArrowLeft", "PageUp"].includes(event.key)) return go(".projector-steps [rel='prev']");
    if (event.key === "ArrowDown") return go(".projector-steps [data-step='down']");
    if (event.key === "ArrowUp") return go(".projector-steps [data-step='up']");
    if (event.key !== "f" && event.key !== "F") return false;
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
    return true;
  };

  /* The reviewer: to the indicator above or below in the list. */
  const review = (event) => {
    if (!["ArrowUp", "ArrowDown"].includes(event.key)) return false;
    const lines = [...document.querySelectorAll(".review-line")];
    const at = lines.findIndex((line) => line.hasAttribute("aria-current"));
    const wanted = lines[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at >= 0 && wanted) wanted.click();
    return at >= 0 && Boolean(wanted);
  };

  /* Esc closes an open row; what is not saved is confirmed first, as everywhere. */
  const close = (event) => {
    const way = event.target.closest?.("form.result-form")?.querySelector(".form-actions a[hx-target='closest form']");
    if (way) way.click();
    return Boolean(way);
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    let done = false;
    if (event.key === "Escape") done = !document.querySelector("dialog[open], details.menu[open]") && close(event);
    else if (isTyping(event.target)) return;
    else if (document.documentElement.classList.contains("projector")) done = present(event);
    else if (event.key === "/") {
      const box = document.querySelector(".site-bar > .site-search input");
      done = Boolean(box && box.offsetParent);
      if (done) box.focus();
    } else if (document.getElementById("review-list")) done = review(event);
    if (done) event.preventDefault();
  });
})();
