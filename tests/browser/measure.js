// What a hand and an eye would complain about on this page. Called with the smallest target, gap and letter, in CSS pixels.
(smallest) => {
  const complaints = [];
  const root = document.scrollingElement;
  const named = (one) => `<${one.tagName.toLowerCase()} class="${one.getAttribute("class") || ""}"> “${(one.textContent || one.value || "").trim().replace(/\s+/g, " ").slice(0, 24)}”`;
  const box = (one) => one.getBoundingClientRect();
  const seen = (one) => {
    const { width, height, bottom } = box(one);
    return one.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1 && bottom > 0;
  };
  const slides = (one) => smallest.scrolls && one.parentElement.closest(".chips, .slides");
  const all = [...document.body.querySelectorAll("*")].filter(seen);

  // ---- nothing scrolls, nothing is wider than the screen, nothing is cut off or under the foot ----
  if (root.scrollWidth > innerWidth) complaints.push(`the page is ${root.scrollWidth} wide on ${innerWidth}`);
  if (smallest.scrolls === false) {
    if (root.scrollHeight > innerHeight) complaints.push(`the page is ${root.scrollHeight} high on ${innerHeight}`);
    const foot = document.querySelector(".foot");
    const floor = foot ? box(foot).top : innerHeight;
    for (const one of all) {
      if (one.closest(".foot, dialog, svg, .scene") || !one.closest("main")) continue;
      if (box(one).bottom > floor + 1) complaints.push(`${named(one)} reaches ${Math.round(box(one).bottom - floor)} under the foot`);
    }
  }
  for (const one of all) {
    if (one.closest("svg")) continue;
    const { overflowX, overflowY } = getComputedStyle(one);
    if (box(one).right > innerWidth + 1 && !slides(one)) complaints.push(`${named(one)} reaches past the right edge`);
    if (one === root || one === document.body || one.matches(".visually-hidden, input")) continue;
    // A title in a row may end in “…”: the page it leads to has it whole. Letters may stand a little out of a tight line.
    if (getComputedStyle(one).webkitLineClamp !== "none") continue;
    if (overflowY !== "visible" && one.scrollHeight > one.clientHeight + 1) complaints.push(`${named(one)} hides ${one.scrollHeight - one.clientHeight} px of its height`);
    if (overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1 && smallest.scrolls === false) complaints.push(`${named(one)} hides ${one.scrollWidth - one.clientWidth} px of its width`);
  }

  // ---- targets; a link inside a sentence (inline, with other words around it) is as large as its letters ----
  const inSentence = (one) => getComputedStyle(one).display === "inline" && one.parentElement.textContent.trim() !== one.textContent.trim();
  const targets = all.filter((one) => one.matches("a[href], button, input, select, textarea, summary") && !inSentence(one));
  // On a phone the foot stays while the page slides under it.
  const near = targets.filter((one) => !(smallest.scrolls && one.closest("footer, .dock")));
  for (const one of targets) {
    const { width, height } = box(one);
    if (Math.min(width, height) < smallest.target - 0.5) complaints.push(`${named(one)} is ${Math.round(width)}×${Math.round(height)}`);
  }
  for (const [place, one] of near.entries()) {
    for (const other of near.slice(place + 1)) {
      const a = box(one);
      const b = box(other);
      const across = Math.max(a.left, b.left) - Math.min(a.right, b.right);
      const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
      const gap = Math.max(across, down);
      if (gap < smallest.gap - 0.5) complaints.push(`${Math.round(gap)} px between ${named(one)} and ${named(other)}`);
    }
  }

  // ---- letters ----
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const small = new Set();
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !holder || !seen(holder) || holder.closest("script, template, .visually-hidden")) continue;
    const drawn = holder.closest("svg") && holder.getScreenCTM ? holder.getScreenCTM().a : 1;
    const size = parseFloat(getComputedStyle(holder).fontSize) * drawn;
    if (size < smallest.letter - 0.25) small.add(`letters of ${size.toFixed(1)} px in ${named(holder)}`);
  }
  return [...complaints, ...small];
}
