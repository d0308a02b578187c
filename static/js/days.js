/* A field for a day: what was typed is shown back as the program reads it, and a calendar stands
   beside it. What can be typed stays as it is. */
(() => {
  "use strict";
  const tools = document.getElementById("day-tools");
  if (!tools) return;
  const pad = (number) => String(number).padStart(2, "0");
  const timers = new WeakMap();

  const show = (input, words, isRead) => {
    const box = input.dayTools.querySelector("[data-day-read]");
    box.textContent = words;
    box.classList.toggle("tone-amber", !isRead);
  };
  const fetchWords = async (input, again = true) => {
    const typed = input.value.trim();
    if (!typed) return show(input, "", true);
    const query = new URLSearchParams({ ngay: typed, nam: input.dataset.year || "" });
    try {
      const answer = await fetch(`${tools.dataset.url}?${query}`);
      if (!answer.ok || answer.redirected) return;
      const read = await answer.json();
      if (input.value.trim() === typed) show(input, read.words, read.is_read);
    } catch {
      /* A line that drops for a moment is tried once more; without a network the form shows it on saving. */
      if (again) timers.set(input, setTimeout(() => fetchWords(input, false), 1500));
    }
  };

  const dress = (input) => {
    if (input.dayTools) return;
    const box = document.createElement("span");
    box.className = "day-tools";
    box.append(tools.content.cloneNode(true));
    input.after(box);
    input.dayTools = box;
    input.classList.add("has-day-tools");
    const picker = box.querySelector("input");
    box.querySelector("button").addEventListener("click", () => {
      const found = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(input.value.trim());
      picker.value = found ? `${found[3]}-${pad(found[2])}-${pad(found[1])}` : "";
      if (picker.showPicker) picker.showPicker(); else picker.click();
    });
    picker.addEventListener("change", (event) => {
      event.stopPropagation();
      if (!picker.value) return;
      const [year, month, day] = picker.value.split("-").map(Number);
      input.value = `${pad(day)}/${month <= 2 ? pad(month) : month}/${year}`;
      for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
      input.focus();
    });
    picker.addEventListener("input", (event) => event.stopPropagation());
  };
  const dressAll = (root) => root.querySelectorAll("input[data-day]").forEach(dress);

  /* What is read has its line from the first touch on: a button that moves away between press and
     release is not pressed. */
  document.addEventListener("focusin", (event) => {
    const input = event.target;
    if (!input.matches("input[data-day]")) return;
    dress(input);
    input.dayTools.classList.add("is-used");
  });
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!input.matches || !input.matches("input[data-day]")) return;
    dress(input); /* typing may be faster than the settling of a swap */
    clearTimeout(timers.get(input));
    timers.set(input, setTimeout(() => fetchWords(input), 400));
  });
  /* A button that fills in a day. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill][data-value]");
    if (!button) return;
    const input = document.getElementById(button.dataset.fill);
    input.value = button.dataset.value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
  document.addEventListener("htmx:afterSettle", () => dressAll(document));
  dressAll(document);
})();
