/* Sends chosen files one by one, with progress and retry. The form works without this script.
   A retry never doubles a file: the server knows it by the form's key and the file's content.
   Where there are several, each has a caption and a day of its own, filled in from the shared ones
   until something else is typed there. */
(() => {
  "use strict";

  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const box = form.querySelector("[data-upload-files]");
  const list = form.querySelector("[data-upload-list]");
  const row = form.querySelector("[data-upload-row]").content.firstElementChild;
  const chosen = form.querySelector("[data-upload-chosen]");
  const status = form.querySelector("[data-upload-status]");
  const back = form.querySelector("[data-upload-back]");
  const send = form.querySelector("button[type='submit']");
  const inputs = [...form.querySelectorAll("input[type='file']")];
  /* The browser's own control would go on showing that no file is chosen: its label is the button. */
  const control = inputs[inputs.length - 1];
  control.classList.replace("form-control", "visually-hidden");
  control.labels[0].className = "btn btn-secondary";
  const fieldOf = (name) => form.querySelector(`[name='${name}']:not([type='hidden'])`);
  const OWN = ["title", "dated_on"];
  const PICTURE = 144;
  const WAITS = [2000, 5000, 15000];
  const RETRY_LATER = "Mất kết nối, tệp chưa gửi được.";
  const items = [];
  let made = 0;
  let busy = false;
  let again = false;
  let drawing = Promise.resolve();
  let sendWords = send.textContent;

  const element = (name, css, text) => {
    const node = document.createElement(name);
    if (css) node.className = css;
    if (text) node.textContent = text;
    return node;
  };
  const sizeWords = (size) =>
    size >= 1e6
      ? `${(size / 1e6).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`
      : `${Math.max(1, Math.floor(size / 1000))} KB`;
  const wait = (time) => new Promise((done) => setTimeout(done, time));

  const isMany = () => "many" in list.dataset;
  const openItems = () => items.filter((item) => !["kept", "refused"].includes(item.state));
  const follows = (item) => OWN.every((name) => item.own[name].follows);

  /* How many files are chosen, and whether each speaks for itself: once there are two, and as long
     as one has words of its own. */
  const refresh = () => {
    const open = openItems();
    if (open.length > 1) list.dataset.many = "";
    else if (open.every(follows)) delete list.dataset.many;
    box.hidden = !items.length;
    if (open.length > 1) {
      chosen.textContent =
        `Đã chọn ${open.length} tệp. Ngày và chú thích ghi dưới đây điền sẵn cho mọi tệp; ` +
        "tệp nào khác thì sửa ở dòng của tệp đó, phía dưới.";
    } else chosen.textContent = open.length ? `Đã chọn tệp “${open[0].file.name}”.` : "";
  };

  /* A small picture, one at a time: a phone has little memory. What cannot be drawn keeps its sign. */
  const draw = async (item) => {
    if (!items.includes(item)) return;
    let picture;
    try {
      picture = await createImageBitmap(item.file, { resizeWidth: 2 * PICTURE, resizeQuality: "medium" });
    } catch {
      return;
    }
    const scale = PICTURE / Math.min(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale];
    const canvas = element("canvas");
    canvas.width = canvas.height = PICTURE;
    const [left, top] = [(PICTURE - width) / 2, (PICTURE - height) / 2];
    canvas.getContext("2d").drawImage(picture, left, top, width, height);
    picture.close();
    item.line.querySelector("[data-thumb]").replaceChildren(canvas);
  };

  /* It is offered, never filled in by itself: the clock of a camera may be wrong. */
  const offerDay = async (item) => {
    let day = "";
    try {
      day = await window.photoDay(item.file);
    } catch {
      return; // cut off or spoilt: then there is none
    }
    if (!day) return;
    const box = item.line.querySelector("[data-taken]");
    const button = box.firstElementChild;
    button.textContent = `Dùng ngày máy ảnh ghi: ${day}`;
    button.addEventListener("click", () => {
      const input = isMany() ? item.own.dated_on.input : fieldOf("dated_on");
      input.value = day;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    box.hidden = false;
  };

  /* The caption and the day of one file; they have no name, so the form itself never sends them. */
  const addOwn = (item, name, id) => {
    const input = item.line.querySelector(`[data-own='${name}']`);
    const own = { input, follows: true };
    input.id = id;
    input.previousElementSibling.htmlFor = id;
    input.value = fieldOf(name).value;
    input.addEventListener("input", () => (own.follows = input.value === fieldOf(name).value));
    item.own[name] = own;
  };
  OWN.forEach((name) =>
    fieldOf(name).addEventListener("input", () =>
      items.forEach(({ own }) => own[name].follows && (own[name].input.value = fieldOf(name).value))));

  /* One row for each file: picture, name, size, its own words, progress, what became of it. */
  const addItem = (file) => {
    const line = row.cloneNode(true);
    const item = { file, line, own: {}, state: "waiting", isWrong: false };
    const id = `file-${(made += 1)}`;
    const name = line.querySelector("[data-name]");
    name.id = `${id}-name`;
    name.append(file.name, element("span", "muted small", ` ${sizeWords(file.size)}`));
    line.querySelector("[role='group']").setAttribute("aria-labelledby", name.id);
    OWN.forEach((field) => addOwn(item, field, `${id}-${field}`));
    item.bar = line.querySelector("progress");
    item.bar.setAttribute("aria-label", `Tiến độ gửi ${file.name}`);
    item.note = line.querySelector(".upload-note");
    item.button = line.querySelector("[data-drop]");
    item.button.lastElementChild.textContent = ` tệp ${file.name}`;
    item.button.addEventListener("click", () => (item.state === "failed" ? run() : removeItem(item)));
    items.push(item);
    list.append(line);
    if (file.type.startsWith("image/")) drawing = drawing.then(() => draw(item));
    offerDay(item);
  };
  const removeItem = (item) => {
    const place = items.indexOf(item);
    items.splice(place, 1);
    item.line.remove();
    guessKind();
    refresh();
    const next = items[Math.min(place, items.length - 1)];
    (next && !next.button.hidden ? next.button : control).focus();
  };
  const addLink = (item, words, address) => {
    const anchor = element("a", "", words);
    anchor.href = address;
    anchor.append(element("span", "visually-hidden", `: ${item.file.name}`));
    item.note.append(anchor);
  };
  const report = (item, state, text) => {
    item.state = state;
    item.line.dataset.state = state;
    item.note.textContent = text;
    item.bar.hidden = state === "kept" || state === "refused";
    item.button.hidden = state === "kept" || state === "sending";
    item.button.firstElementChild.textContent = state === "failed" ? "Gửi lại" : "Bỏ";
    OWN.forEach((name) => (item.own[name].input.readOnly = state === "sending"));
  };
  const reportKept = (item, kept) => {
    report(item, "kept", kept.note);
    item.line.querySelector("[data-kept]").hidden = false;
    addLink(item, "Xem minh chứng", kept.url);
    if (isMany() || kept.note) addLink(item, "Sửa ngày và trích yếu", kept.edit_url);
  };

  /* A document is no photo: until a person chooses the kind, each file is of its own. */
  const kind = fieldOf("kind");
  const wanted = fieldOf("requirement");
  let isKindChosen = kind.value !== "photo" || Boolean(wanted && wanted.value);
  kind.addEventListener("change", () => (isKindChosen = true));
  const kindOf = ({ file }) =>
    file.type.startsWith("image/") || /\.(jpe?g|png|webp|hei[cf])$/i.test(file.name) ? "photo" : "other";
  const guessKind = () => {
    const kinds = openItems().map(kindOf);
    if (!isKindChosen) kind.value = kinds.length && !kinds.includes("photo") ? "other" : "photo";
  };

  inputs.forEach((input) =>
    input.addEventListener("change", () => {
      [...input.files].forEach(addItem);
      guessKind();
      input.value = "";
      unmark(control);
      refresh();
    }));

  /* Errors stand at their fields, as the server's own page has them. */
  const unmark = (input) => {
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
    const errorBox = document.getElementById(`${input.id}_error`);
    if (errorBox) errorBox.replaceChildren();
  };
  const mark = (input, sentences) => {
    input.classList.add("is-invalid");
    input.setAttribute("aria-invalid", "true");
    let errorBox = document.getElementById(`${input.id}_error`);
    if (!errorBox) {
      errorBox = element("div", "invalid-feedback");
      errorBox.id = `${input.id}_error`;
      (input.dayTools || input).after(errorBox); // the calendar stays at its box
    }
    const known = (input.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
    if (!known.includes(errorBox.id)) input.setAttribute("aria-describedby", [...known, errorBox.id].join(" "));
    errorBox.replaceChildren(...sentences.map((text) => element("p", "mb-0", text)));
  };
  const focusWrong = () => {
    const wrong = form.querySelector("[aria-invalid='true']");
    if (wrong) wrong.focus();
  };
  const showErrors = (errors) => {
    const loose = [];
    Object.entries(errors).forEach(([name, sentences]) => {
      const input = name === "files" ? control : fieldOf(name);
      if (input) mark(input, sentences);
      else loose.push(...sentences);
    });
    status.textContent = loose.join(" ");
    focusWrong();
  };
  /* What is wrong with a file's own words stands at its row; words that only repeat the shared ones
     are corrected there, so their sentences are added to `errors`. */
  const takeOwn = (item, found, errors) => {
    OWN.filter((name) => found[name]).forEach((name) => {
      if (!isMany() || item.own[name].follows) {
        errors[name] = found[name];
        return;
      }
      mark(item.own[name].input, found[name]);
      item.isWrong = true;
    });
    if (item.isWrong) report(item, "waiting", "Chưa gửi: hãy sửa ô báo đỏ.");
  };

  const fileData = (item) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("files", item.file);
    if (!isKindChosen) data.set("kind", kindOf(item));
    if (isMany()) OWN.forEach((name) => data.set(name, item.own[name].input.value));
    return data;
  };
  const checkData = (open) => {
    const data = new FormData(form);
    data.delete("files");
    data.append("check", "1");
    if (isMany())
      open.forEach((item) =>
        OWN.forEach((name) => data.append(`row_${name}`, item.own[name].input.value)));
    return data;
  };

  /* One request; what stands in the answer, or null when the way there is broken. */
  const post = (data, onProgress) =>
    new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      if (onProgress) {
        request.upload.addEventListener("progress", (event) => {
          if (event.lengthComputable) onProgress((100 * event.loaded) / event.total);
        });
      }
      request.addEventListener("load", () => {
        let answer = null;
        try {
          answer = JSON.parse(request.responseText);
        } catch {
          answer = null;
        }
        done({ code: request.status, answer, url: request.responseURL });
      });
      ["error", "abort", "timeout"].forEach((name) => request.addEventListener(name, () => done(null)));
      request.send(data);
    });

  const whyNot = (reply) => {
    if (reply.code === 401 || reply.code === 403) document.body.dataset.session = "";
    if (reply.code === 401 || (reply.url && !reply.url.startsWith(form.action.split("?")[0])))
      return "Phiên làm việc đã hết. Hãy đăng nhập lại ở một trang khác rồi gửi lại.";
    if (reply.code === 403) return "Không gửi được ở đây nữa. Hãy tải lại trang để xem lý do.";
    if (reply.code === 404) return "Mục này không còn trong phạm vi được giao. Hãy tải lại trang.";
    return "Máy chủ chưa nhận được tệp.";
  };

  /* Sends one file, again after a while when the way is broken; true when the next may go. */
  const sendItem = async (item) => {
    for (let turn = 0; ; turn += 1) {
      report(item, "sending", turn ? "Đang gửi lại…" : "Đang gửi…");
      const reply = await post(fileData(item), (percent) => (item.bar.value = percent));
      const answer = reply && reply.answer;
      if (answer && answer.kept && answer.kept.length) {
        reportKept(item, answer.kept[0]);
        return true;
      }
      if (answer && answer.error) {
        report(item, "refused", answer.error);
        return true;
      }
      if (answer && answer.errors && reply.code === 422) {
        const { files, ...others } = answer.errors;
        if (!Object.keys(others).length) {
          report(item, "refused", (files || []).join(" "));
          return true;
        }
        const shared = Object.fromEntries(
          Object.entries(others).filter(([name]) => !OWN.includes(name)));
        takeOwn(item, others, shared);
        if (!Object.keys(shared).length) return true;
        report(item, "waiting", "Chưa gửi.");
        showErrors(shared);
        return false;
      }
      const lasting = reply && (reply.code < 500 || turn === WAITS.length);
      if (lasting || turn === WAITS.length) {
        report(item, "failed", reply ? whyNot(reply) : RETRY_LATER);
        return !lasting;
      }
      report(item, "sending", `${reply ? whyNot(reply) : RETRY_LATER} Sẽ tự gửi lại.`);
      await wait(WAITS[turn]);
    }
  };

  const count = (state) => items.filter((item) => item.state === state).length;
  const sumUp = () => {
    const kept = count("kept");
    const left = items.length - kept;
    const wrong = items.filter((item) => item.isWrong).length;
    if (!kept && !wrong) return;
    const words = [kept ? `Đã lưu ${kept} tệp` : "Chưa gửi tệp nào"];
    if (kept && left) words.push(`, còn ${left} tệp chưa gửi được`);
    words.push(".");
    if (wrong) words.push(` Hãy sửa ô báo đỏ ở ${wrong} tệp rồi gửi tiếp.`);
    status.textContent = words.join("");
    if (wrong && !list.contains(document.activeElement)) focusWrong();
    if (left) return;
    back.classList.replace("btn-secondary", "btn-primary");
    send.classList.replace("btn-primary", "btn-secondary");
    sendWords = "Gửi thêm";
    back.focus();
  };

  /* What was typed is checked first, so that no large file travels in vain. A fault in what is shared
     holds everything; one in a row holds that file, and the others go. */
  const sendOpen = async () => {
    status.textContent = "";
    form.querySelectorAll(".is-invalid").forEach(unmark);
    const open = openItems();
    open.forEach((item) => {
      item.isWrong = false;
      item.note.textContent = "";
    });
    const checked = await post(checkData(open));
    const { errors = {}, rows = [] } = (checked && checked.answer) || {};
    if (!open.length) errors.files = ["Hãy chọn ít nhất một tệp."];
    rows.forEach((found, place) => takeOwn(open[place], found, errors));
    if (Object.keys(errors).length) {
      showErrors(errors);
      return;
    }
    focusWrong();
    const ready = open.filter((item) => !item.isWrong);
    for (const item of ready) {
      if (ready.length > 1) send.textContent = `Đang gửi ${ready.indexOf(item) + 1}/${ready.length}…`;
      if (items.includes(item) && !(await sendItem(item))) break;
    }
    sumUp();
  };

  /* Called again while busy, as by somebody who corrected a row meanwhile: another turn follows. */
  const run = async () => {
    again = busy;
    if (busy) return;
    busy = true;
    send.setAttribute("aria-busy", "true");
    do {
      again = false;
      await sendOpen();
    } while (again && openItems().length);
    busy = false;
    send.removeAttribute("aria-busy");
    send.textContent = sendWords;
    refresh();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  window.addEventListener("online", () => count("failed") && run());
  window.addEventListener("beforeunload", (event) => {
    if (count("waiting") || count("sending") || count("failed")) event.preventDefault();
  });
})();
