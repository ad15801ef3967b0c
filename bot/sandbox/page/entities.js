/**
 * A text and its entities as DOM nodes. Entity offsets count UTF-16 units, as JavaScript's
 * strings do, so slices need no conversion.
 */

import { copyFrom, h, icon } from "./dom.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code",
  hashtag: "span", cashtag: "span", mention: "span", custom_emoji: "span",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

/**
 * Render a message.
 *
 * @param {string} text the message
 * @param {object[]} entities Bot API entities; any order, nested or overlapping
 * @param {object} context `say` (labels), `onCommand(text)`, `freshFrom?` (UTF-16 offset from
 *   which the text is new and fades in)
 * @returns {DocumentFragment}
 */
export function renderText(text, entities, context) {
  const known = (entities ?? []).filter((entity) => entity.length > 0);
  const blocks = known.filter((entity) => BLOCKS.has(entity.type));
  const scene = {
    ...context, text,
    blockStarts: new Set(blocks.map((entity) => entity.offset)),
    blockEnds: new Set(blocks.map(endOf)),
  };
  return build(scene, known.sort(byPlace), { from: 0, to: text.length });
}

function endOf(entity) {
  return entity.offset + entity.length;
}

function byPlace(one, other) {
  return one.offset - other.offset || other.length - one.length;
}

function build(scene, entities, { from, to }) {
  const fragment = document.createDocumentFragment();
  let queue = entities;
  let at = from;
  while (queue.length > 0) {
    const [entity, ...others] = queue;
    const start = Math.max(entity.offset, at);
    const end = Math.min(endOf(entity), to);
    const { inner, rest } = splitAt(others, end);
    queue = rest;
    if (end <= start) continue;
    appendText(scene, fragment, { from: at, to: start });
    fragment.append(wrap(scene, entity, build(scene, inner, { from: start, to: end })));
    at = end;
  }
  appendText(scene, fragment, { from: at, to });
  return fragment;
}

/** Part the entities at `end`; one that reaches over it continues on the other side. */
function splitAt(entities, end) {
  const inner = entities.filter((entity) => entity.offset < end);
  const rest = entities.filter((entity) => entity.offset >= end);
  for (const entity of inner) {
    const over = endOf(entity) - end;
    if (over > 0) rest.push({ ...entity, offset: end, length: over });
  }
  return { inner, rest: rest.sort(byPlace) };
}

function appendText(scene, parent, { from, to }) {
  let start = from;
  let end = to;
  // A block brings its own line breaks: the text's would leave holes above and below it.
  for (let n = 0; n < 2 && scene.blockEnds.has(from) && scene.text[start] === "\n"; n += 1) start += 1;
  for (let n = 0; n < 2 && scene.blockStarts.has(to) && scene.text[end - 1] === "\n"; n += 1) end -= 1;
  if (end <= start) return;
  const fresh = Math.min(Math.max(scene.freshFrom ?? end, start), end);
  if (fresh > start) parent.append(scene.text.slice(start, fresh));
  if (fresh < end) parent.append(h("span", { class: "fresh" }, scene.text.slice(fresh, end)));
}

function wrap(scene, entity, content) {
  const raw = scene.text.slice(entity.offset, endOf(entity));
  if (entity.type === "pre") return codeBlock(scene, { raw, language: entity.language, content });
  if (entity.type === "blockquote") return h("blockquote", {}, content);
  if (entity.type === "expandable_blockquote") return expandable(scene, content);
  if (entity.type === "bot_command") return command(scene, raw, content);
  if (entity.type === "spoiler") return spoiler(scene, content);
  const address = addressOf(entity, raw);
  if (address) return link(address, content);
  return TAGS[entity.type] ? h(TAGS[entity.type], { class: entity.type }, content) : content;
}

function addressOf(entity, raw) {
  if (entity.type === "text_link") return entity.url;
  if (entity.type === "email") return `mailto:${raw}`;
  if (entity.type === "phone_number") return `tel:${raw}`;
  if (entity.type === "url") return /^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`;
  return null;
}

function link(address, content) {
  // A bot must not be able to run anything in this page: only links that leave it are made.
  if (!SAFE_LINK.test(address)) return h("span", { title: address }, content);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, content);
}

function command(scene, raw, content) {
  return h("button", { type: "button", class: "command", onclick: () => scene.onCommand(raw) }, content);
}

function spoiler(scene, content) {
  const button = h("button", {
    type: "button", class: "spoiler", "aria-label": scene.say.reveal,
    onclick: () => button.replaceWith(...button.childNodes),
  }, content);
  return button;
}

function codeBlock(scene, { raw, language, content }) {
  const copy = h("button", { type: "button", class: "copy" }, icon("copy"), icon("check"), scene.say.copy);
  copy.addEventListener("click", () => copyFrom(copy, raw, scene.say));
  return h("figure", { class: "code-block" },
    h("figcaption", {}, h("span", {}, language ?? ""), copy),
    h("pre", {}, content));
}

function expandable(scene, content) {
  const body = h("div", { class: "folded" }, content);
  const toggle = h("button", { type: "button", class: "unfold", "aria-expanded": "false" }, scene.say.more);
  toggle.addEventListener("click", () => {
    const folded = body.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = folded ? scene.say.more : scene.say.less;
  });
  const quote = h("blockquote", { class: "expandable" }, body, toggle);
  new ResizeObserver(() => {
    const whole = body.scrollHeight <= body.clientHeight + 2;
    if (body.classList.contains("folded")) quote.classList.toggle("fits", whole);
  }).observe(body);
  return quote;
}
