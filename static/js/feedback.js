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
  const send = async () => {
    if (sending) return;
    sending = true;
    find("[data-send]").setAttribute("aria-disabled", "true");
    try {
      const answer = await fetch(letter.dataset.ready, { cache: "no-store" });
      if (!answer.ok) throw new Error("away");
      const wait = await answer.text();
      if (!wait) { letter.submit(); return; }
      find("[data-wait]").textContent = wait;
      sending = false;
      find("[data-send]").removeAttribute("aria-disabled");
    } catch {
      sending = false;
      find("[data-send]").removeAttribute("aria-disabled");
      showFailed();
    }
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
  for (const link of letter.querySelectorAll("[data-goto]")) link.addEventListener("click", () => { show(Number(link.dataset.goto), true); });
  const first = find("[data-goto]");
  settle();
  count();
  show(first ? Number(first.dataset.goto) : find(".errors") ? stages.length - 1 : 0, true);
  find(".errors")?.focus({ preventScroll: true });
}
