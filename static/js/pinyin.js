// Letters to Chinese words. No page, no memory: `new Words(table).suggest("dibao")` → [{ text, uses }], best first; `uses` is how many
// of the letters a choice takes up. Understands whole syllables, first letters (cwh), halves of both (cunwh), whole sentences,
// and spellings that southern ears do not tell apart (n/l, z/zh, an/ang …), which come after the exact ones.

const LONGEST = 4;
const FUZZY = 3;        // what each kind of inexactness costs, in steps of e in frequency
const FAR = 100;        // the same while one word is looked at, so that it can be told from other costs
const SHORTENED = 0.8;
const UNSAID = 1.6;
const OWN = 3;          // what a word of the village's own list costs; an ordinary one the logarithm of its place
const MOST = 200;

// One spelling for all that sounds alike to somebody.
const blurred = (sound) => sound.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/(?<=[aei]n)g$/, "");

const FINALS = [["an", "ang"], ["en", "eng"], ["in", "ing"]];
const STARTS = [["z", "zh"], ["c", "ch"], ["s", "sh"], ["n", "l"]];
const swapped = (sound, pairs, wrap) =>
  pairs.flatMap(([a, b]) => [[a, b], [b, a]]).map(([from, to]) => wrap(sound, from, to)).filter(Boolean);
const otherStart = (sound, from, to) => {
  const rest = sound.slice(from.length);
  return sound.startsWith(from) && /^[aeiouv]/.test(rest) && to + rest;
};
const otherFinal = (sound, from, to) => sound.endsWith(from) && sound.slice(0, -from.length) + to;
const spellings = (sound) => {
  const starts = [sound, ...swapped(sound, STARTS, otherStart)];
  return [...new Set(starts.flatMap((one) => [one, ...swapped(one, FINALS, otherFinal)]))];
};

const pushed = (map, key, value) => { const list = map.get(key); if (list) list.push(value); else map.set(key, [value]); };

export class Words {
  constructor({ sounds, village, words }) {
    this.usual = new Map();
    for (const [sound, letters] of Object.entries(sounds)) for (const letter of letters) this.usual.set(letter, sound);
    this.spelled = new Map();    // what may be typed → the blurred sounds it may stand for
    this.variants = new Map();   // a sound → its spellings, the exact one first
    this.blurs = new Map();      // a sound → blurred
    this.bySound = new Map();    // blurred sounds joined by ' → entries
    this.byLetter = new Map();   // first letter → entries, the most frequent first
    for (const word of village.split(" ")) this.#add(word, OWN);
    for (const [place, word] of words.split(" ").entries()) this.#add(word, Math.log(place + 10));
  }

