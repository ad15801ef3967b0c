"""The tokenizer of the embedding engine, in Python: the training needs the ids that it sees."""

import struct
from itertools import pairwise

import numpy as np

from knowledge.tactics.image import Image

_HEAD = struct.Struct("<5iQ")
_NORMAL = struct.Struct("<iI")
_LETTER = struct.Struct("<IB")
_MARK = "\u2581"
_LONGEST = 32
_UNKNOWN_COST = 10.0
_MOST = 510


class Pieces:
    """SentencePiece's unigram model (Kudo 2018), as the engine reads it from its own file."""

    def __init__(self, image: Image) -> None:
        content, place = image.bytes, image.vocabulary_at
        count, self._begin, self._end, _, self._unknown, letters = _HEAD.unpack_from(
            content, place
        )
        place += _HEAD.size
        ends = np.frombuffer(content, "<u4", count + 1, place)
        place += ends.nbytes
        scores = np.frombuffer(content, "<f4", count, place)
        place += scores.nbytes
        words = bytes(content[place : place + letters])
        self._ids = {
            words[start:end].decode("utf-8", "surrogateescape"): number
            for number, (start, end) in enumerate(pairwise(ends))
        }
        self._scores: list[float] = scores.tolist()
        self._unknown_score = float(scores.min()) - _UNKNOWN_COST
        self._normal = dict(_normal_forms(content, place + letters))

    def __call__(self, text: str) -> list[int]:
        """Return the ids of a text between those of its begin and end, 512 at most."""
        return [self._begin, *self._best(self._marked(text))[:_MOST], self._end]

    def _marked(self, text: str) -> str:
        normal = "".join(self._normal.get(char, char) for char in text)
        while "  " in normal:
            normal = normal.replace("  ", " ")
        return (normal if normal.startswith(" ") else f" {normal}").replace(" ", _MARK)

    def _best(self, text: str) -> list[int]:
        """Return the pieces of the likeliest cut, by Viterbi's algorithm."""
        best = [0.0] + [-np.inf] * len(text)
        came: list[tuple[int, int]] = [(0, self._unknown)] * (len(text) + 1)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + _LONGEST) + 1):
                known = self._ids.get(text[start:end])
                if known is None and end > start + 1:
                    continue
                gain = self._unknown_score if known is None else self._scores[known]
                if best[start] + gain > best[end]:
                    best[end] = best[start] + gain
                    came[end] = (start, self._unknown if known is None else known)
        found, place = [], len(text)
        while place:
            place, piece = came[place]
            found.append(piece)
        return found[::-1]


def _normal_forms(content: bytearray, place: int) -> list[tuple[str, str]]:
    count, _ = _NORMAL.unpack_from(content, place)
    place += _NORMAL.size
    forms = []
    for _ in range(count):
        letter, length = _LETTER.unpack_from(content, place)
        place += _LETTER.size
        written = struct.unpack_from(f"<{length}I", content, place)
        place += 4 * length
        forms.append((chr(letter), "".join(map(chr, written))))
    return forms
