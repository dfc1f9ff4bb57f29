// Writing a letter: one step at a time, a camera and a microphone where there are any, nothing kept when one goes.
// Without this script the same form is one long page. All words come from the page.
"use strict";

{
  const letter = document.getElementById("letter");
  const text = document.getElementById("field-text");
  const stages = [...letter.querySelectorAll(".stage")];
  const marks = [...document.querySelectorAll(".steps li")];
  const find = (selector) => letter.querySelector(selector);
  const chosen = (name) => find(`input[name="${name}"]:checked`);
  const words = () => text.value.trim();
  const files = (name) => [...(letter.elements[name]?.files || [])];
  let at = 0;
  let sending = false;

  // ---- steps ----
  const missing = () => {
    if (at === 0) return chosen("category") ? "" : "category";
    if (at === 1) return chosen("addressee") ? "" : "addressee";
    return at === 2 && !words() ? "text" : "";
  };
  const mark = (name) => {
    for (const one of letter.querySelectorAll("[data-missing]")) one.hidden = one.dataset.missing !== name;
  };
  const focus = () => stages[at].querySelector(".ask")?.focus({ preventScroll: true });
  const show = (place, keepFocus) => {
    at = place;
    stages.forEach((stage, number) => { stage.hidden = number !== at; });
    marks.forEach((one, number) => {
      one.className = number < at ? "done" : number === at ? "now" : "";
      one.toggleAttribute("aria-current", number === at);
      if (number === at) one.setAttribute("aria-current", "step");
    });
    find("[data-turn='-1']").hidden = at === 0;
    find("[data-turn='1']").hidden = at === stages.length - 1;
    find("[data-send]").hidden = at !== stages.length - 1;
    const about = find(".asked-about");
    if (about) about.hidden = at !== 0 && at !== 2;
    letter.dataset.at = at;
    if (at === stages.length - 1) lookOver();
    scrollTo(0, 0);
    if (!keepFocus) focus();
  };
  const turn = (by) => {
    find("[data-wait]").textContent = "";
    const name = by > 0 ? missing() : "";
    mark(name);
    if (name) { find(`[data-missing="${name}"]`).scrollIntoView({ block: "nearest" }); return; }
    find(".errors")?.remove();
    show(Math.min(Math.max(at + by, 0), stages.length - 1));
  };
  for (const button of letter.querySelectorAll("[data-turn]")) button.addEventListener("click", () => turn(Number(button.dataset.turn)));

  // ---- what fits what ----
  const settle = () => {
    const category = chosen("category")?.value || "";
    letter.dataset.category = category;
    for (const one of letter.querySelectorAll("[data-no-reports]")) {
      one.disabled = category === "report";
      if (one.disabled) one.checked = false;
    }
    for (const list of letter.querySelectorAll(".sayings [data-for]")) list.hidden = list.dataset.for !== category;
  };
  const count = () => {
    const longest = Number(letter.dataset.longest);
    const place = document.getElementById("count");
    const long = [...text.value].length;
    place.textContent = place.dataset.words.replace("·", long);
    place.classList.toggle("is-over", long > longest);
  };
  letter.addEventListener("change", () => { settle(); if (!missing()) mark(""); });
  text.addEventListener("input", () => { count(); if (words()) mark(""); });
  find(".sayings").hidden = false;
  for (const button of letter.querySelectorAll("[data-say]")) {
    button.addEventListener("click", () => {
      text.value += button.dataset.say;
      text.scrollTop = text.scrollHeight;
      text.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  const lookOver = () => {
    const over = document.getElementById("over");
    const none = over.dataset.none;
    const name = (one) => one?.closest("label").querySelector("b").textContent || none;
    const said = {
      category: name(chosen("category")),
      addressee: name(chosen("addressee")),
      text: text.value,
      person: [letter.elements.name.value, letter.elements.phone.value].filter(Boolean).join(" ") || none,
      files: [
        files("photo").length ? over.dataset.photos.replace("·", files("photo").length) : "",
        files("voice").length ? over.dataset.voice : "",
      ].filter(Boolean).join(" ") || none,
    };
    for (const place of over.querySelectorAll("[data-over]")) place.textContent = said[place.dataset.over];
    over.hidden = false;
  };

  // ---- handing in: only when somebody is there to take it, and only once ----
  // The letter goes by fetch: a page that answers a form is kept by the browser together with the form, even on its disk.
  let onItsWay = false;  // perhaps it arrived: the same form once more leads to the same slip
  const whyWait = async () => {
    const answer = await fetch(letter.dataset.ready, { cache: "no-store" });
    if (!answer.ok) throw new Error("away");
    return answer.text();
  };
  const handIn = async () => {
    onItsWay = true;
    const answer = await fetch(letter.action, { method: "POST", body: new FormData(letter), cache: "no-store" });
    if (answer.ok && answer.redirected) { location.replace(answer.url); return true; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    onItsWay = false;
    if (page.querySelector("#letter .errors")) tellWrong(page);
    else if (page.querySelector("main")) leaveFor(page);
    else throw new Error("no page");
    return false;
  };
  const send = async () => {
    if (sending) return;
    sending = true;
    find("[data-send]").setAttribute("aria-disabled", "true");
    let gone = false;
    try {
      const wait = onItsWay ? "" : await whyWait();
      find("[data-wait]").textContent = wait;
      gone = !wait && await handIn();
    } catch {
      showFailed();
    }
    if (gone) return;
    sending = false;
    find("[data-send]").removeAttribute("aria-disabled");
  };

  // ---- what is wrong comes into this page: words, photographs and voice stay where they are ----
  const tellWrong = (page) => {
    const errors = page.querySelector("#letter .errors");
    errors.querySelector("[data-lost]")?.remove();
    find(".errors")?.remove();
    letter.prepend(document.adoptNode(errors));
    for (const name of ["form", "about"]) letter.elements[name].value = page.querySelector(`#letter [name="${name}"]`).value;
    if (!letter.elements.about.value) find(".asked-about")?.remove();
    for (const one of page.querySelectorAll("#letter [data-missing]")) find(`[data-missing="${one.dataset.missing}"]`).replaceWith(document.adoptNode(one));
    for (const one of letter.querySelectorAll("[data-why]")) one.remove();
    for (const one of page.querySelectorAll("#letter [data-why]")) find(`[name="${one.dataset.why}"]`)?.before(document.adoptNode(one));
    lead();
  };
  const leaveFor = (page) => {
    wipe();
    document.title = page.title;
    const main = document.adoptNode(page.querySelector("main"));
    document.querySelector("main").replaceWith(main);
    main.tabIndex = -1;
    main.focus();
  };
  letter.addEventListener("submit", (event) => {
    event.preventDefault();
    if (at === stages.length - 1) send();
  });
  letter.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(); });

  // ---- going away ----
  const leave = document.getElementById("leave");
  const isWritten = () => words() || letter.elements.name.value || letter.elements.phone.value || files("photo").length || files("voice").length;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.closest("dialog, .skip, .errors") || link.getAttribute("href").startsWith("#") || !isWritten()) return;
    event.preventDefault();
    leave.querySelector("[data-leave]").href = link.href;
    leave.showModal();
  });
  leave.querySelector("[data-stay]").addEventListener("click", () => leave.close());
  const wipe = () => { letter.reset(); text.value = ""; for (const one of letter.querySelectorAll("input[type='file']")) one.value = ""; };
  addEventListener("pagehide", wipe);
  addEventListener("pageshow", (event) => { if (event.persisted) { wipe(); location.reload(); } });

  // ---- errors lead to their step ----
  letter.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    if (link) show(Number(link.dataset.goto), true);
  });
  const lead = () => {
    const first = find("[data-goto]");
    show(first ? Number(first.dataset.goto) : find(".errors") ? stages.length - 1 : 0, true);
    find(".errors")?.focus({ preventScroll: true });
  };
  settle();
  count();
  lead();
}
