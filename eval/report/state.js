// What is looked at: filters and the open answer. It stands in the address, so a view can be sent.

const FORBIDDEN = new Set(["forbidden_words", "declined_clean"]);
const FILTERS = ["p", "role", "lang", "want", "kind", "verdict", "scorer", "dispute", "mine", "q"];
const state = { a: "" };
for (const name of FILTERS) state[name] = "";

function readAddress() {
  let given;
  try {
    given = new URLSearchParams(location.hash.slice(1));
  } catch {
    given = new URLSearchParams();
  }
  for (const name of ["a", ...FILTERS]) state[name] = given.get(name) || "";
}

function writeAddress() {
  const shown = new URLSearchParams();
  for (const name of ["a", ...FILTERS]) if (state[name]) shown.set(name, state[name]);
  const text = shown.toString().replaceAll("%7E", "~");
  if (location.hash.slice(1) !== text) history.replaceState(null, "", `#${text}`);
}

function caseOf(answer) {
  return DATA.cases[answer.case];
}

/** How bad one verdict is, as the build grades answers. */
function gradeOf(verdict) {
  if (verdict.value === null) return "untold";
  if (verdict.value !== 0) return "pass";
  if (verdict.hint) return "hint";
  if (verdict.hard) return "hard";
  return FORBIDDEN.has(verdict.scorer) ? "forbidden" : "fault";
}

const FAULTS = ["hard", "forbidden", "fault"];

/** The grades that an answer has: of all its verdicts, or of those on what is filtered for. */
function gradesOf(answer) {
  if (answer.error) return ["error"];
  if (!state.p && !state.scorer) {
    return FAULTS.includes(answer.grade) ? [answer.grade, ...answer.v.map(gradeOf)] : [answer.grade];
  }
  const these = answer.v.filter(
    (one) =>
      (!state.p || (one.p || []).includes(state.p)) &&
      (!state.scorer || one.scorer === state.scorer),
  );
  const grades = these.map(gradeOf);
  const bad = grades.filter((grade) => FAULTS.includes(grade) || grade === "hint");
  return bad.length ? bad : grades.includes("pass") ? ["pass"] : ["untold"];
}

/** Whether a principle is held by an answer: 1, 0, or null where nothing counted can tell. */
function held(answer, principle) {
  const told = answer.v.filter(
    (one) => one.value !== null && !one.hint && (one.p || []).includes(principle),
  );
  return told.length ? Math.min(...told.map((one) => one.value)) : null;
}

const folded = new Map();

function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2019\u2018]/g, "'")
    .replace(/\s+/g, " ").toLowerCase();
}

/** The words in which a search looks; made when first needed, kept. */
function words(answer) {
  if (!folded.has(answer.id)) {
    const c = caseOf(answer);
    folded.set(answer.id, fold([c.id, c.text, c.incoming, answer.reply, answer.draft].join(" ")));
  }
  return folded.get(answer.id);
}

const DISPUTES = {
  coaches: (answer) => Boolean(answer.split),
  judge: (answer) => Boolean(answer.against),
  contested: (answer) =>
    answer.v.some(
      (one) =>
        (one.marks || []).some((mark) => mark.verdict === "disagree") ||
        (markOf(one.id) || {}).verdict === "disagree",
    ),
  versions: (answer) => {
    const other = DATA.versus && DATA.versus.answers[answer.id];
    return Boolean(other) && FAULTS.includes(other.grade) !== FAULTS.includes(answer.grade);
  },
};

function matchesVerdict(answer) {
  if (!state.verdict) return true;
  const grades = gradesOf(answer);
  if (state.verdict === "any") return grades.some((grade) => FAULTS.includes(grade));
  return grades.includes(state.verdict);
}

function concerns(answer) {
  const c = caseOf(answer);
  return (
    (!state.role || c.role === state.role) &&
    (!state.lang || c.lang === state.lang) &&
    (!state.want || c.want === state.want) &&
    (!state.kind || c.kind === state.kind) &&
    (!state.p || c.principles.includes(state.p)) &&
    (!state.scorer || answer.v.some((one) => one.scorer === state.scorer))
  );
}

function matches(answer) {
  return (
    concerns(answer) &&
    matchesVerdict(answer) &&
    (!state.dispute || !DISPUTES[state.dispute] || DISPUTES[state.dispute](answer)) &&
    (!state.mine || (state.mine === "done") === isDone(answer)) &&
    (!state.q || fold(state.q).split(" ").every((word) => words(answer).includes(word)))
  );
}
