/* The review page: the list keeps its place, and a tap or drag on a picture, or on a page of a PDF,
   marks that place. */
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
    showPage();
  });
  showCurrent();

  /* --- marks ------------------------------------------------------------------------------------ */
  const form = () => document.getElementById("verdict-form");
  const field = (name) => form().elements.namedItem(name);
  const read = (text) => {
    try { return JSON.parse(text || "[]"); } catch { return []; }
  };
  const marks = () => read(field("marks").value);
  const picture = () => document.querySelector("[data-marks]");
  const pageOf = (holder) => Number(holder.dataset.page || 1);
  const SIDES = ["x", "y", "w", "h"];

  const draw = (box, number, holder = picture()) => {
    const canvas = holder.querySelector("svg");
    const rect = document.createElementNS(SVG, "rect");
    const sides = { x: box.x, y: box.y, width: box.w, height: box.h };
    Object.entries(sides).forEach(([name, value]) => rect.setAttribute(name, `${value * 100}%`));
    canvas.append(rect);
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
    canvas.append(text);
  };
  const clearPending = () =>
    document.querySelectorAll(".review-marks .pending").forEach((node) => node.remove());

  /* The place goes into the form's own fields: saving at once takes it along, also unnamed. */
  const propose = (box) => {
    clearPending();
    draw(box, "");
    Object.entries(box).forEach(([name, value]) => { field(`mark_${name}`).value = value; });
    field("mark_revision").value = picture().dataset.revision;
    field("mark_page").value = pageOf(picture());
    form().querySelector("[data-mark-fields]").open = true;
    field("mark_text").focus();
    form().dispatchEvent(new Event("input", { bubbles: true }));
  };

  /* A page of a PDF comes without its marks: what the form holds, saved or not, is drawn over it. */
  const showPage = () => {
    const box = document.querySelector("[data-pages]");
    const holder = box && box.querySelector("[data-page]");
    if (!holder || holder.dataset.revision) return;
    const isHere = (mark) => String(mark.revision) === box.dataset.revision
      && mark.page === pageOf(holder) && mark.x !== undefined;
    holder.dataset.revision = box.dataset.revision;
    (form() ? marks() : read(box.dataset.marked)).forEach((mark, place) => {
      if (isHere(mark)) draw(mark, String(place + 1), holder);
    });
    if (!form() || box.dataset.places === undefined) return;
    holder.dataset.marks = "";
    const waiting = { revision: field("mark_revision").value, page: Number(field("mark_page").value) };
    SIDES.forEach((name) => { waiting[name] = Number(field(`mark_${name}`).value); });
    if (field("mark_x").value && isHere(waiting)) draw(waiting, "", holder);
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
    if (x) SIDES.forEach((name) => { mark[name] = Number(field(`mark_${name}`).value); });
    const all = [...marks(), mark];
    field("marks").value = JSON.stringify(all);
    form().querySelector("[data-mark-list]").append(line(mark, all.length));
    clearPending();
    const holder = picture();
    const isShown = holder && holder.dataset.revision === String(mark.revision)
      && pageOf(holder) === mark.page;
    if (x && isShown) draw(mark, String(all.length));
    [...SIDES, "text", "page"].forEach((name) => { field(`mark_${name}`).value = ""; });
  });
})();
