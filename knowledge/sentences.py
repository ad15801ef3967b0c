"""The sentences of this room, for its command line and its errors, in French and English."""

import tomllib
from functools import cache
from importlib.resources import files

from knowledge.card import Language


@cache
def _table() -> dict[str, dict[str, str]]:
    text = (files(__package__) / "sentences.toml").read_text("utf-8")
    return tomllib.loads(text)


def say(name: str, language: Language, /, **values: str | int) -> str:
    """Return the sentence `name` in `language` with its placeholders filled.

    Raises KeyError for an unknown name or a missing placeholder: both are bugs.
    """
    return _table()[language.value][name].format_map(values)
