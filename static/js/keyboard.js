// The touch keyboard of the panel: for fields that say data-keyboard="text" or "digits". All words and addresses come from the page.
// It holds the letters of one word at a time and what 清空 took away until the next key, in memory, and nothing else.

const root = document.documentElement;
const mount = document.getElementById("keyboard");
const part = (name) => mount.querySelector(`[data-part="${name}"]`);
const say = (name) => mount.dataset[name];

// Only at the machine itself: the touchscreen of the hall for any touch or mouse, any other screen of it for fingers alone.
const AT_MACHINE = ["127.0.0.1", "localhost", "[::1]"].includes(location.hostname);
const PANEL = matchMedia("(min-width: 720px)");
const TYPED = /^(?:.|Enter|Backspace|Delete|Tab|Process|Unidentified|Arrow\w+|Home|End)$/u;
const LONGEST = 40;
const QUICK = ["，", "。", "？", "！", "、", "：", "“", "”"];
const BOTTOM = "{pinyin} {number} {marks} {latin} {space} {enter} {done}";
const LAYOUT = {
  pinyin: ["q w e r t y u i o p", "a s d f g h j k l", "{clear} z x c v b n m {bksp}", BOTTOM],
  latin: ["q w e r t y u i o p", "a s d f g h j k l", "{upper} z x c v b n m {bksp}", BOTTOM],
  upper: ["Q W E R T Y U I O P", "A S D F G H J K L", "{upper} Z X C V B N M {bksp}", BOTTOM],
  number: ["1 2 3 4 5 6 7 8 9 0", ". - / : % + = @ #", "{clear} 年 月 日 元 亩 斤 号 {bksp}", BOTTOM],
  marks: ["， 。 ？ ！ 、 ； ： “ ” ……", "（ ） 《 》 【 】 — · ～", "{clear} ‘ ’ ￥ % & ° × {bksp}", BOTTOM],
  digits: ["1 2 3", "4 5 6", "7 8 9", "{clear} 0 {bksp}", "{done}"],
};
const KEYS = ["clear", "bksp", "upper", "pinyin", "number", "marks", "latin", "space", "enter", "done"];
const MARKS = new Map(say("names").split("|").map((one) => [one[0], one.slice(1)]));

let board = null;
let words = null;
let field = null;
let mode = "";
let letters = "";
let choices = [];
let from = 0;          // the first choice on the page of all choices
let cleared = null;    // what 清空 took away
let pointer = "";
let byHand = false;    // somebody types on real keys
let telling = 0;

// ---- what is heard ----

const announce = (text) => {
  clearTimeout(telling);
  telling = setTimeout(() => { part("heard").textContent = text; }, 500);
};

// ---- what is written into the field ----

const tell = (kind, data) => field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: kind, data }));
const follow = () => {
  if (field.selectionEnd !== field.value.length) return;
  field.scrollTop = field.scrollHeight;
  field.scrollLeft = field.scrollWidth;
};
const write = (text) => {
  const { selectionStart: start, selectionEnd: end, value, maxLength } = field;
  const room = maxLength < 0 ? Infinity : maxLength - value.length + end - start;
  if (text.length > room) { announce(say("full")); return false; }
  field.setRangeText(text, start, end, "end");
  follow();
  tell("insertText", text);
  return true;
};
const erase = () => {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const one = [...value.slice(0, start)].at(-1) || "";
  field.setRangeText("", start === end ? start - one.length : start, end, "end");
  follow();
  tell("deleteContentBackward", null);
};
const replace = (text) => {
  field.setRangeText(text, 0, field.value.length, "end");
  tell(text ? "insertReplacementText" : "deleteContent", text || null);
};

// ---- choices ----

const button = (text, label, press) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.press = press;
  return made;
};
const named = (text) => MARKS.get(text[0]) || (/^[a-z]$/i.test(text) ? say(text < "a" ? "capital" : "letter").replace("·", text) : text);
const offered = () => (letters ? choices : mode !== "digits" ? QUICK.map((text) => ({ text, uses: 0 })) : []);
const choice = (one) => button(one.text, one.uses ? "" : named(one.text), () => choose(one));

