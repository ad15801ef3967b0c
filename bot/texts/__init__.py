"""Every sentence that a person reads, in French and English, by name.

The tables are `fr/*.toml` and `en/*.toml`; a sentence is named `file.key`, as in
`say("telegram.welcome", Language.FR)`. Both languages hold the same names and placeholders
(a house test checks it), so no sentence can be missing in one of them.
"""

import tomllib
from functools import cache
from importlib.resources import files

from knowledge.card import Language


@cache
def table(language: Language) -> dict[str, str]:
    """Return all sentences of one language, keyed `file.key`."""
    sentences: dict[str, str] = {}
    for file in (files(__package__) / language.value).iterdir():
        if file.name.endswith(".toml"):
            room = file.name.removesuffix(".toml")
            entries = tomllib.loads(file.read_text("utf-8"))
            sentences |= {f"{room}.{key}": text for key, text in entries.items()}
    return sentences


def say(name: str, language: Language, /, **values: str | int) -> str:
    """Return the sentence `name` in `language` with its placeholders filled.

    Raises KeyError for an unknown name or a missing placeholder: both are bugs.
    """
    return table(language)[name].format_map(values)
