/* Lists and drafts: their ticks, and what stays while one looks at a row. */
(() => {
  "use strict";

  /* Ticks of a list: all of the page, and how many. */
  const ticksOf = (bar) => [...bar.elements].filter((one) => one.matches("input.tick"));
  const countTicks = () => document.querySelectorAll(".tick-bar").forEach((bar) => {
    const ticks = ticksOf(bar);
    const on = ticks.filter((tick) => tick.checked).length;
    bar.querySelector("[data-tick-count]").textContent = on ? `Đã chọn ${on}` : "";
    bar.classList.toggle("is-idle", !on);
    bar.querySelector("[data-tick-all]").checked = on > 0 && on === ticks.length;
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-all]"))
      ticksOf(event.target.form).forEach((tick) => { tick.checked = event.target.checked; });
    if (event.target.matches("[data-tick-all], input.tick")) countTicks();
  });
  document.addEventListener("htmx:afterSettle", countTicks);
  window.addEventListener("pageshow", countTicks);

  /* A draft that was kept is taken up into its form, on the version on which it was written. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take-draft]");
    if (!button) return;
    const { form } = button;
    const draft = form.querySelector("[data-draft]");
    const version = form.querySelector("[name=draft_version]");
    const { text } = form.elements;
    const isTyped = text.value !== text.defaultValue && text.value !== draft.value;
    if (isTyped && !window.confirm("Lời đang viết ở trang này sẽ được thay bằng bản nháp. Thay?")) return;
    text.value = draft.value;
    form.elements.seen_version.value = draft.dataset.draft;
    version.value = version.dataset.version;
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    form.elements.text.focus();
  });

  /* A list keeps its filters when one comes back to it from a row by the trail. */
  const LISTS = ["/nhiem-vu/", "/minh-chung/", "/can-bo/", "/nhat-ky/", "/tham-tra/"];
  try {
    if (LISTS.includes(location.pathname)) sessionStorage.setItem(location.pathname, location.search);
    document.querySelectorAll(".breadcrumb a").forEach((link) => {
      const kept = !link.search && sessionStorage.getItem(link.pathname);
      if (kept) link.search = kept;
    });
  } catch {
    /* A browser that keeps nothing leads to the whole list. */
  }

  /* The ticks of a draft stay while one of its rows is edited on a page of its own. */
  const draft = document.querySelector("form[data-keep-ticks]");
  const ticks = draft ? [...draft.querySelectorAll("[data-keep]")] : [];
  try {
    const kept = JSON.parse((draft && sessionStorage.getItem(location.pathname)) || "{}");
    ticks.forEach((tick) => { tick.checked = kept[tick.dataset.keep] ?? tick.checked; });
    draft?.addEventListener("change", () => {
      const now = ticks.map((tick) => [tick.dataset.keep, tick.checked]);
      sessionStorage.setItem(location.pathname, JSON.stringify(Object.fromEntries(now)));
    });
  } catch {
    /* A browser that keeps nothing shows the ticks of the page. */
  }
})();
