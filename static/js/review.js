/* The review page: the list keeps its place, and a tap or drag on a picture marks that place. */
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const BOX = { w: 0.16, h: 0.06 };
  const share = (value) => Math.min(1, Math.max(0, Math.round(value * 10000) / 10000));

  /* --- the list stays where it was, with the current item in sight ------------------------------ */
  let place = 0;
  const list = () => document.getElementById("review-list");
  const showCurrent = () => {
    const box = list();
    const line = box && box.querySelector("[aria-current]");
    if (!line) return;
    const top = line.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + line.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = top - box.clientHeight / 3;
    }
  };
  document.addEventListener("htmx:beforeSwap", () => { place = list() ? list().scrollTop : 0; });
  document.addEventListener("htmx:afterSwap", () => {
    if (list()) list().scrollTop = place;
    showCurrent();
  });
  showCurrent();

  /* --- marks ------------------------------------------------------------------------------------ */
  const form = () => document.getElementById("verdict-form");
  const field = (name) => form().elements.namedItem(name);
  const marks = () => {
    try { return JSON.parse(field("marks").value || "[]"); } catch { return []; }
  };
  const picture = () => document.querySelector("[data-marks]");

  const draw = (box, number) => {
    const holder = picture().querySelector("svg");
    const rect = document.createElementNS(SVG, "rect");
    const sides = { x: box.x, y: box.y, width: box.w, height: box.h };
    Object.entries(sides).forEach(([name, value]) => rect.setAttribute(name, `${value * 100}%`));
    holder.append(rect);
    if (!number) {
      rect.setAttribute("class", "pending");
      return;
    }
    const text = document.createElementNS(SVG, "text");
    text.setAttribute("x", `${box.x * 100}%`);
    text.setAttribute("y", `${box.y * 100}%`);
    text.setAttribute("dx", "5");
    text.setAttribute("dy", "18");
    text.textContent = number;
    holder.append(text);
  };
  const clearPending = () =>
    document.querySelectorAll(".review-marks .pending").forEach((node) => node.remove());

  /* The place goes into the form's own fields: saving at once takes it along, also unnamed. */
  const propose = (box) => {
    clearPending();
    draw(box, "");
    Object.entries(box).forEach(([name, value]) => { field(`mark_${name}`).value = value; });
    field("mark_revision").value = picture().dataset.revision;
    field("mark_page").value = 1;
    form().querySelector("[data-mark-fields]").open = true;
    field("mark_text").focus();
    form().dispatchEvent(new Event("input", { bubbles: true }));
  };

  const at = (event) => {
    const frame = picture().querySelector("img").getBoundingClientRect();
    return {
      x: share((event.clientX - frame.left) / frame.width),
      y: share((event.clientY - frame.top) / frame.height),
    };
  };
  let start = null;
  document.addEventListener("pointerdown", (event) => {
    start = null;
    if (event.button !== 0 || !event.target.closest("[data-marks]")) return;
    start = at(event);
    if (event.pointerType === "mouse") event.preventDefault();
  });
  document.addEventListener("pointerup", (event) => {
    if (!start || !picture() || !form()) return;
    const end = at(event);
    const w = share(Math.abs(end.x - start.x));
    const h = share(Math.abs(end.y - start.y));
    const isDrag = event.pointerType === "mouse" && w > 0.01 && h > 0.01;
    propose(isDrag
      ? { x: Math.min(start.x, end.x), y: Math.min(start.y, end.y), w, h }
      : {
        x: share(Math.min(Math.max(start.x - BOX.w / 2, 0), 1 - BOX.w)),
        y: share(Math.min(Math.max(start.y - BOX.h / 2, 0), 1 - BOX.h)),
        ...BOX,
      });
    start = null;
  });

  const line = (mark, number) => {
    const item = document.createElement("li");
    const sign = document.createElement("span");
    sign.className = "mark-number";
    sign.setAttribute("aria-hidden", "true");
    sign.textContent = number;
    const words = document.createElement("span");
    words.textContent = `Trang ${mark.page}${mark.text ? `: ${mark.text}` : ""}`;
    const label = document.createElement("label");
    label.className = "mark-drop";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.name = "drop";
    box.value = number - 1;
    label.append(box, ` Bỏ dấu ${number}`);
    item.append(sign, words, label);
    return item;
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-add-mark]")) return;
    const text = field("mark_text").value.trim();
    const x = field("mark_x").value;
    if (!text && !x) {
      field("mark_text").focus();
      return;
    }
    const mark = {
      revision: Number(field("mark_revision").value),
      page: Number(field("mark_page").value) || 1,
      text,
    };
    const names = ["x", "y", "w", "h"];
    if (x) names.forEach((name) => { mark[name] = Number(field(`mark_${name}`).value); });
    const all = [...marks(), mark];
    field("marks").value = JSON.stringify(all);
    form().querySelector("[data-mark-list]").append(line(mark, all.length));
    clearPending();
    if (x && picture()) draw(mark, String(all.length));
    [...names, "text", "page"].forEach((name) => { field(`mark_${name}`).value = ""; });
  });
})();
