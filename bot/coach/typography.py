"""Spaces as each language's typography wants them, in texts that a model wrote."""

import re

from knowledge.card import Language

_NARROW, _NO_BREAK = "\u202f", "\u00a0"
# Not \s: that would take the no-break spaces that figures and French punctuation carry.
_SPACES = re.compile(r"[ \t\r\n]+")
# Several marks in a row, such as « ?! », stand as one. A colon is moved only where it is apart:
# « 9:30 » and "http:" are not ours to change.
_BEFORE_MARKS = re.compile(r"[ \u00a0\u202f]?([;!?»][;!?»:]*)(?=\s|$)")
_BEFORE_COLON = re.compile(r"[ \u00a0\u202f](:[;!?»:]*)(?=\s|$)")
_AFTER_OPENING = re.compile(r"«[ \u00a0\u202f]?")


def tidy(text: str, language: Language) -> str:
    """Return a text on one line with single spaces and, in French, its no-break spaces."""
    line = _SPACES.sub(" ", text).strip()
    if language is Language.EN:
        return line
    line = _BEFORE_MARKS.sub(_NARROW + r"\1", line)
    line = _BEFORE_COLON.sub(_NO_BREAK + r"\1", line)
    return _AFTER_OPENING.sub("«" + _NARROW, line)
