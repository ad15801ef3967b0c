// Words, numbers and nodes. Every text goes into the page as a text node, never as HTML.

const DATA = JSON.parse(document.getElementById("data").textContent);
const TEXTS = JSON.parse(document.getElementById("texts").textContent);
const LANG = document.documentElement.lang;
const PLURAL = new Intl.PluralRules(LANG);
const SVG = "http://www.w3.org/2000/svg";

/** Return a sentence by `section.name`, its {placeholders} filled. */
function say(name, values = {}) {
  const [section, key] = name.split(".");
  const text = (TEXTS[section] || {})[key];
  if (text === undefined) throw new Error(`no sentence ${name}`);
  return text.replace(/\{(\w+)\}/g, (_, word) => String(values[word]));
}

/** Return the sentence for `n` things: `name_one` or `name_other`. */
function sayCount(name, n, values = {}) {
  const form = PLURAL.select(n) === "one" ? "one" : "other";
  return say(`${name}_${form}`, { n: number(n), ...values });
}

/** Return a label that may be missing: what a newer run brings has its own name. */
function label(section, name) {
  return (TEXTS[section] || {})[name] || name;
}

function number(n, digits = 0) {
  return new Intl.NumberFormat(LANG, { maximumFractionDigits: digits }).format(n);
}

function percent(share, digits = 0) {
  if (share === null) return "–";
  const form = { style: "percent", maximumFractionDigits: digits };
  return new Intl.NumberFormat(LANG, form).format(share);
}

function points(change) {
  const form = { signDisplay: "exceptZero", maximumFractionDigits: 1 };
  return new Intl.NumberFormat(LANG, form).format(change * 100);
}

function interval(estimate) {
  if (estimate.value === null) return "";
  return say("first.interval", { low: number(estimate.low * 100), high: percent(estimate.high) });
}

function day(iso) {
  return new Intl.DateTimeFormat(LANG, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

/** Make an element; strings among the children become text nodes. */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

const SHAPES = {
  fault: ["M2.5 2.5h11v11h-11z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2"],
  pass: ["M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z", "M5 8.3l2.2 2.1L11.1 6"],
  untold: ["M8 1.6L14.4 8 8 14.4 1.6 8z", "M6.4 6.7c.1-2 3.3-1.9 3.2 0 0 1.2-1.6 1.2-1.6 2.3M8 10.9v.3"],
  hint: ["M8 2.2L14.4 13.6H1.6z", "M8 6.6v3.2M8 11.6v.3"],
  lock: ["M3.8 7.2h8.4v6.2H3.8z", "M5.6 7V5.2a2.4 2.4 0 0 1 4.8 0V7"],
};

/** Return a small drawing that says the same as the word beside it. */
function icon(name) {
  const [frame, sign] = SHAPES[name];
  return svg(
    "svg",
    { viewBox: "0 0 16 16", class: `icon ${name}`, "aria-hidden": "true" },
    svg("path", { d: frame, class: "frame" }),
    svg("path", { d: sign, class: "sign" }),
  );
}

/** Return the name of a principle: what stands before the colon of its rule. */
function principleName(id) {
  return (DATA.principle[id] || id).split(/\s*:\s/)[0];
}

function principleRule(id) {
  return (DATA.principle[id] || id).split(/\s*:\s/).slice(1).join(" : ");
}

function chip(id) {
  return el("abbr", { class: "chip", title: DATA.principle[id] || id }, id);
}

function announce(text) {
  const region = document.getElementById("live");
  if (region.textContent !== text) region.textContent = text;
}
