// What the coach says. The browser keeps it; only the exported file counts.

const KEY = `accord-report:${DATA.run.id}${DATA.blind ? ":blind" : ""}`;
const EMPTY = { coach: "", marks: {}, blind: {}, revealed: {}, missed: [], unsaved: {} };
let kept = load();
const listeners = new Set();

function load() {
  try {
    return { ...structuredClone(EMPTY), ...JSON.parse(localStorage.getItem(KEY) || "{}") };
  } catch {
    return structuredClone(EMPTY);
  }
}

function save(changed) {
  if (changed) kept.unsaved[changed] = true;
  let failed = false;
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    failed = true;
  }
  for (const listener of listeners) listener(failed);
}

function now() {
  return new Date().toISOString();
}

function markOf(finding) {
  return kept.marks[finding];
}

/** Agree, disagree, unsure; the same word again takes it back. A comment may stand alone. */
function setMark(finding, change) {
  const before = kept.marks[finding] || { verdict: "", comment: "" };
  const after = { ...before, ...change, at: now() };
  if (change.verdict && change.verdict === before.verdict) after.verdict = "";
  if (after.verdict || after.comment) kept.marks[finding] = after;
  else delete kept.marks[finding];
  save(`mark ${finding}`);
}

function blindKey(answer, principle) {
  return `${answer.id}~${principle}`;
}

function setBlind(answer, principle, verdict) {
  const id = blindKey(answer, principle);
  kept.blind[id] = { case: answer.case, repeat: answer.repeat, key: principle, verdict, at: now() };
  save(`blind ${id}`);
}

function isRevealed(answer) {
  return !DATA.blind || Boolean(answer.error) || Boolean(kept.revealed[answer.id]);
}

function reveal(answer) {
  kept.revealed[answer.id] = true;
  save();
}

function addMissed(answer, principle, quote, comment) {
  kept.missed.push({ case: answer.case, repeat: answer.repeat, principle, quote, comment, at: now() });
  save(`missed ${answer.id} ${kept.missed.length}`);
}

function dropMissed(one) {
  kept.missed = kept.missed.filter((other) => other !== one);
  save(`missed ${one.case}~${one.repeat} ${one.at}`);
}

function missedOf(answer) {
  return kept.missed.filter((one) => one.case === answer.case && one.repeat === answer.repeat);
}

/** Whether the coach has said anything of an answer; in a blind page, all that was asked. */
function isDone(answer) {
  if (DATA.blind) return Boolean(kept.revealed[answer.id]);
  return missedOf(answer).length > 0 || answer.v.some((one) => kept.marks[one.id]);
}

function unsavedCount() {
  return Object.keys(kept.unsaved).length;
}

/** What the exported file holds: the contract of `python -m eval annotate`. */
function exported() {
  const said = Object.entries(kept.marks).filter(([, mark]) => mark.verdict || mark.comment);
  return {
    schema: 1,
    run_id: DATA.run.id,
    report_sha256: DATA.sha256,
    coach: kept.coach.trim(),
    blind: DATA.blind,
    annotations: said.map(([finding_id, mark]) => ({
      finding_id,
      verdict: mark.verdict || "unsure",
      comment: mark.comment || "",
      at: mark.at,
    })),
    blind_answers: Object.values(kept.blind).filter((one) => kept.revealed[`${one.case}~${one.repeat}`]),
    missed: kept.missed,
  };
}

function exportFile() {
  const text = JSON.stringify(exported(), null, 1);
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const who = fold(kept.coach.trim()).replace(/[^a-z0-9]+/g, "-");
  const link = el("a", { href: url, download: `accord-${DATA.run.id}-${who}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  kept.unsaved = {};
  save();
}

/** Take a file back in; what is newer wins. Returns why not, or "". */
function importText(text) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return say("marks.not_json");
  }
  if (!given || given.schema !== 1 || !Array.isArray(given.annotations)) return say("marks.not_ours");
  if (given.run_id !== DATA.run.id) return say("marks.other_run", { run: String(given.run_id) });
  if (Boolean(given.blind) !== DATA.blind) return say("marks.other_way");
  for (const one of given.annotations) {
    const mine = kept.marks[one.finding_id];
    if (!mine || mine.at < one.at) {
      kept.marks[one.finding_id] = { verdict: one.verdict, comment: one.comment || "", at: one.at };
    }
  }
  for (const one of given.blind_answers || []) {
    const answer = `${one.case}~${one.repeat}`;
    kept.blind[`${answer}~${one.key}`] = one;
    kept.revealed[answer] = true;
  }
  const known = new Set(kept.missed.map((one) => JSON.stringify(one)));
  kept.missed.push(...(given.missed || []).filter((one) => !known.has(JSON.stringify(one))));
  if (!kept.coach) kept.coach = String(given.coach || "");
  save();
  return "";
}
