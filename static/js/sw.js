// Keeps one page for the moments when the server is away: “please wait”. Keeps no disclosures, ever.
"use strict";

const STORE = "waiting-page";
const PAGE = "/offline";

const keepWaitingPage = async () => {
  const answer = await fetch(PAGE, { cache: "reload", credentials: "omit" });
  if (!answer.ok) throw new Error("no waiting page");
  const html = await answer.clone().text();
  const needed = [...html.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map((found) => found[1].replaceAll("&amp;", "&"));
  await caches.delete(STORE);
  const store = await caches.open(STORE);
  await store.addAll([...new Set(needed)]);
  await store.put(PAGE, answer);
};

self.addEventListener("install", (event) => event.waitUntil(keepWaitingPage().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const openPage = async (request) => {
  try {
    const answer = await fetch(request);
    return answer.status === 502 || answer.status === 504 ? waitingPage(request) : answer;
  } catch {
    return waitingPage(request);
  }
};

// Something handed in must not be handed in again by itself: go back to the form instead.
const waitingPage = async (request) =>
  request.method === "GET" ? (await caches.match(PAGE)) || Response.error() : Response.redirect(request.referrer || "/", 303);

const openAsset = async (request) => {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request)) || Response.error();
  }
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(openPage(request));
  else if (address.pathname.startsWith("/static/")) event.respondWith(openAsset(request));
});
