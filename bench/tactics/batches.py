"""Exemplars as the frozen layers leave them, in shuffled batches of texts of about one length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import jax
import numpy as np
from numpy.typing import NDArray

from bench.tactics.network import Network, Noise
from bench.tactics.pieces import Pieces
from knowledge.tactics.bank import Exemplar
from knowledge.tactics.contract import BY_CODE, CLAIMS
from knowledge.tactics.eye import ANY, INVENTED, written

LABELS = (*BY_CODE, *(f"{code}{INVENTED}" for code in sorted(CLAIMS)), ANY)
_LENGTHS = (32, 48, 64, 96, 144, 224, 512)
"""Tokens that a batch is filled up to: each length is compiled once."""

_AT_ONCE = 4096
"""Tokens that go through the frozen layers at once."""

_LEAST = 4

Floats = NDArray[np.float32]
Batch = tuple[Floats, NDArray[np.bool_], Floats, Floats]
"""States (texts, tokens, width), mask (texts, tokens), labels (texts, labels), there (texts,)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A text on its way: what the frozen layers make of it, (tokens, width), and its labels."""

    states: NDArray[np.float16]
    wanted: Floats


def rows_of(bank: Sequence[Exemplar], network: Network, pieces: Pieces, lowest: int) -> list[Row]:
    """Return each exemplar as the frozen layers leave it."""
    below = jax.jit(lambda words, mask: _below(network, lowest, words, mask))
    found: dict[int, Row] = {}
    asked = [pieces(f"query: {written(x.text, x.direction, x.facts)}") for x in bank]
    for length, numbers in _by_length([len(ids) for ids in asked]).items():
        size = max(_LEAST, _AT_ONCE // length)
        for some in _cut(numbers, size):
            words, mask = _filled([network.vectors(asked[n]) for n in some], length, size)
            made = np.asarray(below(words, mask)).astype(np.float16)
            for place, number in enumerate(some):
                found[number] = Row(made[place, : len(asked[number])], _wanted(bank[number]))
    return [found[number] for number in range(len(bank))]


def _below(network: Network, lowest: int, words: jax.Array, mask: jax.Array) -> jax.Array:
    x = network.embed(words)
    for number in range(lowest):
        x = network.layer(
            number, x, mask, scales=network.scales, floats=network.floats, noise=Noise()
        )
    return x


def shown_by(exemplar: Exemplar) -> frozenset[str]:
    """Return the labels of a text: its codes, invented forms of claims, ANY where there is one."""
    return exemplar.codes | exemplar.labels | ({ANY} if exemplar.codes else set())


def _wanted(exemplar: Exemplar) -> Floats:
    shown = shown_by(exemplar)
    return np.array([label in shown for label in LABELS], np.float32)


def _by_length(lengths: Sequence[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, length in enumerate(lengths):
        found.setdefault(next(x for x in _LENGTHS if length <= x), []).append(number)
    return found


def _cut(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]


def batches(rows: Sequence[Row], tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """Yield the rows once, shuffled, in batches of texts of about one length."""
    cuts = []
    for length, numbers in _by_length([len(row.states) for row in rows]).items():
        mixed = [numbers[i] for i in rng.permutation(len(numbers))]
        cuts += [(length, some) for some in _cut(mixed, max(_LEAST, tokens // length))]
    for which in rng.permutation(len(cuts)):
        length, some = cuts[which]
        yield _batch([rows[number] for number in some], length, max(_LEAST, tokens // length))


def _batch(rows: Sequence[Row], length: int, size: int) -> Batch:
    states, mask = _filled([row.states for row in rows], length, size)
    wanted = np.zeros((size, len(LABELS)), np.float32)
    wanted[: len(rows)] = [row.wanted for row in rows]
    there = np.arange(size) < len(rows)
    return states, mask, wanted, there.astype(np.float32)


def _filled(
    texts: Sequence[NDArray[np.floating]], length: int, size: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return texts of vectors in one array, and where there are any; one token at least a text."""
    states = np.zeros((size, length, texts[0].shape[1]), np.float32)
    mask = np.zeros((size, length), bool)
    mask[:, 0] = True
    for place, vectors in enumerate(texts):
        states[place, : len(vectors)] = vectors
        mask[place, : len(vectors)] = True
    return states, mask
