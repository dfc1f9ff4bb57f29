// Asks every few seconds whether the server is back, then opens the page the person wanted.
"use strict";

const { alive, everySeconds } = document.body.dataset;

const ask = async () => {
  try {
    const answer = await fetch(alive, { cache: "no-store" });
    if (answer.ok) location.replace(location.pathname === "/offline" ? "/" : location.href);
  } catch {
    // still away; asked again soon
  }
};

setInterval(ask, Number(everySeconds) * 1000);