// As many as fit in their full size; the last place belongs to “more”.
const fill = (row, list, last) => {
  row.replaceChildren(...last);
  let shown = 0;
  for (const one of list) {
    const made = choice(one);
    row.insertBefore(made, last[0] || null);
    if (row.scrollWidth > row.clientWidth || row.scrollHeight > row.clientHeight + 1) { made.remove(); break; }
    shown++;
  }
  return shown;
};
const showChoices = () => {
  const list = offered();
  const more = button(say("more"), "", () => turn(0));
  more.className = "keyboard__more";
  part("choices").hidden = mode === "digits";
  if (fill(part("choices"), list, letters ? [more] : []) === list.length) more.remove();
  part("letters").textContent = letters ? words.cut(letters) : mode === "pinyin" ? say("hint") : "";
  part("letters").classList.toggle("keyboard__hint", !letters);
};
const show = (which) => { for (const name of ["row", "keys", "all"]) part(name).hidden = (name === "all") !== (which === "all"); };
const showKeys = () => {
  show("keys");
  showChoices();
};
const pages = [];
const turn = (to) => {
  if (to === 0) pages.length = 0;
  from = to;
  show("all");
  const shown = fill(part("page"), choices.slice(from), []);
  const before = part("before");
  const after = part("after");
  before.disabled = !pages.length;
  after.disabled = from + shown >= choices.length;
  before.press = () => turn(pages.pop());
  after.press = () => { pages.push(from); turn(from + shown); };
  part("back").press = showKeys;
};

const suggest = (typed) => {
  letters = typed;
  choices = letters ? words.suggest(letters) : [];
  showKeys();
  if (letters) announce(`${letters}：${choices.slice(0, 3).map(({ text }) => text).join("，")}`);
};
const choose = ({ text, uses }) => {
  if (!write(text)) return suggest("");
  suggest(letters.slice(uses));
  if (!letters) announce(named(text));
};
const settle = () => { while (letters) choose(choices[0]); };

// ---- keys ----

const setMode = (next) => {
  mode = next;
  const labels = Object.fromEntries(KEYS.map((key) => [`{${key}}`, say(key === "clear" && cleared !== null ? "restore" : key)]));
  labels["{done}"] = field.enterKeyHint === "search" ? say("find") : labels["{done}"];
  const all = LAYOUT[mode].join(" ").split(" ");
  if (mode === "pinyin") for (const key of all) if (key.length === 1) labels[key] = key.toUpperCase();
  const spoken = all.map((key) => ({ attribute: "aria-label", value: key.length > 1 ? labels[key] || named(key) : named(key), buttons: key }));
  const modes = ["pinyin", "number", "marks", "latin"].map((key) => ({ attribute: "aria-pressed", value: String(mode === key || (key === "latin" && mode === "upper")), buttons: `{${key}}` }));
  const plain = { attribute: "type", value: "button", buttons: all.join(" ") };
  const layout = field.tagName === "TEXTAREA" ? LAYOUT : { ...LAYOUT, [mode]: LAYOUT[mode].map((row) => row.replace(" {enter}", "")) };
  const options = { layout, layoutName: mode, display: labels, mergeDisplay: true, buttonAttributes: [plain, ...spoken, ...modes] };
  if (board) board.setOptions(options);
  else board = new words.Keyboard(part("keys"), { ...fixed, ...options });
  mount.dataset.mode = mode;
  showChoices();
};
const clear = () => {
  if (letters) return suggest("");
  if (cleared === null) { cleared = field.value; replace(""); }
  else { replace(cleared); cleared = null; }
  setMode(mode);
};
const commands = {
  "{bksp}": () => (letters ? suggest(letters.slice(0, -1)) : erase()),
  "{clear}": clear,
  "{upper}": () => setMode(mode === "upper" ? "latin" : "upper"),
  "{space}": () => (letters ? choose(choices[0]) : write(" ")),
  "{enter}": () => { settle(); write("\n"); },
  "{done}": () => finish(),
};
for (const next of ["pinyin", "number", "marks", "latin"]) commands[`{${next}}`] = () => { settle(); setMode(next); };

