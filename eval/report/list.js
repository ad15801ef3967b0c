// The answers, worst first: one line each, made a screen at a time; the whole when opened.

const CHUNK = 40;
let found = [];
let drawn = 0;
let watcher = null;

function listSection() {
  return el(
    "section",
    { class: "answers", id: "answers", "aria-labelledby": "answers-title" },
    el("h2", { id: "answers-title", tabindex: "-1" }, say(DATA.blind ? "list.title_blind" : "list.title")),
    el("p", { class: "small keys-hint" }, say("list.keys_hint")),
    filterBar(),
    el("ol", { id: "list", class: "list" }),
    el("p", { id: "empty", class: "empty", hidden: true }, say("list.empty")),
    el("div", { id: "end", "aria-hidden": "true" }),
  );
}

function drawList() {
  found = DATA.answers.filter(matches);
  drawn = 0;
  document.getElementById("list").replaceChildren();
  document.getElementById("empty").hidden = found.length > 0;
  const text = say("list.count", { n: number(found.length), all: number(DATA.answers.length) });
  document.getElementById("count").textContent = text;
  announce(text);
  drawMore();
  watch();
  if (state.a) openById(state.a, false);
}

function drawMore(until = drawn + CHUNK) {
  const rows = [];
  while (drawn < Math.min(until, found.length)) rows.push(row(found[drawn], drawn++));
  document.getElementById("list").append(...rows);
}

function watch() {
  if (watcher) watcher.disconnect();
  watcher = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting) || drawn >= found.length) return;
      drawMore();
      watch(); // the end may still be in sight after one chunk
    },
    { rootMargin: "1200px" },
  );
  watcher.observe(document.getElementById("end"));
}

function gradeStamp(answer) {
  if (DATA.blind) return el("span", { class: "stamp plain" }, isDone(answer) ? say("blind.done") : say("blind.todo"));
  const kind = { hard: "fault", forbidden: "fault", error: "untold" }[answer.grade] || answer.grade;
  return el("span", { class: `stamp ${kind}` }, icon(kind), say(`grade.${answer.grade}_short`));
}

function excerpt(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 170 ? `${line.slice(0, 168).replace(/\s\S*$/, "")} …` : line;
}

function faultChips(answer) {
  if (DATA.blind) return null;
  const hit = answer.v.filter((one) => one.value === 0 && !one.hint);
  const names = [...new Set(hit.map((one) => label("scorer", one.scorer)))];
  const shown = names.slice(0, 3).map((name) => el("span", { class: "fault-name" }, name));
  return names.length > 3 ? [shown, el("span", { class: "fault-name" }, `+${names.length - 3}`)] : shown;
}

function row(answer, place) {
  const c = caseOf(answer);
  const who = [label("role", c.role), label("want", c.want), label("lang", c.lang), c.kind === "ordinary" ? null : label("kind", c.kind)];
  const item = el(
    "li",
    { class: `answer ${DATA.blind ? "plain" : answer.grade}`, "data-id": answer.id, "data-place": place },
    el(
      "h3",
      {},
      el(
        "button",
        { type: "button", class: "row", "aria-expanded": "false", onclick: () => toggle(item, answer) },
        gradeStamp(answer),
        el("span", { class: "excerpt", lang: c.lang }, excerpt(c.text)),
        el("span", { class: "who" }, who.filter(Boolean).join(" · "), answer.repeat ? ` · ${say("list.repeat", { n: answer.repeat + 1 })}` : null),
        el("span", { class: "tags" }, faultChips(answer), isDone(answer) && !DATA.blind ? el("span", { class: "mine" }, say("list.mine")) : null),
      ),
    ),
  );
  return item;
}

function toggle(item, answer) {
  if (item.classList.contains("open")) shut(item);
  else open(item, answer);
}

function open(item, answer) {
  if (item.classList.contains("open")) return;
  item.classList.add("open");
  item.querySelector(".row").setAttribute("aria-expanded", "true");
  const draw = () => {
    const body = answerBody(answer, () => {
      draw();
      refreshRow(item, answer);
      const next = item.querySelector(".blind-result, .verdict");
      if (next) next.scrollIntoView({ block: "nearest" });
      announce(say("blind.revealed"));
    });
    const old = item.querySelector(".body");
    if (old) old.replaceWith(body);
    else item.append(body);
  };
  draw();
  state.a = answer.id;
  writeAddress();
}

function shut(item) {
  item.classList.remove("open");
  item.querySelector(".row").setAttribute("aria-expanded", "false");
  item.querySelector(".body").remove();
  if (state.a === item.dataset.id) state.a = "";
  writeAddress();
}

function refreshRow(item, answer) {
  const fresh = row(answer, Number(item.dataset.place));
  item.querySelector(".row .stamp").replaceWith(fresh.querySelector(".row .stamp"));
  item.querySelector(".row .tags").replaceWith(fresh.querySelector(".row .tags"));
}

function itemAt(place) {
  drawMore(Math.max(drawn, place + 1));
  return document.querySelector(`#list > [data-place="${place}"]`);
}

/** Open an answer by its id, drawing the list as far as needed. */
function openById(id, withFocus) {
  const place = found.findIndex((one) => one.id === id);
  if (place < 0) return false;
  const item = itemAt(place);
  open(item, found[place]);
  if (withFocus) {
    item.querySelector(".row").focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  }
  return true;
}

/** Go to the answer `step` places on: the open ones close, one is read at a time. */
function move(step) {
  if (!found.length) return;
  const focused = document.activeElement.closest && document.activeElement.closest(".answer");
  const here = focused || document.querySelector(".answer.open");
  const from = here ? Number(here.dataset.place) : step > 0 ? -1 : found.length;
  const place = Math.min(found.length - 1, Math.max(0, from + step));
  for (const item of document.querySelectorAll(".answer.open")) shut(item);
  openById(found[place].id, true);
  announce(say("list.place", { n: number(place + 1), all: number(found.length) }));
}

let openedForPrint = [];

function openAll() {
  drawMore(found.length);
  openedForPrint = [...document.querySelectorAll("#list > .answer:not(.open)")];
  const before = state.a;
  for (const item of openedForPrint) open(item, found[Number(item.dataset.place)]);
  state.a = before;
}

function shutAll() {
  const before = state.a;
  for (const item of openedForPrint) if (item.isConnected && item.classList.contains("open")) shut(item);
  openedForPrint = [];
  state.a = before;
  writeAddress();
}
