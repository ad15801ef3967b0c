"""Evidence or nothing: the words that a judge quotes, found again in the answer.

Spaces, the shapes of quotes, dashes and dots, and capitals do not count: a model that copies
« 4 % » writes "4%". What is given back is the answer's own text.
"""

LEAST = 4
"""Characters, without spaces, that a quote needs: less is found everywhere. A choice."""

_SHAPES = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‑": "-", "−": "-",
        "\u200b": None, "\u2060": None, "\ufeff": None, "*": None,
    }
)  # fmt: skip
_AROUND = "\"'.…,;: "


def find(quote: str, *texts: str) -> str:
    """Return the part of the first of `texts` that holds `quote`, as written there, or ""."""
    wanted = "".join(letter for letter, _ in _folded(quote.strip(_AROUND + "“”«»’‘\u202f\u00a0")))
    if len(wanted) < LEAST:
        return ""
    for text in texts:
        letters = _folded(text)
        at = "".join(letter for letter, _ in letters).find(wanted)
        if at >= 0:
            return text[letters[at][1] : letters[at + len(wanted) - 1][1] + 1]
    return ""


def _folded(text: str) -> list[tuple[str, int]]:
    """Return the letters that count, each with its place in `text`."""
    found: list[tuple[str, int]] = []
    for place, letter in enumerate(text):
        for shaped in letter.translate(_SHAPES).replace("…", "...").lower():
            if not shaped.isspace():
                found.append((shaped, place))  # noqa: PERF401 - two loops read better than one line
    return found
