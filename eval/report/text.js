// An answer as nodes: quotes found by slicing its text, the draft apart, cards by their titles.

/** Return `text` as nodes in which every quote is marked; marks may overlap. */
function highlighted(text, notes) {
  const spans = notes.flatMap((note) => placesOf(text, note));
  const cuts = [...new Set([0, text.length, ...spans.flatMap((s) => [s.start, s.end])])];
  cuts.sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const piece = text.slice(cuts[i], cuts[i + 1]);
    const over = spans.filter((s) => s.start <= cuts[i] && s.end >= cuts[i + 1]);
    if (!over.length) nodes.push(piece);
    else nodes.push(markedPiece(piece, over, cuts[i + 1]));
  }
  return nodes;
}

function markedPiece(piece, over, end) {
  const worst = over.some((s) => s.note.kind === "fault") ? "fault" : over[0].note.kind;
  const closing = [...new Set(over.filter((s) => s.end === end).map((s) => s.note.number))];
  return el(
    "mark",
    {
      class: worst,
      "data-of": over.map((s) => s.note.id).join(" "),
      "data-n": closing.length ? closing.join(" ") : null,
    },
    piece,
  );
}

function placesOf(text, note) {
  const start = text.indexOf(note.quote);
  return start < 0 ? [] : [{ start, end: start + note.quote.length, note }];
}

/** Split a reply around its draft, which is shown apart; [before, draft, after]. */
function around(answer) {
  const [reply, draft] = [answer.reply || "", answer.draft || ""];
  const at = draft ? reply.indexOf(draft.trim()) : -1;
  if (at < 0) return [reply, draft, ""];
  return [reply.slice(0, at), draft.trim(), reply.slice(at + draft.trim().length)];
}

function bodyOf(answer, notes) {
  const [before, draft, after] = around(answer);
  const inDraft = notes.filter((note) => draft.includes(note.quote));
  const elsewhere = notes.filter((note) => !draft.includes(note.quote));
  return [
    before.trim() ? el("div", { class: "words" }, highlighted(before.trim(), elsewhere)) : null,
    draft
      ? el(
          "figure",
          { class: "draft" },
          el("figcaption", {}, say("answer.draft")),
          el("div", { class: "words" }, highlighted(draft, inDraft)),
        )
      : null,
    after.trim() ? el("div", { class: "words" }, highlighted(after.trim(), elsewhere)) : null,
  ];
}

/** The numbered notes of an answer: one for each different quote of a fault or a hint. */
function notesOf(answer) {
  const numbers = new Map();
  return answer.v
    .filter((one) => one.quote && !one.lost && (one.value === 0 || one.value === null || one.judge))
    .map((one) => {
      if (!numbers.has(one.quote)) numbers.set(one.quote, numbers.size + 1);
      const grade = gradeOf(one);
      const kind = FAULTS.includes(grade) ? "fault" : grade;
      return { id: one.id, quote: one.quote, kind, number: numbers.get(one.quote) };
    });
}
