// The texts of the page whose contrast axe finds wanting. It judges a text by its colours, its
// size, and what lies behind it, which takes most of its time: of texts that are alike in all of
// these one is judged, and none that is like one of `known`. What is out of the flow stands alone.
async (known) => {
  const judged = new Map();
  const behind = new Map([[null, ""]]);
  const under = (element) => {
    if (!behind.has(element)) {
      const s = getComputedStyle(element);
      const own = [s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode];
      if (/absolute|fixed|sticky/.test(s.position)) own.push(s.position);
      const isBare = `${own}` === "rgba(0, 0, 0, 0),none,1,none,normal";
      behind.set(element, under(element.parentElement) + (isBare ? "" : `|${own}`));
    }
    return behind.get(element);
  };
  const isOff = (element) =>
    element.matches(":disabled, :disabled *, [aria-disabled=true], [aria-disabled=true] *") ||
    Boolean(element.control?.disabled);
  for (const element of document.querySelectorAll("body, body *")) {
    const isField = element.matches("input, select, textarea");
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = isField ? element.tagName : own.map((node) => node.data).join(" ").trim();
    if (!text || isOff(element)) continue;
    const box = element.getBoundingClientRect();
    const seen = { opacityProperty: true, visibilityProperty: true };
    if (box.width <= 1 || box.height <= 1 || !element.checkVisibility(seen)) continue;
    const s = getComputedStyle(element);
    const looks = [s.color, s.fontSize, s.fontWeight, s.textShadow, s.clipPath];
    const isWord = /[\p{L}\p{N}]{2}/u.test(text); // axe leaves shorter ones open
    const key = [isField && element.type, isWord, looks, under(element)].join("/");
    if (!known.includes(key) && (!judged.has(key) || /absolute|fixed|sticky/.test(key))) {
      judged.set(judged.has(key) ? `${key}/${judged.size}` : key, element);
    }
  }
  if (!judged.size) return { keys: [], faults: [] };
  const options = { runOnly: ["color-contrast"], resultTypes: ["violations"] };
  const found = await axe.run({ include: [...judged.values()] }, options);
  const nodes = found.violations.flatMap((rule) => rule.nodes);
  return { keys: [...judged.keys()], faults: nodes.map((node) => node.html.slice(0, 120)) };
};
