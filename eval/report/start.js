// Puts the page together and keeps the bar at its foot up to date.

function footBar() {
  const file = el("input", {
    type: "file",
    id: "import",
    accept: "application/json,.json",
    class: "visually-hidden",
    tabindex: "-1",
    "aria-label": say("marks.import"),
    onchange: async () => {
      const problem = file.files.length ? importText(await file.files[0].text()) : "";
      file.value = "";
      tell(problem || say("marks.imported"), Boolean(problem));
      if (!problem) drawList();
    },
  });
  return el(
    "footer",
    { class: "bar-foot", "aria-label": say("marks.bar") },
    el("p", { id: "progress" }),
    el("p", { id: "unsaved", class: "unsaved" }),
    el("p", { id: "told", class: "told", role: "status" }),
    el(
      "div",
      { class: "tools" },
      el(
        "label",
        { class: "name" },
        el("span", { class: "visually-hidden" }, say("marks.coach")),
        el("input", {
          id: "coach",
          autocomplete: "name",
          maxlength: "60",
          placeholder: say("marks.coach"),
          oninput: (event) => {
            kept.coach = event.target.value;
            save();
          },
        }),
      ),
      el("button", { type: "button", class: "primary", id: "export", onclick: tryExport }, say("marks.export")),
      el("button", { type: "button", class: "say", onclick: () => file.click() }, say("marks.import")),
      file,
      el("button", { type: "button", class: "say round", "aria-label": say("help.title"), onclick: () => document.getElementById("help").showModal() }, "?"),
    ),
  );
}

function tryExport() {
  const name = document.getElementById("coach");
  if (!kept.coach.trim()) {
    tell(say("marks.who"), true);
    name.focus();
    return;
  }
  exportFile();
  tell(say("marks.exported"), false);
}

function tell(text, wrong) {
  const line = document.getElementById("told");
  line.textContent = text;
  line.classList.toggle("alarm", wrong);
}

function drawFoot(failed) {
  const done = DATA.answers.filter(isDone).length;
  document.getElementById("progress").textContent = say("marks.progress", { n: number(done), all: number(DATA.answers.length) });
  const unsaved = unsavedCount();
  document.getElementById("unsaved").textContent = unsaved ? sayCount("marks.unsaved", unsaved) : "";
  const name = document.getElementById("coach");
  if (document.activeElement !== name) name.value = kept.coach;
  if (failed === true) tell(say("marks.no_storage"), true);
}

function method() {
  const run = DATA.run;
  const facts = [
    ["run", run.id], ["suite", run.suite], ["model", run.model], ["repeats", number(run.repeats)], ["seed", String(run.seed)],
    ["commit", run.commit], ["prompts", run.prompts], ["cards", run.cards], ["cases_hash", run.cases], ["sha256", DATA.sha256],
    ["versions", Object.entries(run.versions).map((pair) => pair.join(" ")).join(", ")], ["arguments", run.arguments],
  ];
  const scorers = [...new Set(DATA.scorers.map((one) => one.name.split(" · ")[0]))];
  return el(
    "section",
    { class: "method", "aria-labelledby": "method-title" },
    el("h2", { id: "method-title" }, say("method.title")),
    ["counts", "intervals", "judges", "limits"].map((name) => el("p", {}, say(`method.${name}`))),
    el(
      "details",
      {},
      el("summary", {}, say("method.scorers")),
      el("dl", { class: "scorers" }, scorers.map((name) => [
        el("dt", {}, label("scorer", name)),
        el("dd", {}, label("measures", name), TEXTS.blind_to[name] ? el("span", { class: "soft" }, " ", say("method.blind_to", { what: TEXTS.blind_to[name] })) : null),
      ])),
    ),
    el(
      "details",
      {},
      el("summary", {}, say("method.again")),
      el("dl", { class: "facts-of-run" }, facts.filter(([, value]) => value).map(([name, value]) => [el("dt", {}, say(`method.${name}`)), el("dd", {}, value)])),
    ),
  );
}

function build() {
  fill(
    document.getElementById("page"),
    {},
    [
      el("a", { class: "skip", href: "#answers", onclick: (event) => (event.preventDefault(), document.getElementById("answers-title").focus()) }, say("list.skip")),
      el("p", { id: "live", class: "visually-hidden", role: "status", "aria-live": "polite" }),
      el("main", {}, firstScreen(), DATA.blind ? null : [el("div", { class: "overview" }, hardNumbers(), principleTable()), more()], listSection(), method()),
      footBar(),
      helpDialog(),
    ],
  );
}

readAddress();
build();
listeners.add(drawFoot);
drawFoot();
syncFilters();
drawList();
if (state.a) openById(state.a, true);
addEventListener("hashchange", () => {
  readAddress();
  syncFilters();
  const wanted = state.a;
  drawList();
  if (wanted && !openById(wanted, true)) {
    clearFilters();
    openById(wanted, true);
  }
});
addEventListener("keydown", onKey);
addEventListener("beforeprint", openAll);
addEventListener("afterprint", shutAll);
document.documentElement.dataset.ready = "true";
