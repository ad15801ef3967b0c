"""Words to stems, so that délais finds délai and delai, and which language a text is in."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from threading import Lock

import Stemmer
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from knowledge.card import Language

_WORD = re.compile(r"\w+")
_STEMMERS = {Language.FR: "french", Language.EN: "english"}
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
# A stemmer keeps a buffer: two threads must not share it.
_STEMMING = Lock()

_FEW_WORDS = 3
_FOREIGN_SCRIPT = re.compile(r"[\u0370-\u1cff\u2c00-\ud7ff]")
"""A letter that is not Latin: Greek, Cyrillic, Hebrew, Arabic, of India, of East Asia."""

# Languages that a European buyer or seller may paste; the more are listed, the less is left for
# French and English in a text of three words.
_LATIN = ("fr", "en", "de", "es", "it", "pt", "nl", "pl", "ca", "ro", "sv", "da", "cs", "tr")
_OTHER_SCRIPTS = ("ru", "uk", "el", "ar", "he", "zh", "ja", "ko", "hi")
_OURS = 0.3
"""Share of French and English together below which a text counts as another language. Measured
on queries.jsonl: questions in the two have 0.9 and more, those in others 0.01 and less."""
_SURE = 0.9
"""Share from which a text is in one of the two: three words such as « plan B » tell nothing."""


def stems(text: str, language: Language) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, without accents."""
    words = [_fold_case(word) for word in _WORD.findall(text.translate(_LIGATURES))]
    stop = _stop_words(language)
    kept = [word for word in words if _bare(word) not in stop]
    with _STEMMING:
        found = _stemmer(language).stemWords(kept)
    return [_bare(stem) for stem in found]


def letters(text: str) -> list[str]:
    """Return the pieces of three and four letters of each word, its ends marked by a space.

    Accents and case are folded. « prix » gives " pr", "pri", "rix", "ix ", " pri", "prix", "rix ".
    """
    words = _WORD.findall(_bare(_fold_case(text)))
    return [piece for word in words for piece in _pieces(f" {word} ")]


def language_of(text: str, expected: Language) -> Language | None:
    """Return the language of `text`: `expected` unless it is clearly the other one of the two.

    None where it is clearly neither French nor English. A text of one or two words, such as
    « remise » or "BATNA", tells no language: it is taken as expected.
    """
    if len(_WORD.findall(text)) < _FEW_WORDS and not _FOREIGN_SCRIPT.search(text):
        return expected
    shares = dict(_identifier().rank(text))
    if shares["fr"] + shares["en"] < _OURS:
        return None
    other = Language.EN if expected == Language.FR else Language.FR
    return other if shares[other.value] > _SURE else expected


def _pieces(word: str) -> Iterator[str]:
    for size in (3, 4):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def _fold_case(word: str) -> str:
    return word.casefold().translate(_LIGATURES)


def _bare(word: str) -> str:
    if word.isascii():  # most words, and a shelf has 400,000
        return word
    split = unicodedata.normalize("NFKD", word)
    return "".join(char for char in split if not unicodedata.combining(char))


@cache
def _stop_words(language: Language) -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "stop_words.toml").read_text("utf-8"))
    return frozenset(_bare(word) for word in table[language.value].split())


@cache
def _stemmer(language: Language) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(_STEMMERS[language])


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([*_LATIN, *_OTHER_SCRIPTS])
    return identifier
