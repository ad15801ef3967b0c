"""Whether a question names a counterpart, however it is written: Lemère, northwynd, castelan."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.deals.time_words import folded, words_of_time

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Letters of the shortest word that names somebody; up to `_SHORT`, it must sound the same."""
_SHORT = 4
_ALIKE = 0.8
"""Likeness from which two words may be the same name. Below it, Dupont is like Dumont."""
_CLEARLY = 0.045
"""What a likeness must have more than another one to rule it out. A name that only sounds the
same has 0.05 less than one that is written the same: Dupont rules out Dupond."""
_SOUNDS_LIKE = 0.95
_BESIDE = 0.1
"""What each further word of the same counterpart adds: « transport dupon », "Gemma Pike"."""

# Applied in order to a word without accents: what French and English ears confuse.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph|v|w", "f"), (r"sch|sh|ch", "j"), (r"eau|au|ou", "o"), (r"ai|ei|ae|ay|ey", "e"),
        (r"th", "t"), (r"[ck]+(?=[eiy])(?<!k)", "s"), (r"qu|ck|c|q", "k"), (r"x", "ks"),
        (r"z", "s"), (r"g(?=[ei])", "j"), (r"y", "i"), (r"h", ""), (r"en|em|am", "an"),
        (r"(?<=.{3})(?:e[rz]|es|[estdp])$", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A counterpart that the question names: how surely (0 to 1), and its word that shows it."""

    likeness: float
    what: str


@dataclass(frozen=True, slots=True)
class NamesFound:
    """Counterparts that the question names, by their place, and whether it names a stranger."""

    known: Mapping[int, Named]
    stranger: bool


class Names:
    """The counterparts of one owner, in order. `spoken` are words of their deals, no names."""

    def __init__(self, counterparts: Sequence[str], spoken: Collection[str]) -> None:
        self._spoken = frozenset(spoken)
        bearers: dict[str, list[int]] = {}
        for place, counterpart in enumerate(counterparts):
            for word in dict.fromkeys(_words_of_name(counterpart)):
                bearers.setdefault(word, []).append(place)
        self._written = {place: _WORD.findall(name) for place, name in enumerate(counterparts)}
        self._bearers = bearers
        self._names = [word for word in bearers if _may_name(word)]
        self._sounds = [sound_of(word) for word in self._names]

    def find(self, text: str) -> NamesFound:
        """Return whom `text` names. Of two alike, only the one that is clearly meant."""
        asked = _asked(text)
        likeness = self._likeness(asked)
        best: dict[int, tuple[float, str]] = {}
        for row in likeness:
            for column in np.flatnonzero(row >= max(_ALIKE, row.max(initial=0) - _CLEARLY)):
                word = self._names[column]
                for place in self._bearers[word]:
                    best[place] = max(best.get(place, (0, "")), (float(row[column]), word))
        total = {place: like + self._beside(place, asked) for place, (like, _) in best.items()}
        top = max(total.values(), default=0)
        known = {
            place: Named(min(1.0, best[place][0]), self._as_written(place, best[place][1]))
            for place, sum_ in total.items()
            if sum_ > top - _BESIDE / 2
        }
        return NamesFound(known, self._stranger(text, asked, likeness))

    def _likeness(self, asked: Sequence[str]) -> NDArray[np.float32]:
        """Return how alike each asked word and each name are, written or said: (asked, names)."""
        probes = [word if self._may_ask(word) else "" for word in asked]
        # « north wind » is one name; so near to it, two ordinary words do not come by chance.
        pairs = [first + second for first, second in pairwise(asked)]
        if not probes or not self._names:
            return np.zeros((len(asked), 0), np.float32)
        alike: NDArray[np.float32] = np.maximum(
            _table(probes, self._names),
            _table([sound_of(word) for word in probes], self._sounds) * np.float32(_SOUNDS_LIKE),
        )
        if pairs:
            joined = _table(pairs, self._names)
            alike[:-1] = np.maximum(alike[:-1], np.where(joined > 1 - _BESIDE, joined, 0))
        return alike

    def _may_ask(self, word: str) -> bool:
        if word in self._bearers or self._is_common(word):
            return word in self._bearers
        return len(word) > _SHORT or (len(word) >= _SHORTEST and sound_of(word) in self._sounds)

    def _is_common(self, word: str) -> bool:
        return word in self._spoken or word in _ordinary()

    def _beside(self, place: int, asked: Sequence[str]) -> float:
        """Return what the further words of this counterpart add, trades included."""
        words = set(_words_of_name(" ".join(self._written[place])))
        roots = {word.rstrip("s") for word in words}
        hits = len({word.rstrip("s") for word in asked} & roots)
        return _BESIDE * hits

    def _as_written(self, place: int, word: str) -> str:
        return next((own for own in self._written[place] if folded(own) == word), word)

    def _stranger(self, text: str, asked: Sequence[str], likeness: NDArray[np.float32]) -> bool:
        """Tell whether a capital in a sentence stands before a word that no deal knows."""
        near = set()
        if likeness.size:
            near = {word for word, row in zip(asked, likeness, strict=True) if row.max() >= _ALIKE}
        return any(
            word not in near and word not in self._bearers and not self._is_common(word)
            for word in _capitals(text)
        )


def sound_of(word: str) -> str:
    """Return about how a plain word sounds: "lemer" for lemaire, lemère and lemer."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _table(asked: Sequence[str], names: Sequence[str]) -> NDArray[np.float32]:
    similarity = DamerauLevenshtein.normalized_similarity
    table: NDArray[np.float32] = process.cdist(
        asked, names, scorer=similarity, score_cutoff=_ALIKE, dtype=np.float32
    )
    table[[not word for word in asked]] = 0
    return table


def _asked(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _words_of_name(counterpart: str) -> list[str]:
    words = _WORD.findall(folded(counterpart))
    # « Électro-Sud » is asked as electrosud too.
    joined = [folded(word).replace("-", "") for word in re.findall(r"\w+(?:-\w+)+", counterpart)]
    return words + joined


def _may_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _ordinary() and not word.isdigit()


def _capitals(text: str) -> list[str]:
    """Return the plain words of `text` with a capital that their place does not ask for."""
    found = []
    for match in re.finditer(r"[^\W\d_]+", text):
        word, before = match[0], text[: match.start()].rstrip(' "«“(\u202f\u00a0')
        opens = not before or before[-1] in ".!?:;\n…"
        acronym = word.isupper() and len(word) <= _SHORT + 1
        if word[0].isupper() and len(word) >= _SHORTEST and not opens and not acronym:
            found.append(folded(word))
    return found


@cache
def _ordinary() -> frozenset[str]:
    table = tomllib.loads((files(__package__) / "names.toml").read_text("utf-8"))
    words = _WORD.findall(folded(" ".join(table.values())))
    return frozenset(words) | words_of_time() | _empty_words()


@cache
def _empty_words() -> frozenset[str]:
    table = tomllib.loads((files("knowledge") / "stop_words.toml").read_text("utf-8"))
    return frozenset(_WORD.findall(folded(" ".join(table.values()))))
