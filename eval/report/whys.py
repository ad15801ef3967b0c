"""Why a check says what it says, in the reader's language: scorers write English."""

import re
import tomllib
from functools import cache
from pathlib import Path

from knowledge.card import Language

_FILE = Path(__file__).with_name("whys_fr.toml")


def in_words(why: str, language: Language) -> str:
    """Return the sentence of a scorer in `language`; one that nobody translated as it is."""
    if language is Language.EN:
        return why
    for english, french in _table():
        match = english.fullmatch(why)
        if match:
            return french.format(*match.groups())
    return why


@cache
def _table() -> tuple[tuple[re.Pattern[str], str], ...]:
    entries = tomllib.loads(_FILE.read_text("utf-8"))
    return tuple(
        (re.compile("(.+)".join(re.escape(part) for part in english.split("{}"))), french)
        for english, french in entries.items()
    )
