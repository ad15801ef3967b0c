"""The units of `units.toml`: patterns that find them and names that code uses."""

import re
import tomllib
from importlib.resources import files

_TABLE: dict[str, dict[str, list[str]]] = tomllib.loads(
    (files(__package__) / "units.toml").read_text("utf-8")
)


def _names(table: str) -> dict[str, str]:
    return {word: name for name, words in _TABLE[table].items() for word in words}


def _pattern(words: dict[str, str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(w) + (r"(?!\w)" if w[-1].isalnum() else "") for w in longest_first)


CURRENCIES = _names("currency")
DURATIONS = _names("duration")
MEASURES = _names("measure")
_PER = {
    **MEASURES,
    **{word: name for word, name in DURATIONS.items() if name not in ("minute",) and word != "j"},
}
_EACH = ("pièce", "l’unité", "l'unité", "chacun", "chacune", "each", "apiece")

CURRENCY = _pattern(CURRENCIES)
SHARE = _pattern(_names("share"))
DURATION = _pattern(DURATIONS)
MEASURE = _pattern(MEASURES)
PER = re.compile(
    rf"(?:\s?/\s?|\s(?:par|per|la|le|a|an|the)\s|\sl['’])(?P<unit>{_pattern(_PER)})"
    rf"|\s(?P<each>{'|'.join(map(re.escape, _EACH))})(?!\w)",
    re.IGNORECASE,
)


def currency(word: str) -> str:
    """Return the ISO code of a currency as written."""
    return CURRENCIES[word.casefold()]


def per_at(text: str, position: int) -> tuple[str, int]:
    """Return the unit that an amount ending at `position` is counted by, and where that ends.

    Returns ("", position) when nothing such follows.
    """
    found = PER.match(text, position)
    if found is None:
        return "", position
    unit = "piece" if found["each"] else _PER[found["unit"].casefold()]
    return unit, found.end()