  #add(written, cost) {
    const [text, said] = written.split(":");
    const letters = [...text];
    const sounds = said ? said.split("'") : letters.map((letter) => this.usual.get(letter));
    for (const sound of sounds) if (!this.variants.has(sound)) this.#learn(sound);
    const entry = { text, sounds, cost };
    pushed(this.bySound, sounds.map((sound) => this.blurs.get(sound)).join("'"), entry);
    pushed(this.byLetter, sounds[0][0], entry);
  }

  #learn(sound) {
    const all = spellings(sound);
    const blur = blurred(sound);
    this.variants.set(sound, all);
    this.blurs.set(sound, blur);
    for (const one of all) this.spelled.set(one, blur);
  }

  // ---- one word against all letters: whole syllables, beginnings, first letters ----

  #cost(sounds, letters, at = 0, nth = 0) {
    if (at === letters.length) return (sounds.length - nth) * UNSAID;
    if (nth === sounds.length) return Infinity;
    const sound = sounds[nth];
    let best = Infinity;
    for (const [place, one] of this.variants.get(sound).entries()) {
      const fuzzy = place ? FAR : 0;
      if (letters.startsWith(one, at)) best = Math.min(best, fuzzy + this.#cost(sounds, letters, at + one.length, nth + 1));
      else if (one.startsWith(letters.slice(at))) best = Math.min(best, fuzzy + SHORTENED + (sounds.length - nth - 1) * UNSAID);
    }
    for (const first of new Set([sound[0], /^[zcs]h/.test(sound) ? sound.slice(0, 2) : sound[0]])) {
      if (letters.startsWith(first, at)) best = Math.min(best, SHORTENED + this.#cost(sounds, letters, at + first.length, nth + 1));
    }
    return best;
  }

  #whole(letters) {
    const first = letters[0];
    const beside = { n: "l", l: "n" }[first];
    const found = [];
    for (const letter of beside ? [first, beside] : [first]) {
      for (const entry of this.byLetter.get(letter) || []) {
        const cost = this.#cost(entry.sounds, letters);
        if (cost === Infinity) continue;
        const unlike = Math.floor(cost / FAR);
        found.push({ text: entry.text, uses: letters.length, cost: entry.cost + (cost % FAR) + unlike * FUZZY, exact: cost === 0, unlike });
      }
    }
    return found.sort((a, b) => a.cost - b.cost);
  }

  // ---- the beginning of the letters, syllable by syllable ----

  // Every run of one to four whole syllables that begins here: where it ends, how it sounds.
  #runs(letters, at, depth = 0, before = [], typed = []) {
    const runs = [];
    for (let size = 1; depth < LONGEST && size <= 6 && at + size <= letters.length; size++) {
      const piece = letters.slice(at, at + size);
      const sound = this.spelled.get(piece);
      if (sound === undefined) continue;
      const sounds = [...before, sound];
      const pieces = [...typed, piece];
      runs.push({ end: at + size, sounds, pieces }, ...this.#runs(letters, at + size, depth + 1, sounds, pieces));
    }
    return runs;
  }

  #entries(letters, at) {
    return this.#runs(letters, at).flatMap(({ end, sounds, pieces }) =>
      (this.bySound.get(sounds.join("'")) || []).map((entry) => {
        const unlike = entry.sounds.filter((sound, nth) => sound !== pieces[nth]).length;
        return { text: entry.text, uses: end, cost: entry.cost + unlike * FUZZY, syllables: pieces.length };
      }));
  }

  // The likeliest way to read as many letters as can be read.
  #sentence(letters) {
    const best = Array(letters.length + 1).fill(null);
    best[0] = { cost: 0, text: "", words: 0 };
    let far = 0;
    for (let at = 0; at < letters.length; at++) {
      if (!best[at]) continue;
      far = at;
      for (const { text, uses, cost } of this.#entries(letters, at)) {
        const total = best[at].cost + cost + 2;
        if (!best[uses] || total < best[uses].cost) best[uses] = { cost: total, text: best[at].text + text, words: best[at].words + 1 };
      }
    }
    if (best[letters.length]) far = letters.length;
    return { ...best[far], uses: far };
  }

  suggest(letters) {
    if (!letters) return [];
    const whole = this.#whole(letters);
    const sentence = this.#sentence(letters);
    const starts = this.#entries(letters, 0).filter(({ uses }) => uses < letters.length);
    starts.sort((a, b) => b.syllables - a.syllables || b.uses - a.uses || a.cost - b.cost);
    const readable = sentence.uses === letters.length && sentence.words > 1;
    const exact = whole.filter((one) => one.exact);
    const sure = readable && !exact.length && !(whole[0]?.cost < sentence.cost - FUZZY);
    const order = [
      ...(sure ? [sentence] : []),
      ...exact.slice(0, 4),
      ...whole.filter((one) => !one.unlike).slice(0, 6),
      ...(sentence.words > 1 ? [sentence] : []),
      ...exact.slice(0, 30),
      ...whole.slice(0, MOST),
      ...starts.slice(0, MOST),
      { text: letters, uses: letters.length },
    ];
    const seen = new Set();
    return order.filter(({ text }) => !seen.has(text) && seen.add(text)).map(({ text, uses }) => ({ text, uses }));
  }

  // The letters cut into the syllables they are read as: di'bao. What cannot be read stays in one piece.
  cut(letters) {
    const best = Array(letters.length + 1).fill(null);
    best[0] = [];
    let far = 0;
    for (let at = 0; at < letters.length; at++) {
      if (!best[at]) continue;
      far = at;
      for (let size = 1; size <= 6 && at + size <= letters.length; size++) {
        const piece = letters.slice(at, at + size);
        const longer = best[at + size];
        if (this.variants.has(piece) && (!longer || longer.length > best[at].length + 1)) best[at + size] = [...best[at], piece];
      }
    }
    if (best[letters.length]) return best[letters.length].join("'");
    return [...best[far], letters.slice(far)].join("'");
  }
}
