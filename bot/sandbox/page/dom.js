/**
 * Elements without a framework. Content only ever enters as a text node: nothing on this page
 * parses a string as HTML.
 */

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  accord: ["M9.3 7.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 1 0 0-9.2", "M14.7 7.4a4.6 4.6 0 1 0 0 9.2a4.6 4.6 0 1 0 0-9.2"],
  send: ["M5 12h13", "M12.5 5.5 19 12l-6.5 6.5"],
  check: ["m5 12.5 4.5 4.5L19 7.5"],
  copy: ["M9 9h10v11H9z", "M5 15V4h10"],
  reply: ["M9.5 7 4.5 12l5 5", "M5 12h8.5a6 6 0 0 1 6 6"],
  edit: ["M4.5 19.5 5.6 15 16.2 4.4l3.4 3.4L9 18.4z", "m13.7 6.9 3.4 3.4"],
  close: ["m6.5 6.5 11 11", "m17.5 6.5-11 11"],
  stop: ["M8 8h8v8H8z"],
  slash: ["M14.5 5 9.5 19"],
  clip: ["M19.5 11 12.3 18.2a4.3 4.3 0 0 1-6-6l7.6-7.6a2.8 2.8 0 0 1 4 4l-7.4 7.4a1.4 1.4 0 0 1-2-2l6.4-6.4"],
  download: ["M12 4.5v10.5", "m7 10.5 5 5 5-5", "M5.5 19.5h13"],
  plus: ["M12 5.5v13", "M5.5 12h13"],
  down: ["m6 9.5 6 6 6-6"],
  moon: ["M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z"],
  sun: ["M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8", "M12 2.5v2", "M12 19.5v2", "M2.5 12h2", "M19.5 12h2", "m5.3 5.3 1.4 1.4", "m17.3 17.3 1.4 1.4", "m5.3 18.7 1.4-1.4", "m17.3 6.7 1.4-1.4"],
  flask: ["M9.5 3.5h5", "M10.5 3.5v6L5 18.6a1.3 1.3 0 0 0 1.1 1.9h11.8a1.3 1.3 0 0 0 1.1-1.9L13.5 9.5v-6", "M7.7 14.5h8.6"],
  file: ["M6.5 3.5h7l4 4v13h-11z", "M13.5 3.5v4h4"],
  voice: ["M6 10v4", "M10 6.5v11", "M14 9v6", "M18 10.5v3"],
  image: ["M4 5.5h16v13H4z", "m4.5 16.5 4.5-4.5 3.5 3.5 3-3 4 4", "M15 9.2h.01"],
  link: ["M9 15 18 6", "M11 6h7v7"],
};

/**
 * Build one element.
 *
 * `on…` attributes are listeners, `class` and others are attributes, `false`, `null` and
 * `undefined` are left out, `true` gives an empty attribute; strings among the children become
 * text nodes.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Draw an icon of the table; it is decoration, its button carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  for (const d of SHAPES[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A button that shows an icon and says `label` to those who cannot see it. */
export function iconButton(name, label, onclick, attributes = {}) {
  const described = { type: "button", "aria-label": label, title: label, onclick, ...attributes };
  return h("button", described, icon(name));
}

/** Copy text; where the clipboard is refused (plain http, old browsers) use a selection. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const before = document.activeElement;
  const area = h("textarea", { class: "off-screen", "aria-hidden": "true", tabindex: "-1" });
  area.value = text;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  before?.focus({ preventScroll: true });
  return copied;
}

/** Copy, and let the button say so for a moment. */
export async function copyFrom(button, text, say) {
  const copied = await copyText(text);
  toast(copied ? say.copied : say.notCopied);
  if (!copied) return;
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1600);
}

/** Show a sentence at the foot of the page for four seconds; screen readers hear it. */
export function toast(text) {
  const element = h("p", { class: "toast" }, text);
  document.querySelector(".toasts").append(element);
  setTimeout(() => element.remove(), 4000);
}

/** Show a sentence that must be acknowledged. */
export function alertDialog(text, say) {
  const close = h("button", { type: "submit", class: "primary" }, say.understood);
  const dialog = h("dialog", { class: "alert", onclose: () => dialog.remove() },
    h("p", {}, text), h("form", { method: "dialog" }, close));
  document.body.append(dialog);
  dialog.showModal();
}
