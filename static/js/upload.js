/* Sends chosen files one by one, with progress and retry. The form works without this script.
   A retry never doubles a file: the server knows it by the form's key and the file's content. */
(() => {
  "use strict";

  /* A button that fills in a day. */
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fill]");
    if (!button) return;
    const input = document.getElementById(button.dataset.fill);
    input.value = button.dataset.value;
    input.focus();
  });

  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const list = form.querySelector("[data-upload-list]");
  const status = form.querySelector("[data-upload-status]");
  const back = form.querySelector("[data-upload-back]");
  const send = form.querySelector("button[type='submit']");
  const inputs = [...form.querySelectorAll("input[type='file']")];
  const WAITS = [2000, 5000, 15000];
  const RETRY_LATER = "Mất kết nối, tệp chưa gửi được.";
  const items = [];
  let busy = false;

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

  /* One line for each file: name, size, progress, what became of it. */
  const addItem = (file) => {
    const item = { file, state: "waiting", line: element("li", "upload-item") };
    const head = element("p", "upload-name", file.name);
    head.append(element("span", "muted small", ` ${sizeWords(file.size)}`));
    item.bar = element("progress", "upload-bar");
    item.bar.max = 100;
    item.bar.value = 0;
    item.bar.setAttribute("aria-label", `Tiến độ gửi ${file.name}`);
    item.said = element("p", "upload-said small");
    item.button = element("button", "btn btn-quiet", "Bỏ");
    item.button.type = "button";
    item.button.append(element("span", "visually-hidden", ` tệp ${file.name}`));
    item.line.dataset.state = "waiting";
    item.button.addEventListener("click", () => (item.state === "failed" ? run() : removeItem(item)));
    item.line.append(head, item.bar, item.said, item.button);
    items.push(item);
    list.append(item.line);
  };
  const removeItem = (item) => {
    items.splice(items.indexOf(item), 1);
    item.line.remove();
  };
  const tell = (item, state, text, link) => {
    item.state = state;
    item.line.dataset.state = state;
    item.said.replaceChildren(document.createTextNode(text));
    if (link) {
      const anchor = element("a", "", "Xem minh chứng");
      anchor.href = link;
      item.said.append(" ", anchor);
    }
    item.bar.hidden = state === "kept" || state === "refused";
    item.button.hidden = state === "kept" || state === "sending";
    item.button.firstChild.data = state === "failed" ? "Gửi lại" : "Bỏ";
  };

  inputs.forEach((input) =>
    input.addEventListener("change", () => {
      [...input.files].forEach(addItem);
      input.value = "";
      clearError("files");
    }));

  /* Errors stand at their fields, as the server's own page has them. */
  const fieldOf = (name) => form.querySelector(`[name='${name}']:not([type='hidden'])`);
  const clearError = (name) => {
    const input = name === "files" ? inputs[inputs.length - 1] : fieldOf(name);
    if (!input) return;
    input.classList.remove("is-invalid");
    input.removeAttribute("aria-invalid");
    const box = document.getElementById(`${input.id}_error`);
    if (box) box.replaceChildren();
  };
  const showErrors = (errors) => {
    let first = null;
    const loose = [];
    Object.entries(errors).forEach(([name, sentences]) => {
      const input = name === "files" ? inputs[inputs.length - 1] : fieldOf(name);
      if (!input) {
        loose.push(...sentences);
        return;
      }
      input.classList.add("is-invalid");
      input.setAttribute("aria-invalid", "true");
      let box = document.getElementById(`${input.id}_error`);
      if (!box) {
        box = element("div", "invalid-feedback");
        box.id = `${input.id}_error`;
        input.after(box);
      }
      const known = (input.getAttribute("aria-describedby") || "").split(" ").filter(Boolean);
      if (!known.includes(box.id)) input.setAttribute("aria-describedby", [...known, box.id].join(" "));
      box.replaceChildren(...sentences.map((text) => element("p", "mb-0", text)));
      first = first || input;
    });
    status.textContent = loose.join(" ");
    if (first) first.focus();
  };

  /* One request; what stands in the answer, or null when the way there is broken. */
  const post = (file, onProgress) =>
    new Promise((done) => {
      const data = new FormData(form);
      data.delete("files");
      data.append(file ? "files" : "check", file || "1");
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
    if (reply.url && !reply.url.startsWith(form.action.split("?")[0]))
      return "Phiên làm việc đã hết. Hãy đăng nhập lại ở một trang khác rồi gửi lại.";
    if (reply.code === 403) return "Không gửi được ở đây nữa. Hãy tải lại trang để xem lý do.";
    if (reply.code === 404) return "Mục này không còn trong phạm vi được giao. Hãy tải lại trang.";
    return "Máy chủ chưa nhận được tệp.";
  };

  /* Sends one file, again after a while when the way is broken; true when the next may go. */
  const sendItem = async (item) => {
    for (let turn = 0; ; turn += 1) {
      tell(item, "sending", turn ? "Đang gửi lại…" : "Đang gửi…");
      const reply = await post(item.file, (percent) => (item.bar.value = percent));
      const answer = reply && reply.answer;
      if (answer && answer.kept && answer.kept.length) {
        const kept = answer.kept[0];
        tell(item, "kept", kept.note ? `Đã lưu. ${kept.note}` : "Đã lưu.", kept.url);
        return true;
      }
      if (answer && answer.error) {
        tell(item, "refused", answer.error);
        return true;
      }
      if (answer && answer.errors && reply.code === 422) {
        const { files, ...others } = answer.errors;
        if (!Object.keys(others).length) {
          tell(item, "refused", (files || []).join(" "));
          return true;
        }
        tell(item, "waiting", "Chưa gửi.");
        showErrors(others);
        return false;
      }
      const lasting = reply && (reply.code < 500 || turn === WAITS.length);
      if (lasting || turn === WAITS.length) {
        tell(item, "failed", reply ? whyNot(reply) : RETRY_LATER);
        return !lasting;
      }
      tell(item, "sending", `${reply ? whyNot(reply) : RETRY_LATER} Sẽ tự gửi lại.`);
      await wait(WAITS[turn]);
    }
  };

  const count = (state) => items.filter((item) => item.state === state).length;
  const sumUp = () => {
    const kept = count("kept");
    const left = items.length - kept;
    if (!kept) return;
    status.textContent = left
      ? `Đã lưu ${kept} tệp, còn ${left} tệp chưa gửi được.`
      : `Đã lưu ${kept} tệp.`;
    if (left) return;
    back.classList.replace("btn-secondary", "btn-primary");
    send.classList.replace("btn-primary", "btn-secondary");
    send.textContent = "Gửi thêm";
    back.focus();
  };

  const run = async () => {
    if (busy) return;
    busy = true;
    send.setAttribute("aria-busy", "true");
    status.textContent = "";
    form.querySelectorAll(".is-invalid").forEach((node) => clearError(node.name));
    /* What was typed is asked first, so that no large file travels in vain. */
    const asked = await post(null);
    const errors = (asked && asked.answer && asked.answer.errors) || {};
    const open = items.filter((item) => item.state === "waiting" || item.state === "failed");
    if (!open.length) errors.files = ["Hãy chọn ít nhất một tệp."];
    if (Object.keys(errors).length) showErrors(errors);
    else {
      for (const item of open) if (!(await sendItem(item))) break;
      sumUp();
    }
    busy = false;
    send.removeAttribute("aria-busy");
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
