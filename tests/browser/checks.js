// Static checks of the page that is open, in the manner of accessibility checkers. Returns what is wrong.
const wrong = [];
const say = (what, element) => {
  const name = element ? ": " + element.outerHTML.replace(/\s+/g, " ").slice(0, 120) : "";
  wrong.push(what + name);
};
const all = (selector) => [...document.querySelectorAll(selector)];
const visible = (element) => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return box.width > 1 && box.height > 1 && style.visibility !== "hidden" && style.display !== "none";
};

if (!["ja", "en"].includes(document.documentElement.lang)) say("the page has no language");
if (!document.title) say("the page has no title");
if (all("h1").length !== 1) say("there must be one h1, not " + all("h1").length);
for (const landmark of ["header", "main", "footer", "nav"]) {
  if (!document.querySelector(landmark)) say("no landmark " + landmark);
}
for (const nav of all("nav")) if (!nav.ariaLabel) say("a nav without a label", nav);
if (!document.querySelector("a.skip[href='#main']")) say("no skip link");

for (const input of all("input:not([type=hidden]), select, textarea")) {
  if (input.labels.length === 0 && !input.ariaLabel) say("an input without a label", input);
}
for (const link of all("a, button")) {
  if (!(link.ariaLabel || link.textContent).trim()) say("a link or button without words", link);
}
for (const link of all("a[href^='#']")) {
  const target = decodeURIComponent(link.getAttribute("href").slice(1));
  if (!document.getElementById(target)) say("a link to nowhere", link);
}
const ids = new Set();
for (const element of all("[id]")) {
  if (ids.has(element.id)) say("an id that is there twice", element);
  ids.add(element.id);
}
for (const element of all("[aria-labelledby]")) {
  if (!document.getElementById(element.getAttribute("aria-labelledby"))) say("a label that is not there", element);
}
for (const element of all("[tabindex]")) if (element.tabIndex > 0) say("an order of tabs by force", element);
for (const element of all("[style], [onclick]")) say("something inline", element);
let level = 0;
for (const heading of all("h1, h2, h3, h4")) {
  const own = Number(heading.tagName[1]);
  if (level !== 0 && own > level + 1) say("a heading that skips a level", heading);
  level = own;
}

// Kana stand in Japanese text only: whatever holds them must say so, or say that its source did not tell.
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const texts = [];
while (walker.nextNode()) if (walker.currentNode.data.trim()) texts.push(walker.currentNode);
for (const text of texts) {
  const language = text.parentElement.closest("[lang]").lang;
  if (/[\u3041-\u30fa]/.test(text.data) && language === "en") say("Japanese marked as English", text.parentElement);
}

if (document.documentElement.scrollWidth > window.innerWidth) {
  say("the page scrolls sideways: " + document.documentElement.scrollWidth + " > " + window.innerWidth);
  for (const element of all("body *")) {
    const box = element.getBoundingClientRect();
    if (box.right > window.innerWidth + 1 && visible(element)) { say("too wide", element); break; }
  }
}

// Contrast of every visible text, WCAG 2.2.
const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const linear = [r, g, b].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
};
const background = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const colour = channels(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] > 0) return colour;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
};
const known = new Set();
for (const text of texts) {
  const element = text.parentElement;
  if (!visible(element) || element.closest(".visually-hidden, .skip")) continue;
  const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const key = element.tagName + element.className;
  if (ratio < 4.5 && !known.has(key)) {
    known.add(key);
    say("contrast " + ratio.toFixed(2), element);
  }
}

// Lines of reading text: 34 to 40 full-width characters, or about 75 Latin ones, at most.
for (const prose of all(".prose")) {
  const size = parseFloat(getComputedStyle(prose).fontSize);
  const width = prose.getBoundingClientRect().width;
  if (width > 42 * size) say("lines of " + (width / size).toFixed(1) + " em", prose);
}
return wrong;
