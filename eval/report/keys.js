// The keyboard: j and k between answers, v between verdicts, 1 2 3 and c on one, / and ?.

function verdictHere() {
  const here = document.activeElement.closest && document.activeElement.closest(".verdict");
  return here || document.querySelector(".answer.open .verdict");
}

function nextVerdict() {
  const item = (document.activeElement.closest && document.activeElement.closest(".answer.open")) || document.querySelector(".answer.open");
  if (!item) return;
  const all = [...item.querySelectorAll(".verdict")].filter((one) => one.checkVisibility());
  const at = all.indexOf(document.activeElement.closest(".verdict"));
  if (all.length) all[(at + 1) % all.length].focus();
}

function press(selector) {
  const item = verdictHere();
  if (!item) return;
  if (!item.contains(document.activeElement)) item.focus();
  item.querySelector(selector).click();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  v: nextVerdict,
  1: () => press(".agree"),
  2: () => press(".disagree"),
  3: () => press(".unsure"),
  c: () => press(".comment"),
  "/": () => document.getElementById("search").focus(),
  "?": () => document.getElementById("help").showModal(),
};

function onKey(event) {
  if (event.key === "Escape" && /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
    const item = event.target.closest(".verdict");
    if (item) item.focus();
    else event.target.blur();
    return;
  }
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
}

function helpDialog() {
  const line = (key, name) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, say(`help.${name}`))];
  const rows = [["j", "next"], ["k", "previous"], ["v", "verdict"], ["1 2 3", "say"], ["c", "comment"], ["/", "search"], ["Esc", "leave"], ["?", "help"]];
  return el(
    "dialog",
    { id: "help", "aria-labelledby": "help-title" },
    el("h2", { id: "help-title" }, say("help.title")),
    el("dl", {}, rows.map(([key, name]) => line(key, name))),
    el("p", { class: "small" }, say("help.kept")),
    el("form", { method: "dialog" }, el("button", { class: "primary" }, say("help.close"))),
  );
}
