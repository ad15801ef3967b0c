"""Which language a text is written in, told by its small words."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from knowledge.card import Language

_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")

_SMALL_WORDS: Mapping[str, frozenset[str]] = {
    # Small words carry the language of a short message better than letter statistics do.
    code: frozenset(words.split())
    for code, words in tomllib.loads(
        (files(__package__) / "small_words.toml").read_text("utf-8")
    ).items()
}
_LETTER = re.compile(r"[^\W\d_]")
_FEW_LETTERS = 8
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœ]")


def is_small_word(word: str) -> bool:
    """Tell whether a word, in small letters, is one of the small words of French or English."""
    return word.replace("’", "'") in _SMALL_WORDS["fr"] | _SMALL_WORDS["en"]


def scores(text: str) -> dict[str, int]:
    """Return how many small words of each known language the text holds."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    return {code: sum(word in small for word in words) for code, small in _SMALL_WORDS.items()}


def detect(text: str) -> Language | None:
    """Return French or English when the text is clearly in it, else None."""
    found = scores(text)
    french, english = found["fr"], found["en"]
    if french == english or other_language(text):
        return None
    return Language.FR if french > english else Language.EN


def other_language(text: str) -> bool:
    """Tell whether the text is clearly in neither French nor English."""
    letters, latin = len(_LETTER.findall(text)), len(_LATIN.findall(text))
    if letters > _FEW_LETTERS and latin * 2 < letters:
        return True
    found = scores(text)
    ours = max(found["fr"], found["en"])
    theirs = max(count for code, count in found.items() if code not in ("fr", "en"))
    # Two foreign small words and none of ours, or clearly more of theirs than of ours.
    return theirs > 1 and (ours == 0 or theirs >= max(3, ours * 2))
