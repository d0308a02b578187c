/* Quick entry: moving, pasting and undoing in the grid; the page works without all of it. */
(() => {
  "use strict";
  const form = document.querySelector("[data-entry]");
  if (!form) return;
  const COLUMNS = ["value", "claim", "as_of", "source", "note"];
  const rows = [...form.querySelectorAll(".entry-row")];
  const controls = (cell) => (cell ? [...cell.querySelectorAll("input:not([type='hidden']), select, textarea")] : []);
  const cellOf = (row, column) => row && row.querySelector(`[data-col="${column}"]`);
  const held = (cell) => controls(cell).map((control) => control.value);
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().trim();

  /* A gold corner on what differs from what stands. */
  const mark = (cell) => {
    const now = held(cell).filter(Boolean).join("/");
    cell.classList.toggle("is-changed", now !== cell.dataset.stored);
  };
  const check = () => form.dispatchEvent(new CustomEvent("entry-check"));
  let timer = 0;
  const changed = (cell) => {
    mark(cell);
    clearTimeout(timer);
    timer = setTimeout(check, 500);
  };

  /* Undo, cell by cell; a paste is one step. */
  const steps = [];
  let before = null;
  const keep = (cell) => ({ cell, values: held(cell) });
  const restore = ({ cell, values }) => {
    controls(cell).forEach((control, i) => { control.value = values[i]; });
    changed(cell);
  };
  const undo = () => {
    settle();
    const step = steps.pop();
    if (!step) return;
    step.forEach(restore);
    controls(step[0].cell)[0].focus();
    before = keep(step[0].cell);
    form.querySelector("[data-pasted]").hidden = true;
  };
  const settle = () => {
    if (before && held(before.cell).join("\t") !== before.values.join("\t")) steps.push([before]);
    before = before && keep(before.cell);
  };
  form.addEventListener("focusin", (event) => {
    const cell = event.target.closest(".entry-cell");
    if (before && before.cell === cell) return;
    settle();
    before = cell && keep(cell);
    if (cell && event.target.select) event.target.select();
  });
  form.addEventListener("input", (event) => {
    const cell = event.target.closest(".entry-cell");
    if (cell) changed(cell);
    else if (event.target.closest(".entry-common, .entry-choices")) check();
  });

  /* Writing into a cell as a hand would. */
  const CLAIMS = { met: ["d", "dat", "x"], not_met: ["c", "chua dat", "khong dat"], not_applicable: ["k", "khong ap dung"], not_yet: ["chua danh gia"] };
  const write = (cell, text) => {
    const [first, second] = controls(cell);
    if (!first) return false;
    const typed = text.trim();
    if (first.tagName === "SELECT") {
      const wanted = fold(typed);
      const option = [...first.options].find((one) => fold(one.text) === wanted || (CLAIMS[one.value] || []).includes(wanted));
      if (!option) return false;
      first.value = option.value;
    } else if (second) {
      const [over, under] = typed.split(/\s*(?:\/|trên)\s*/i);
      first.value = over;
      second.value = under || "";
    } else {
      first.value = cell.dataset.col === "value" ? typed.replace(/\s*%$/, "") : typed;
    }
    changed(cell);
    return true;
  };
  const writeAll = (pairs) => {
    settle();
    const step = [];
    const taken = pairs.filter(([cell, text]) => {
      if (!cell || !text.trim()) return false;
      const was = keep(cell);
      if (!write(cell, text)) return false;
      step.push(was);
      return true;
    });
    if (step.length) steps.push(step);
    before = before && keep(before.cell);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    return taken.length;
  };

  /* What Excel and Word put on the clipboard: lines of cells; a cell of several lines is quoted. */
  const cellsOf = (text) => {
    const lines = [[""]];
    let quoted = false;
    for (let i = 0; i < text.length; i += 1) {
      const line = lines[lines.length - 1];
      const at = line.length - 1;
      const char = text[i];
      if (char === '"' && (quoted || line[at] === "")) {
        if (quoted && text[i + 1] === '"') { line[at] += '"'; i += 1; } else quoted = !quoted;
      } else if (quoted) line[at] += char;
      else if (char === "\t") line.push("");
      else if (char === "\n") lines.push([""]);
      else if (char !== "\r") line[at] += char;
    }
    if (lines[lines.length - 1].join("") === "") lines.pop();
    return lines;
  };
  const codes = new Map(rows.map((row) => [row.dataset.code, row]));
  const paste = (cell, text) => {
    let lines = cellsOf(text);
    const start = rows.indexOf(cell.closest("tr"));
    const column = COLUMNS.indexOf(cell.dataset.col);
    const filled = lines.filter((line) => line[0].trim());
    /* A first column of codes shows by itself which row each line is of. */
    const byCode = lines[0].length > 1 && filled.length && filled.every((line) => codes.has(line[0].trim()));
    let count = 0;
    const pairs = lines.flatMap((line, i) => {
      const row = byCode ? codes.get(line[0].trim()) : rows[start + i];
      const cells = byCode ? line.slice(1) : line;
      count += cells.filter((one) => one.trim()).length;
      return row ? cells.map((one, j) => [cellOf(row, COLUMNS[column + j]), one]) : [];
    });
    const taken = writeAll(pairs);
    const left = count - taken;
    const notice = form.querySelector("[data-pasted]");
    notice.querySelector("[data-pasted-words]").textContent =
      `Đã dán ${taken} ô${byCode ? ` theo số ${form.dataset.noun}` : ""}${left ? `; ${left} ô không có chỗ hoặc không đọc được, chưa nhận` : ""}.`;
    notice.hidden = false;
  };
  form.addEventListener("paste", (event) => {
    const cell = event.target.closest(".entry-cell");
    const text = event.clipboardData.getData("text/plain");
    if (!cell || (!/[\t\n]/.test(text.trimEnd()) && event.target.tagName !== "SELECT")) return;
    event.preventDefault();
    paste(cell, text);
  });

  /* Moving, and the keys of the picture. */
  const go = (cell, by) => {
    let at = rows.indexOf(cell.closest("tr")) + by;
    while (rows[at]) {
      const [control] = controls(cellOf(rows[at], cell.dataset.col));
      if (control) { control.focus(); return; }
      at += by;
    }
  };
  const aside = (cell, by) => {
    const row = cell.closest("tr");
    let at = COLUMNS.indexOf(cell.dataset.col) + by;
    while (COLUMNS[at]) {
      const [control] = controls(cellOf(row, COLUMNS[at]));
      if (control) { control.focus(); return true; }
      at += by;
    }
    return false;
  };
  const atEdge = (control, by) => {
    if (control.tagName === "SELECT") return true;
    const { selectionStart: from, selectionEnd: to, value } = control;
    if (from === 0 && to === value.length) return true;
    return from === to && (by < 0 ? from === 0 : to === value.length);
  };
  form.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === "s") {
      event.preventDefault();
      form.querySelector("[data-save]").click();
      return;
    }
    const cell = target.closest(".entry-cell");
    if (!cell || event.altKey) return;
    if (command && key.toLowerCase() === "z") {
      event.preventDefault();
      undo();
      return;
    }
    if (command) return;
    const letter = { d: "met", đ: "met", c: "not_met", k: "not_applicable" }[key.toLowerCase()];
    if (target.tagName === "SELECT" && cell.dataset.col === "claim" && letter) {
      event.preventDefault();
      target.value = letter;
      changed(cell);
      form.dispatchEvent(new Event("input", { bubbles: true }));
    } else if ((key === "Enter" && !(target.tagName === "TEXTAREA" && event.shiftKey)) || key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      go(cell, key === "ArrowUp" || (key === "Enter" && event.shiftKey) ? -1 : 1);
    } else if (key === "ArrowLeft" || key === "ArrowRight") {
      const by = key === "ArrowLeft" ? -1 : 1;
      if (atEdge(target, by) && aside(cell, by)) event.preventDefault();
    }
  });

  /* The mouse goes to a claim first, as in a spreadsheet; pressed again it opens the list. A list
     opened at once would swallow the letter typed next. A finger, without letters, opens it. */
  let pointer = "";
  form.addEventListener("pointerdown", (event) => { pointer = event.pointerType; });
  form.addEventListener("mousedown", (event) => {
    const control = event.target.closest(".entry-cell select");
    if (!control || pointer !== "mouse" || document.activeElement === control) return;
    event.preventDefault();
    control.focus();
  });

  /* Buttons: fill the common cells, undo a paste, and the ways out under a wrong row. */
  /* A row in focus shows its whole wording; were the focus to leave with the press, the row would
     shrink and the button slip from under the pointer before it is released. */
  form.addEventListener("mousedown", (event) => {
    if (event.target.closest("[data-put], [data-reset]")) event.preventDefault();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("fill" in button.dataset) {
      const [day, source] = form.querySelectorAll(".entry-common input");
      const touched = rows.filter((row) => row.querySelector(".is-changed"));
      writeAll(touched.flatMap((row) => [[cellOf(row, "as_of"), day.value], [cellOf(row, "source"), source.value]]));
    } else if ("unpaste" in button.dataset) undo();
    else if (button.dataset.put) writeAll([[cellOf(document.getElementById(button.dataset.row), "value"), button.dataset.put]]);
    else if (button.dataset.reset) {
      settle();
      const cells = [...document.getElementById(button.dataset.reset).querySelectorAll(".entry-cell")].filter((cell) => controls(cell).length);
      steps.push(cells.map(keep));
      cells.forEach((cell) => {
        controls(cell).forEach((control) => { control.value = cell.dataset.stored; });
        changed(cell);
      });
    }
  });

  /* The server has read the grid: its word on each cell. */
  form.addEventListener("htmx:afterRequest", () => {
    form.querySelectorAll("[aria-invalid]").forEach((control) => control.removeAttribute("aria-invalid"));
    form.querySelectorAll("[data-wrong]").forEach((band) => band.dataset.wrong.split(" ").filter(Boolean).forEach((name) => {
      form.querySelectorAll(`[name="${name}"]`).forEach((control) => control.setAttribute("aria-invalid", "true"));
    }));
  });
})();
