"""The units of `units.toml` and the words of `words.toml`, as patterns and names."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_ROOM = files(__package__)
_TABLE: dict[str, dict[str, list[str]]] = tomllib.loads((_ROOM / "units.toml").read_text("utf-8"))
_WORDS: dict[str, list[str]] = tomllib.loads((_ROOM / "words.toml").read_text("utf-8"))

CUES = tuple(_WORDS["cue"])
REFERENCE_NOUNS = tuple(_WORDS["reference_noun"])
REFERENCES = tuple(_WORDS["reference"])
NOT_COUNTED = frozenset(_WORDS["not_counted"])
ROUGHLY = tuple(_WORDS["roughly"])
IRREGULAR = frozenset(_WORDS["irregular"])
INVARIABLE = frozenset(_WORDS["invariable"])


def fold(word: str) -> str:
    """Return a word as the tables write it: lower case, one plain space between its parts.

    Dotless and dotted i count as i, since a pattern that ignores case takes them for one.
    """
    lower = word.casefold().replace("ı", "i").replace("i̇", "i").replace("’", "'")
    return " ".join(lower.split())


def _names(table: str) -> dict[str, str]:
    return {fold(word): name for name, words in _TABLE[table].items() for word in words}


def _pattern(words: Iterable[str]) -> str:
    return "|".join(_one(word) for word in sorted(words, key=len, reverse=True))


def _one(word: str) -> str:
    written = r"\s".join(re.escape(part) for part in word.split()).replace("'", "['’]")
    if not word[-1].isalnum():
        return written
    # "40 l'unité" counts no litres, while "12 months' notice" counts months.
    return written + (r"(?![\w'’])" if len(word) == 1 else r"(?!\w)")


CURRENCIES = _names("currency")
CENTS = _names("cents")
DURATIONS = _names("duration")
MEASURES = _names("measure")
_PER = {
    **MEASURES,
    **{word: name for word, name in DURATIONS.items() if name != "minute" and word != "j"},
    "h": "hour", "mille": "mille", "nuit": "night", "nuitée": "night", "night": "night",
}  # fmt: skip
_EACH = ("pièce", "piece", "l'unité", "chacun", "chacune", "each", "apiece")

CURRENCY = _pattern(CURRENCIES)
CURRENCY_BEFORE = "|".join(("US\\$", "€", "\\$", "£", *(rf"\b{c}" for c in _TABLE["currency"])))
CENT = _pattern(CENTS)
SHARE = _pattern(_names("share"))
DURATION = _pattern(DURATIONS)
MEASURE = _pattern(MEASURES)
PER = re.compile(
    r"(?:[ \u00a0\u202f](?:HT|TTC|hors\staxes?)(?!\w))?(?:"
    rf"(?:\s?/\s?|\s(?:par|per|la|le|a|an|the)\s|\s(?:de\s)?l['’])(?P<unit>{_pattern(_PER)})"
    rf"|\s(?P<each>{'|'.join(_one(word) for word in _EACH)})"
    r"|(?:/|\sper\s)(?P<noun>[^\W\d_]{3,30})(?!\w))",
    re.IGNORECASE,
)


def currency(word: str) -> str:
    """Return the ISO code of a currency as written."""
    return CURRENCIES[fold(word)]


def per_at(text: str, position: int) -> tuple[str, int]:
    """Return the unit that an amount ending at `position` is counted by, and where that ends.

    Returns ("", position) when nothing such follows.
    """
    found = PER.match(text, position)
    if found is None:
        return "", position
    if found["each"]:
        return "piece", found.end()
    known = found["unit"]
    return (_PER[fold(known)] if known else singular(found["noun"])), found.end()


def singular(noun: str) -> str:
    """Return the name that code uses for a counted noun: « étuis » is "étui", "colis" stays."""
    word = fold(noun)
    return word if word in INVARIABLE else word.removesuffix("s")
