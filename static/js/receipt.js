// The slip and the way back to it: sixteen digits on a pad; what is secret goes from the screen and from the way back.
"use strict";

{
  // Loading this page again must not send the form again, and no address may hold the code.
  const clean = document.querySelector("[data-clean]")?.dataset.clean;
  const brought = decodeURIComponent(location.hash.slice(1)).replace(/\D/g, "");
  if (clean) history.replaceState(null, "", clean);

  const secrets = document.querySelector("[data-secret]");
  const wipe = () => {
    if (secrets) document.querySelector("main").replaceChildren();
    for (const one of document.querySelectorAll("form")) one.reset();
    for (const one of document.querySelectorAll("input[name='code'], textarea")) one.value = "";
  };
  addEventListener("pagehide", wipe);
  addEventListener("pageshow", (event) => { if (event.persisted) location.replace(clean || "/"); });
  document.querySelector("[data-forget]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    navigator.sendBeacon(event.target.action);
    location.replace(event.target.dataset.forget);
  });

  // ---- printing: the answer is one line on this page, which stays as it is ----
  const printing = document.querySelector("[data-print]");
  printing?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = printing.querySelector("[role='status']");
    try {
      const answer = await fetch(printing.action, { method: "POST", body: new URLSearchParams(new FormData(printing)), cache: "no-store" });
      said.textContent = answer.ok ? printing.dataset.sent : printing.dataset.failed;
    } catch {
      said.textContent = printing.dataset.failed;
    }
  });

  // ---- sixteen digits ----
  const form = document.getElementById("look-up");
  if (form) {
    const input = form.elements.code;
    const left = document.getElementById("left");
    const pad = document.querySelector("[data-pad]");
    const write = (digits) => {
      const known = digits.slice(0, 16);
      input.value = known.replace(/(\d{4})(?=\d)/g, "$1 ");
      left.textContent = known && known.length < 16 ? left.dataset.words.replace("·", 16 - known.length) : "";
    };
    const digits = () => input.value.normalize("NFKC").replace(/\D/g, "");
    input.addEventListener("input", () => write(digits()));
    if (innerWidth >= 720) { pad.hidden = false; input.inputMode = "none"; }
    pad.addEventListener("click", (event) => {
      const key = event.target.closest("[data-key]")?.dataset.key;
      if (key) write(key === "clear" ? "" : key === "back" ? digits().slice(0, -1) : digits() + key);
    });
    write(brought);
  }
}
