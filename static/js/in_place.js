// On pages that cannot be loaded again without losing what stands on them, large letters and high contrast come in place.
"use strict";

{
  const root = document.documentElement;

  const dress = async (link) => {
    const answer = await fetch(link.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const { theme, type } = page.documentElement.dataset;
    if (theme && type) Object.assign(root.dataset, { theme, type });
    document.querySelector(".dock").replaceWith(document.adoptNode(page.querySelector(".dock")));
  };

  addEventListener("click", (event) => {
    const link = event.target.closest?.(".dock a[href^='/look?']");
    if (!link || (link.hreflang && !document.querySelector("[data-secret]"))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dress(link).catch(() => showFailed());
  }, true);
}
