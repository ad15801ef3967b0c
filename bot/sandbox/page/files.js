/** Files that a person picks or drops, before they are sent. */

import { h, iconButton } from "./dom.js";

/** The largest file that the sandbox takes, in bytes. */
export const MOST_BYTES = 50_000_000;

/** The longest words under a file, in UTF-16 units. */
export const MOST_CAPTION = 1024;

/**
 * Build the paper clip, which opens the browser's file picker.
 *
 * @param {object} say the page's words
 * @param {(file: File) => void} onFile what to do with the file that was picked
 * @returns {HTMLElement}
 */
export function clip(say, onFile) {
  const picker = h("input", { type: "file", hidden: true, tabindex: "-1", "aria-label": say.file });
  picker.addEventListener("change", () => {
    const [file] = picker.files;
    picker.value = ""; // the same file can be picked again
    if (file) onFile(file);
  });
  const button = iconButton("clip", say.file, () => picker.click(), { class: "side" });
  return h("span", { class: "clip" }, picker, button);
}

/**
 * Let files be dropped on an element; it has the class "dropping" while one hovers over it.
 *
 * @param {HTMLElement} element
 * @param {(files: File[]) => void} onFiles
 */
export function takeDrops(element, onFiles) {
  const hover = (shown) => element.classList.toggle("dropping", shown);
  element.addEventListener("dragover", (event) => carriesFiles(event) && hover(true));
  element.addEventListener("dragleave", (event) => element.contains(event.relatedTarget) || hover(false));
  element.addEventListener("drop", (event) => {
    hover(false);
    if (carriesFiles(event)) onFiles([...event.dataTransfer.files]);
  });
}

/** A file dropped anywhere must not take the place of the page. */
export function keepPageOnDrop() {
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => carriesFiles(event) && event.preventDefault());
  }
}

function carriesFiles(event) {
  return Boolean(event.dataTransfer?.types.includes("Files"));
}

/**
 * The size of a file in words.
 *
 * @param {number | undefined} bytes
 * @param {string} language for the unit and the decimal sign
 */
export function sizeOf(bytes, language) {
  if (bytes === undefined) return "";
  const [unit, number] = bytes < 1e6 ? ["kilobyte", Math.max(1, Math.round(bytes / 1e3))] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(number);
}
