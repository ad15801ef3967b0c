"""Numbers in digits, as French and English write them, and numbers in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.coach.amounts import number_words
from knowledge.card import Language

_SPACE = r"[ \u00a0\u202f'’]"
_DIGITS = re.compile(
    rf"(?<![\w.,])(?P<sign>[-−–+]\s?)?"
    rf"(?P<number>\d{{1,3}}(?:{_SPACE}\d{{3}}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
)
_RUN = re.compile(rf"\d+(?:{_SPACE}\d{{3}}(?!\d)|[.,]\d+)*")
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. `in_words` tells that it is spelt out."""

    value: Decimal
    start: int
    end: int
    in_words: bool = False


def digits_in(text: str) -> tuple[str, ...]:
    """Return every run of digits with its separators, as written."""
    return tuple(_RUN.findall(text))


def numbers(text: str, language: Language | None) -> Iterator[Number]:
    """Yield the numbers of a text in order, in digits and in words."""
    reads_french = _reads_french(text, language)
    found = list(number_words.numbers(text))
    spelt = [Number(value, start, end, in_words=True) for value, start, end in found]
    written = list(_written(text, reads_french=reads_french))
    yield from sorted([*spelt, *written], key=lambda number: number.start)


def _written(text: str, *, reads_french: bool) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        if sum(char.isdigit() for char in match["number"]) > _MOST_DIGITS:
            continue
        before = text[: match.start()].rstrip()[-1:]
        value = _value(match["number"], reads_french=_french_here(before, reads_french))
        sign = (match["sign"] or "").strip()
        if value is None:
            continue
        start = match.start() if sign else match.start("number")
        yield Number(-value if sign in ("-", "−", "–") else value, start, match.end())


def _french_here(before: str, reads_french: bool) -> bool:  # noqa: FBT001 - passed on
    # A currency sign in front of the figure is how English writes it.
    return reads_french and before not in ("€", "$", "£")


def _reads_french(text: str, language: Language | None) -> bool:
    """Tell whether a lone comma before three digits is a decimal comma here."""
    if language is not None:
        return language is Language.FR
    return bool(re.search(r"\d,\d{1,2}(?!\d)|(?<!\d)0,\d|\d\s?€", text))


def _value(written: str, *, reads_french: bool) -> Decimal | None:
    plain = re.sub(_SPACE, "", written)
    if "," in plain and "." in plain:
        decimal = max(plain.rindex(","), plain.rindex("."))
        whole = re.sub(r"[.,]", "", plain[:decimal])
        return Decimal(f"{whole}.{plain[decimal + 1 :]}")
    mark = "," if "," in plain else "."
    if mark not in plain:
        return Decimal(plain)
    groups = plain.split(mark)
    spaced = plain != written
    if len(groups) > 2:  # noqa: PLR2004 - several marks of one sort can only group thousands
        grouped = all(len(group) == 3 for group in groups[1:])  # noqa: PLR2004
        return Decimal("".join(groups)) if grouped else None
    thousands = (
        len(groups[1]) == 3  # noqa: PLR2004 - 1,095 or 1.095: a thousand, or a decimal mark
        and groups[0] != "0"
        and len(groups[0]) <= 3  # noqa: PLR2004
        and not spaced
        and (mark == ".") is reads_french
    )
    return Decimal("".join(groups)) if thousands else Decimal(".".join(groups))
