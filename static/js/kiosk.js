// What the screen does by itself: tells the time, notices when nobody is there, says when something did not open.
// Everything else works without it. All words come from the page.
"use strict";

const body = document.body;
const seconds = (name) => Number(body.dataset[name] || 0) * 1000;

// ---- clock: the time in the village, whatever the zone of the machine ----
const tellTime = () => {
  const words = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Asia/Shanghai" });
  for (const clock of document.querySelectorAll("[data-clock]")) clock.textContent = words.format(new Date());
};
tellTime();
setInterval(tellTime, 10_000);

// ---- something did not open ----
let hush = 0;
const hideMessage = () => {
  const bar = document.getElementById("message");
  if (bar) { bar.hidden = true; bar.replaceChildren(); }
};
const showFailed = () => {
  const bar = document.getElementById("message");
  if (!bar) return;
  bar.hidden = false;
  bar.replaceChildren(document.getElementById("message-sign").content.cloneNode(true), bar.dataset.failed);
  clearTimeout(hush);
  hush = setTimeout(hideMessage, 12_000);
};
for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout", "htmx:swapError"]) body.addEventListener(name, showFailed);
body.addEventListener("htmx:beforeRequest", hideMessage);

// A piece was swapped in: put the focus on what was asked for, so that a screen reader goes on from there.
// What asks again by itself says data-quiet.
body.addEventListener("htmx:afterSettle", (event) => {
  const at = document.activeElement;
  if (at && at !== body) return;
  const piece = event.detail.target && document.getElementById(event.detail.target.id);
  if (piece && !("quiet" in piece.dataset)) { piece.tabIndex = -1; piece.focus({ preventScroll: true }); }
});

// ---- nobody there ----
const warnAfter = seconds("idleWarn");
if (warnAfter) {
  const dialog = document.getElementById("idle");
  let warning = 0;
  let leaving = 0;
  const leave = () => { location.replace(body.dataset.idleTo); };
  const warn = () => {
    dialog.showModal();
    leaving = setTimeout(leave, seconds("idleReset") - warnAfter);
  };
  const stay = () => {
    clearTimeout(warning);
    clearTimeout(leaving);
    warning = setTimeout(warn, warnAfter);
  };
  // While the question stands it takes the touch itself: the same finger must not open what lies beneath.
  const touched = () => { if (!dialog.open) stay(); };
  for (const name of ["pointerdown", "keydown", "scroll", "input"]) addEventListener(name, touched, { passive: true, capture: true });
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", stay);
  stay();
}

// ---- the idle screen: two cards at a time, fresh figures now and then ----
const cards = document.querySelector("[data-rotate-seconds]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
if (cards && cards.children.length > 2) {
  setInterval(() => {
    if (!calm.matches) cards.append(...[...cards.children].slice(0, 2));
  }, Number(cards.dataset.rotateSeconds) * 1000);
}
const refreshAfter = seconds("refreshSeconds");
if (refreshAfter) setInterval(() => location.reload(), refreshAfter);

// ---- the page that waits when the server is away ----
const { worker } = document.documentElement.dataset;
if (worker && "serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register(worker).catch(() => {});
