// The bar of filters and the search; what is chosen stands in the address.

function choices(name) {
  const of = {
    p: () => DATA.principles.map((one) => [one.name, `${one.name} ${principleName(one.name)}`]),
    role: () => distinct((c) => c.role).map((v) => [v, label("role", v)]),
    lang: () => distinct((c) => c.lang).map((v) => [v, label("lang", v)]),
    want: () => distinct((c) => c.want).map((v) => [v, label("want", v)]),
    kind: () => distinct((c) => c.kind).map((v) => [v, label("kind", v)]),
    verdict: () =>
      ["any", "hard", "forbidden", "fault", "hint", "untold", "error", "pass"].map((v) => [v, say(`grade.${v}`)]),
    scorer: () => scorerNames().map((v) => [v, label("scorer", v)]),
    dispute: () =>
      ["coaches", "judge", "contested", ...(DATA.versus ? ["versions"] : [])].map((v) => [v, say(`dispute.${v}`)]),
    mine: () => ["todo", "done"].map((v) => [v, say(`filters.${v}`)]),
  };
  return of[name]();
}

function distinct(pick) {
  return [...new Set(Object.values(DATA.cases).map(pick))].sort();
}

function scorerNames() {
  const names = new Set(DATA.answers.flatMap((answer) => answer.v.map((one) => one.scorer)));
  return [...names].sort((a, b) => label("scorer", a).localeCompare(label("scorer", b), LANG));
}

/** A blind page offers nothing that would tell what the machine said. */
function filterNames() {
  const telling = ["verdict", "scorer", "dispute"];
  return FILTERS.filter((name) => name !== "q" && !(DATA.blind && telling.includes(name)));
}

function select(name) {
  return el(
    "label",
    { class: "filter" },
    el("span", {}, say(`filters.${name}`)),
    el(
      "select",
      {
        name,
        onchange: (event) => {
          state[name] = event.target.value;
          filtersChanged();
        },
      },
      el("option", { value: "" }, say("filters.all")),
      choices(name).map(([value, text]) => el("option", { value }, text)),
    ),
  );
}

function filterBar() {
  let waiting;
  return el(
    "search",
    { class: "filters", id: "filters", "aria-label": say("filters.title") },
    el(
      "div",
      { class: "search-line" },
      el("input", {
        type: "search",
        id: "search",
        "aria-label": say("filters.q"),
        placeholder: say("filters.q"),
        "aria-keyshortcuts": "/",
        oninput: (event) => {
          clearTimeout(waiting);
          waiting = setTimeout(() => {
            state.q = event.target.value.trim();
            filtersChanged();
          }, 120);
        },
      }),
      el("p", { id: "count", class: "count" }),
      el("button", { type: "button", class: "say", id: "clear", onclick: clearFilters }, say("filters.clear")),
    ),
    el(
      "details",
      { id: "choices", open: matchMedia("(min-width: 60rem)").matches },
      el("summary", {}, say("filters.more")),
      el("div", { class: "selects" }, filterNames().map(select)),
    ),
  );
}

function clearFilters() {
  for (const name of FILTERS) state[name] = "";
  filtersChanged();
}

/** Show only what is asked for, and go there: from a number of the first screen. */
function filterFor(wanted) {
  for (const name of FILTERS) state[name] = wanted[name] || "";
  filtersChanged();
  document.getElementById("answers").scrollIntoView();
  document.getElementById("answers-title").focus({ preventScroll: true });
}

function syncFilters() {
  for (const one of document.querySelectorAll("#filters select")) {
    one.value = state[one.name] || "";
    one.classList.toggle("set", Boolean(one.value));
  }
  const box = document.getElementById("search");
  if (box.value.trim() !== state.q) box.value = state.q;
  document.getElementById("clear").hidden = !FILTERS.some((name) => state[name]);
}

function filtersChanged() {
  syncFilters();
  drawList();
  writeAddress();
}
