"""Finding phrases and numbers in a text whatever its typography, with the very words found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SAME = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"',
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "–": "-", "—": "-",
        "œ": "o", "æ": "a",
    }
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[ ',.]\d{3})*(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?")
_QUOTED = re.compile(r"""«[^»]*»|“[^”]*”|"[^"\n]*"|‘[^’\n]*’(?!\w)""")
_MARKER = re.compile(r"(?m)^\s*\d{1,2}[.)]\s")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: where it stands and its very words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in digits: its value as written, and where it stands."""

    value: Decimal
    start: int
    end: int
    text: str
    percent: bool


def folded(text: str) -> str:
    """Return a text without case, accents and typography, of the same length, place by place."""
    return "".join(map(_folded, text.translate(_SAME)))


def find(phrase: str, text: str) -> Span | None:
    """Return where a phrase first stands in a text, or None.

    Case, accents, quotes and kinds of spaces make no difference; a phrase begins a word and may
    end inside one (« engag » finds « engagement »); its figures are found however they are
    grouped, and never inside a longer number.
    """
    match = re.search(_pattern(phrase), folded(text))
    return Span(match.start(), match.end(), text[match.start() : match.end()]) if match else None


def find_any(phrases: Iterable[str], text: str) -> Span | None:
    """Return where the first of some phrases stands that the text has, or None."""
    return next((span for phrase in phrases if (span := find(phrase, text))), None)


def without_quotes(text: str) -> str:
    """Return a text with what stands in quotation marks blanked, place by place."""
    return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)


def figures(text: str) -> Iterator[Figure]:
    """Yield the numbers in digits of a text, French or English grouping; not list markers."""
    same = text.translate(_SAME)
    markers = {
        match.start() + len(match[0]) - len(match[0].lstrip()) for match in _MARKER.finditer(same)
    }
    for match in _NUMBER.finditer(same):
        if match.start() in markers or _inside_a_word(same, match.start()):
            continue
        value = value_of(match[0])
        if value is not None:
            percent = same[match.end() :].lstrip().startswith("%")
            yield Figure(
                value, match.start(), match.end(), text[match.start() : match.end()], percent
            )


def value_of(written: str) -> Decimal | None:
    """Return the value of a number in digits: 1 234,50 and 1,234.50 are 1234.5, 0,395 is 0.395.

    A single mark before three digits groups, unless the number begins with 0.
    """
    bare = written.replace(" ", "").replace("'", "")
    marks = [mark for mark in bare if mark in ".,"]
    if len(set(marks)) == 2:  # noqa: PLR2004 - the last of two kinds is the decimal one
        decimal = marks[-1]
        bare = bare.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif len(marks) > 1:
        bare = bare.replace(marks[0], "")
    elif marks:
        whole, part = re.split(r"[.,]", bare)
        grouped = len(part) == 3 and not whole.startswith("0") and len(whole) <= 3  # noqa: PLR2004
        bare = whole + part if grouped else f"{whole}.{part}"
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFD", character.casefold())
    return plain[0] if plain else character


def _inside_a_word(text: str, start: int) -> bool:
    # A card such as D15, a code such as Q3: a name, not a number.
    return start > 0 and (text[start - 1].isalpha() or text[start - 1] == "_")


def _pattern(phrase: str) -> str:
    pieces: list[str] = []
    place = 0
    plain = folded(phrase.strip())
    for number in _NUMBER.finditer(plain):
        pieces += [_words(plain[place : number.start()]), _digits(number[0])]
        place = number.end()
    pieces.append(_words(plain[place:]))
    before = r"(?<![\w.,])" if plain[:1].isdigit() else r"(?<!\w)"
    return before + "".join(pieces)


def _words(text: str) -> str:
    return re.sub(r"(?:\\ |\s)+", r"\\s*", re.escape(text)) if text else ""


def _digits(written: str) -> str:
    """Return a pattern of a number: its digits, grouped or not, its decimals with either mark."""
    value = value_of(written)
    if value is None:
        return re.escape(written)
    whole, _, part = format(value, "f").partition(".")
    part = part.rstrip("0")
    grouped = r"[ ',.]?".join(_by_three(whole))
    decimals = rf"[.,]{part}0*" if part else r"(?:[.,]0+)?"
    return rf"{grouped}{decimals}(?!\d|[.,]\d|[ ']\d{{3}}(?!\d))"


def _by_three(whole: str) -> list[str]:
    first = len(whole) % 3
    groups = [whole[:first]] if first else []
    return groups + [whole[i : i + 3] for i in range(first, len(whole), 3)]
