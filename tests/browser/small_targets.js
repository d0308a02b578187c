// What a finger must hit, smaller than 44 × 44 px: one of each kind, by the words that are on it.
// Excepted as WCAG 2.5.5 does: a link within running text, and what a larger target does too.
() => {
  const NEED = 43.5;
  const found = new Map();
  const shown = (box) => box.width > 1 && box.height > 1 && box.right > 0;
  const inText = (e) => {
    if (getComputedStyle(e).display !== "inline") return false;
    const block = e.closest("p, li, td, th, dd, dt, figcaption, div, label, legend");
    return block !== null && block.textContent.trim().length > e.textContent.trim().length;
  };
  const targets = (e) => [e, ...(e.labels ?? []), ...(e.closest("label") ? [e.closest("label")] : [])];
  // A target may be larger than its box: tried is the point half a target away from the middle.
  const answers = (e, all) => {
    e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const box = e.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const hit = (dx, dy) => {
      const at = document.elementFromPoint(x + dx, y + dy);
      return at !== null && all.some((t) => t.contains(at));
    };
    const high = box.height >= NEED || (hit(0, -21) && hit(0, 21));
    const wide = box.width >= NEED || (hit(-21, 0) && hit(21, 0));
    return high && wide;
  };
  for (const e of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]",
  )) {
    if (!e.checkVisibility({ visibilityProperty: true }) || e.closest(".skip-link, .visually-hidden")) continue;
    const all = targets(e);
    const boxes = all.map((t) => t.getBoundingClientRect()).filter(shown);
    if (!boxes.length || boxes.some((b) => b.width >= NEED && b.height >= NEED)) continue;
    if (inText(e) || answers(e, all)) continue;
    const box = boxes.sort((a, b) => b.width * b.height - a.width * a.height)[0];
    const words = (e.getAttribute("aria-label") || e.textContent || e.name || "").trim().replace(/\s+/g, " ");
    const kind = `${e.parentElement.className} > ${e.localName}.${e.className}`;
    const size = `${Math.round(box.width)}×${Math.round(box.height)}`;
    if (!found.has(kind)) found.set(kind, `${kind} “${words.slice(0, 40)}” ${size}`);
  }
  scrollTo(0, 0);
  return [...found.values()];
}