const press = (key) => {
  if (!field) return;
  if (key !== "{clear}" && cleared !== null) { cleared = null; setMode(mode); }
  if (commands[key]) commands[key]();
  else if (mode === "pinyin" && /^[a-z]$/.test(key)) { if (letters.length < LONGEST) suggest(letters + key); }
  else { settle(); write(key); }
};
const fixed = {
  onKeyPress: press, inputPattern: /^$/, useButtonTag: true, disableButtonHold: true, disableCaretPositioning: true,
  theme: "keyboard__board", physicalKeyboardHighlight: false,
};

// ---- coming and going ----

const load = async () => {
  const [library, { Words }, answer] = await Promise.all([import(say("library")), import(say("reader")), fetch(say("words"))]);
  const made = new Words(await answer.json());
  made.Keyboard = library.SimpleKeyboard;
  words = made;
};
let loading = null;

const reveal = () => {
  root.style.setProperty("--keyboard-height", `${mount.offsetHeight}px`);
  field.scrollIntoView({ block: "nearest" });
};
const open = async (wanted) => {
  if (!words) await (loading ||= load().catch(() => { loading = null; }));
  if (!words || byHand || !wanted.isConnected) return;
  if (field !== wanted) forget();
  field = wanted;
  field.inputMode = "none";
  field.autocomplete = "off";
  field.focus({ preventScroll: true });
  mount.hidden = false;
  root.classList.add("has-keyboard");
  show("keys");
  const first = field.dataset.keyboard === "digits" ? "digits" : root.lang === "en" ? "latin" : "pinyin";
  setMode(mode && (mode === "digits") === (first === "digits") ? mode : first);
  reveal();
};
const forget = () => {
  letters = "";
  choices = [];
  cleared = null;
  clearTimeout(telling);
  for (const name of ["heard", "letters", "choices", "page"]) part(name).replaceChildren();
};
const close = () => {
  if (mount.hidden) return;
  forget();
  mount.hidden = true;
  root.classList.remove("has-keyboard");
  if (field) field.dispatchEvent(new Event("change", { bubbles: true }));
  field = null;
  mode = "";
};
const finish = () => {
  settle();
  const { form, enterKeyHint } = field;
  close();
  if (form && enterKeyHint === "search") form.requestSubmit();
};

const wanted = (target) => target.closest?.("input[data-keyboard], textarea[data-keyboard]");
const isMine = (target) => mount.contains(target) || !target.isConnected;
const invited = () => PANEL.matches && AT_MACHINE && ("kiosk" in root.dataset || pointer === "touch");

addEventListener("pointerdown", (event) => {
  pointer = event.pointerType;
  if (pointer === "touch") byHand = false;
  if (field && !isMine(event.target)) settle();
}, true);
mount.addEventListener("pointerdown", ({ target }) => {
  const pressed = target.closest("button");
  if (pressed?.press && !pressed.disabled) pressed.press();
});
addEventListener("click", (event) => {
  const { target, detail } = event;
  if (isMine(target)) {
    // Without a touch or mouse before it: a screen reader presses the key.
    const key = target.closest("button");
    if (detail === 0 && key) (key.press || (() => press(key.dataset.skbtn)))();
  } else if (wanted(target) && invited()) open(wanted(target));
  else if (!document.querySelector("dialog[open]")) close();
});
// A finger that rests on a field wants to write as well.
addEventListener("contextmenu", (event) => {
  if (mount.contains(event.target)) event.preventDefault();
  else if (wanted(event.target) && invited()) { event.preventDefault(); open(wanted(event.target)); }
});
// The field keeps the focus, and no click falls through to what lay under a key.
mount.addEventListener("mousedown", (event) => event.preventDefault());
mount.addEventListener("touchend", (event) => event.preventDefault(), { passive: false });
addEventListener("keydown", (event) => {
  if (!event.isTrusted || !TYPED.test(event.key)) return;
  byHand = true;
  close();
}, true);
addEventListener("reset", (event) => { if (field && event.target === field.form) close(); });
addEventListener("pagehide", close);
document.body.addEventListener("htmx:afterSwap", () => {
  if (!field || field.isConnected) return;
  const again = field.id && document.getElementById(field.id);
  if (again && wanted(again)) open(again); else close();
});
addEventListener("resize", () => { if (!mount.hidden) { showChoices(); reveal(); } });
