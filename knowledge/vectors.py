"""Vectors of the shipped texts, so that a start embeds only what changed since."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge import embed
from knowledge.embed import Progress, Vectors

FILE = Path(__file__).with_name("vectors.npz")
_KEY_BYTES = 12
_NOTHING: dict[bytes, Vectors] = {}


def vectors_of(
    texts: Sequence[str], file: Path = FILE, progress: Progress | None = None
) -> Vectors:
    """Return the vectors of `texts` as pages, shape (n, 384): shipped ones, the rest made now."""
    known = _read(file)
    missing = missing_from(texts, file)
    made = dict(zip(map(_key, missing), embed.passages(missing, progress), strict=True))
    found = [known.get(key, made.get(key)) for key in map(_key, texts)]
    return np.array(found, np.float32).reshape(len(texts), embed.WIDTH)


def missing_from(texts: Iterable[str], file: Path = FILE) -> tuple[str, ...]:
    """Return the texts whose vector is not shipped, each once."""
    known = _read(file)
    return tuple(text for text in dict.fromkeys(texts) if _key(text) not in known)


def ship(texts: Iterable[str], file: Path = FILE, progress: Progress | None = None) -> int:
    """Write the vectors of exactly these texts to `file`; return how many had to be made."""
    wanted = sorted(dict.fromkeys(texts), key=_key)
    made = len(missing_from(wanted, file))
    vectors = vectors_of(wanted, file, progress)
    keys = np.frombuffer(b"".join(map(_key, wanted)), np.uint8).reshape(-1, _KEY_BYTES)
    # Half precision moves a similarity by less than 0.001 and halves the file.
    np.savez_compressed(file, keys=keys, vectors=vectors.astype(np.float16))
    _read.cache_clear()
    return made


@cache
def _read(file: Path) -> dict[bytes, Vectors]:
    if not file.exists():
        return _NOTHING
    with np.load(file, allow_pickle=False) as table:
        keys: NDArray[np.uint8] = table["keys"]
        vectors = table["vectors"].astype(np.float32)
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def _key(text: str) -> bytes:
    # The version is in the key: vectors of another engine are simply not found.
    return hashlib.sha256(f"{embed.VERSION}\0{text}".encode()).digest()[:_KEY_BYTES]
