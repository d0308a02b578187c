/* Small conveniences on top of pages that work without any script. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  /* Filters: a form with data-auto-submit is sent as soon as a choice changes. */
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-auto-submit]") && event.target.type !== "search") {
      form.requestSubmit();
    }
  });

  /* Questions: data-confirm on a form or its button asks in a dialog before sending. */
  let confirmed = null;
  const ask = (question, onYes) => {
    const dialog = document.getElementById("confirm-dialog");
    if (!dialog || !dialog.showModal) {
      if (window.confirm(question)) onYes();
      return;
    }
    document.getElementById("confirm-question").textContent = question;
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => dialog.returnValue === "yes" && onYes(), { once: true });
    dialog.showModal();
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const asker = [event.submitter, form].find((node) => node && node.dataset.confirm);
    if (!asker || confirmed === form) {
      confirmed = null;
      return;
    }
    const submitter = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(asker.dataset.confirm, () => {
      confirmed = form;
      form.requestSubmit(submitter);
    });
  }, true);
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, () => event.detail.issueRequest(true));
  });

  /* A plain form is not sent twice by a double tap. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once], [data-guard]") || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
    document.querySelectorAll("button[aria-busy]").forEach((node) => node.removeAttribute("aria-busy"));
  });

  /* Long forms: data-guard warns before what was typed is left behind. */
  let dirty = null;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-guard]")) dirty = form;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === dirty) dirty = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && dirty.isConnected) event.preventDefault();
  });

  /* After a swap the focus stays where the hand was, or goes to the first error. */
  let focusId = "";
  document.addEventListener("htmx:beforeSwap", () => {
    focusId = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const fresh = event.detail.elt;
    const wrong = fresh.querySelector && fresh.querySelector("[aria-invalid='true'], .is-invalid");
    const wanted = wrong || (fresh.querySelector && fresh.querySelector("[data-focus]"));
    const same = focusId && document.getElementById(focusId);
    if (wanted) {
      wanted.focus();
      /* What stands there is replaced by typing, not added to. */
      if (wanted !== wrong && wanted.select) wanted.select();
    } else if (same && document.activeElement !== same) same.focus();
  });

  /* A request that fails says so; what was typed stays. */
  const tell = (text) => {
    const box = document.getElementById("messages");
    if (!box) return;
    const alert = document.createElement("div");
    alert.className = "alert alert-red";
    const body = document.createElement("div");
    body.className = "alert-body";
    body.textContent = text;
    alert.append(body);
    box.replaceChildren(alert);
    box.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", () =>
    tell("Không kết nối được với máy chủ. Nội dung vừa nhập vẫn còn trên màn hình; hãy thử gửi lại."));
  document.addEventListener("htmx:responseError", (event) =>
    tell(event.detail.xhr.status === 404
      ? "Mục này không còn, hoặc nằm ngoài phạm vi được giao. Hãy tải lại trang."
      : "Máy chủ gặp lỗi, nội dung vừa gửi chưa được ghi. Hãy thử lại sau ít phút."));

  /* A select that holds its chosen line alone fetches the rest when a hand comes near it. */
  const filling = new WeakMap();
  const fill = (select) => {
    if (!select.dataset.choices) return filling.get(select);
    const url = new URL((select.form && select.form.getAttribute("action")) || "", location.href);
    url.searchParams.set("lua_chon", select.dataset.choices);
    const name = select.dataset.choices;
    delete select.dataset.choices;
    select.setAttribute("aria-busy", "true");
    const filled = fetch(url, { headers: { "HX-Request": "true" } })
      .then((answer) => {
        if (!answer.ok || answer.redirected) throw new Error("choices");
        return answer.text();
      })
      .then((lines) => {
        const chosen = select.value;
        select.innerHTML = lines;
        select.value = chosen;
      })
      .catch(() => {
        select.dataset.choices = name;
        tell("Không tải được danh sách lựa chọn. Nội dung vừa nhập vẫn còn trên màn hình; hãy thử lại.");
      })
      .finally(() => {
        filling.delete(select);
        select.removeAttribute("aria-busy");
      });
    filling.set(select, filled);
    return filled;
  };
  const unfilled = (event) => {
    const select = event.target.closest && event.target.closest("select");
    return select && (select.dataset.choices || filling.has(select)) ? select : null;
  };
  ["pointerover", "focusin"].forEach((kind) =>
    document.addEventListener(kind, (event) => {
      const select = unfilled(event);
      if (select) fill(select);
    }));
  /* Opened before its lines are there: it opens by itself when they are. */
  document.addEventListener("mousedown", (event) => {
    const select = unfilled(event);
    if (!select || !select.showPicker) return;
    event.preventDefault();
    fill(select).then(() => {
      select.focus();
      try {
        select.showPicker();
      } catch {
        /* The tap lies too far back; the next one opens it. */
      }
    });
  });

  /* Menus close with Esc, or by a tap elsewhere. */
  const closeMenus = (except) =>
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* A small picture that is still being made is asked for again, a few times and not all at once. */
  const waiting = new WeakSet(); /* one failure may be seen twice: below, and as an event */
  const askAgain = (picture) => {
    const left = Number(picture.dataset.again);
    if (!left || waiting.has(picture)) return;
    picture.dataset.again = left - 1;
    waiting.add(picture);
    setTimeout(() => {
      waiting.delete(picture);
      picture.src = picture.getAttribute("src");
    }, 1500 + 3000 * Math.random());
  };
  document.addEventListener("error", (event) => {
    if (event.target.matches && event.target.matches("img[data-again]")) askAgain(event.target);
  }, true);
  document.querySelectorAll("img[data-again]").forEach((picture) => {
    if (picture.complete && !picture.naturalWidth && picture.currentSrc) askAgain(picture);
  });
})();
