// Word differences of two texts: a longest common subsequence, capped so that no text stalls.

const MOST_WORDS = 900;

function tokens(text) {
  return text.match(/\s+|[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*|[^\s]/gu) || [];
}

/** Return [left, right], each a list of {text, changed}; null where a text is too long. */
function differences(left, right) {
  let [a, b] = [tokens(left), tokens(right)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [head, tail] = [a.slice(0, start), a.slice(a.length - end)];
  [a, b] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return null;
  const keep = common(a, b);
  return [marked(head, a, keep[0], tail), marked(head, b, keep[1], tail)];
}

/** Return two sets: the places in `a` and in `b` that one longest common subsequence takes. */
function common(a, b) {
  const wide = b.length + 1;
  const best = new Uint16Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      best[i * wide + j] =
        a[i] === b[j]
          ? best[(i + 1) * wide + j + 1] + 1
          : Math.max(best[(i + 1) * wide + j], best[i * wide + j + 1]);
    }
  }
  const [left, right] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      left.add(i++);
      right.add(j++);
    } else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1]) i++;
    else j++;
  }
  return [left, right];
}

function marked(head, middle, keep, tail) {
  const parts = [];
  const push = (text, changed) => {
    const last = parts.at(-1);
    if (last && last.changed === changed) last.text += text;
    else parts.push({ text, changed });
  };
  head.forEach((word) => push(word, false));
  middle.forEach((word, place) => push(word, !keep.has(place)));
  tail.forEach((word) => push(word, false));
  return parts;
}

/** Return a text as nodes, its own words marked. */
function differing(parts, tag) {
  return parts.map((part) => (part.changed && part.text.trim() ? el(tag, {}, part.text) : part.text));
}
