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

  /* The long form (data-guard) in which something typed is not saved yet. */
  let dirty = null;

  /* Questions: data-confirm on a form or its button is confirmed in a dialog before sending. */
  let confirmed = null;
  const confirmThen = (question, onYes) => {
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
    const source = [event.submitter, form].find((node) => node && node.dataset.confirm);
    if (!source || confirmed === form) {
      confirmed = null;
      return;
    }
    const submitter = event.submitter;
    event.preventDefault();
    event.stopImmediatePropagation();
    confirmThen(source.dataset.confirm, () => {
      confirmed = form;
      form.requestSubmit(submitter);
    });
  }, true);
  const UNSAVED = "Nội dung vừa nhập chưa lưu. Bỏ nội dung này và chuyển đi?";
  document.addEventListener("htmx:confirm", (event) => {
    const { elt, target } = event.detail;
    /* What would take a form with unsaved words off the page is confirmed first; the form's own way does not. */
    const leaves = dirty && target && target !== dirty && target.contains(dirty) && !dirty.contains(elt);
    const question = event.detail.question || (leaves && UNSAVED);
    if (!question) return;
    event.preventDefault();
    confirmThen(question, () => {
      if (leaves) dirty = null;
      event.detail.issueRequest(true);
    });
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
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-guard]")) dirty = form;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === dirty) dirty = null;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.closest && event.detail.elt.closest("[data-guard]");
    if (form && form.isConnected && !event.detail.successful && event.detail.requestConfig.verb !== "get") dirty = form;
  });
  /* At the swap, not when it has settled: between the two a hand may already move on. */
  document.addEventListener("htmx:afterSwap", (event) => {
    const { elt, xhr } = event.detail;
    const held = elt.closest("[data-guard]") || elt.querySelector("[data-guard]");
    if (held && xhr && xhr.status === 422) dirty = held;
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty && dirty.isConnected) event.preventDefault();
  });

  const WRONG = "[aria-invalid='true'], .is-invalid";

  /* A page that came back with errors opens at the first, however far down it stands. */
  const first = document.querySelector(`main :is(${WRONG})`);
  if (first) {
    first.closest("details")?.setAttribute("open", "");
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }

  /* After a swap the focus stays where the hand was, or goes to the first error. */
  let focusId = "";
  let swapped = null;
  document.addEventListener("htmx:beforeSwap", () => {
    focusId = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSwap", () => { swapped = document.activeElement; });
  document.addEventListener("htmx:afterSettle", (event) => {
    const fresh = event.detail.elt;
    const wrong = fresh.querySelector && fresh.querySelector(WRONG);
    /* “Lưu và sang …”: the form of the next row came beside the saved one. */
    const next = document.querySelector("form[data-next]");
    if (next) delete next.dataset.next;
    const wanted = wrong || (next || fresh).querySelector?.("[data-focus]");
    const same = focusId && document.getElementById(focusId);
    /* A hand that has gone on before it settled types where it is. */
    const now = document.activeElement;
    if (now && now !== swapped && now !== document.body) return;
    if (wanted) {
      wanted.focus();
      /* What stands there is replaced by typing, not added to. */
      if (wanted !== wrong && wanted.select) wanted.select();
    } else if (same && now !== same) same.focus();
    swapped = document.activeElement;
  });

  /* What was saved is announced by a box that was there before: one that arrives with its words is silent. */
  document.addEventListener("htmx:afterSettle", (event) => {
    const saved = event.detail.elt.querySelector?.("[data-saved]");
    const box = document.getElementById("spoken");
    if (saved && box) box.textContent = saved.textContent;
  });

  /* The next row is not on this page (a filter left it out): its form has a page of its own. */
  document.addEventListener("htmx:oobErrorNoTarget", (event) => {
    const next = event.detail.content;
    if (next.matches?.("form[data-next]")) location.assign(next.getAttribute("action"));
  });

  /* Ctrl+Enter saves, and goes on where the form can. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const button = event.target.form?.querySelector("[data-ctrl-enter]");
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  /* A request that fails shows it beside the form that sent it; what was typed stays. */
  const senderOf = (event) => {
    const { elt } = event.detail.requestConfig || {};
    return elt && elt.isConnected ? elt.closest("form") : null;
  };
  const boxOf = (form) => {
    if (!form) return document.getElementById("messages");
    let box = form.querySelector("[data-failure]");
    if (!box) {
      box = document.createElement("div");
      box.dataset.failure = "";
      form.prepend(box);
    }
    return box;
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    const box = event.detail.elt.querySelector && event.detail.elt.querySelector("[data-failure]");
    if (box) box.remove();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const form = senderOf(event);
    if (form && [401, 403].includes(event.detail.xhr.status)) event.detail.target = boxOf(form);
  });
  const showFailure = (text, form = null) => {
    const box = boxOf(form);
    if (!box) return;
    const alert = document.getElementById("failure").content.cloneNode(true);
    alert.querySelector("p").textContent = text;
    box.replaceChildren(alert);
    box.scrollIntoView({ block: "center" });
  };
  document.addEventListener("htmx:sendError", (event) =>
    showFailure("Không kết nối được với máy chủ. Nội dung vừa nhập vẫn còn trên màn hình; hãy thử gửi lại.",
      senderOf(event)));
  document.addEventListener("htmx:responseError", (event) =>
    showFailure(event.detail.xhr.status === 404
      ? "Mục này không còn, hoặc nằm ngoài phạm vi được giao. Nội dung vừa nhập chưa được ghi, vẫn còn trên màn hình."
      : "Máy chủ gặp lỗi, nội dung vừa gửi chưa được ghi. Hãy thử lại sau ít phút.",
    senderOf(event)));
  document.addEventListener("htmx:targetError", () =>
    showFailure("Trang này không nhận được câu trả lời. Hãy tải lại trang rồi gửi lại."));

  /* A form records whose page it was on, so that nobody else's session takes what was typed. */
  const ACCOUNT = "_account";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const account = document.body.dataset.account;
    if (!account || form.method !== "post") return;
    let field = form.elements.namedItem(ACCOUNT);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = ACCOUNT;
      form.append(field);
    }
    field.value = account;
  }, true);

  /* Signed in again in another tab: forms take the new token, and the sentence follows. */
  const checkSession = async () => {
    const boxes = document.querySelectorAll("[data-session]");
    if (!boxes.length && !("session" in document.body.dataset)) return;
    const answer = await fetch("/phien/").catch(() => null);
    if (!answer || !answer.ok) return;
    const now = await answer.json();
    if (!now.account) return;
    document.querySelectorAll("[name='csrfmiddlewaretoken']").forEach((field) => { field.value = now.token; });
    if (document.body.hasAttribute("hx-headers"))
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": now.token }));
    const resend = document.querySelector("form[data-account]");
    const mine = (resend || document.body).dataset.account;
    const state = !mine || mine === now.account ? "again" : "other";
    boxes.forEach((box) => ["now", "again", "other"].forEach((name) => {
      box.querySelector(`[data-session-${name}]`).hidden = name !== state;
    }));
  };
  window.addEventListener("focus", checkSession);
  document.addEventListener("visibilitychange", () => document.hidden || checkSession());
  document.addEventListener("htmx:afterSettle", (event) =>
    event.detail.xhr && [401, 403].includes(event.detail.xhr.status) && checkSession());

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
        showFailure("Không tải được danh sách lựa chọn. Nội dung vừa nhập vẫn còn trên màn hình; hãy thử lại.");
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

  /* data-copy: the text of a field goes to the clipboard; it is chosen too, where that is refused. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    const done = navigator.clipboard
      ? await navigator.clipboard.writeText(field.value).then(() => true, () => false)
      : document.execCommand("copy");
    const box = button.parentElement.querySelector("[data-copied]");
    if (box) box.textContent = done ? "Đã sao chép." : "Chữ đã được chọn; hãy bấm Ctrl+C để sao chép.";
  });

  /* A small picture that is still being made is requested again, a few times and not all at once. */
  const waiting = new WeakSet(); /* one failure may be seen twice: below, and as an event */
  const requestAgain = (picture) => {
    const left = Number(picture.dataset.again);
    if (!left || waiting.has(picture)) return;
    picture.dataset.again = left - 1;
    waiting.add(picture);
    setTimeout(() => {
      waiting.delete(picture);
      picture.src = picture.getAttribute("src");
    }, 1500 + 3000 * Math.random());
  };
  /* data-reason: where a picture cannot be shown, the sentence of its answer stands in its place. */
  const showReason = async (picture) => {
    const answer = await fetch(picture.src);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const reason = page.querySelector("main .alert");
    if (reason) picture.closest("a").replaceWith(reason);
  };
  const notShown = (picture) => {
    if (picture.matches("img[data-again]")) requestAgain(picture);
    if (picture.matches("img[data-reason]")) showReason(picture);
  };
  document.addEventListener("error", (event) => {
    if (event.target.matches) notShown(event.target);
  }, true);
  document.querySelectorAll("img[data-again], img[data-reason]").forEach((picture) => {
    if (picture.complete && !picture.naturalWidth && picture.currentSrc) notShown(picture);
  });

  /* A print that was waited for opens by itself (data-open-now). */
  const openMade = () => {
    const link = document.querySelector("[data-open-now]");
    if (!link || link.dataset.opened) return;
    link.dataset.opened = "yes";
    window.location.replace(link.href);
  };
  document.addEventListener("htmx:afterSettle", openMade);
  openMade();
})();
