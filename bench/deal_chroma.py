"""What past deals in one collection of Chroma would cost, and leave behind: see deal_load.

The measurement behind the decision that deals live in SQL (docs/decisions.md).
"""

import time
from collections.abc import Sequence
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.config import Settings

from knowledge import embed
from knowledge.deals import PastDeal

_SIZES = (1_000, 10_000, 100_000)
_USERS = 1_000
_MINE = 100
_ASKED = 100
_BATCH = 1_000
_SECRET = "PlancherSecret4711"  # noqa: S105 - a text to look for, no password


def measure(folder: Path, patterns: Sequence[PastDeal]) -> None:
    """Print the median of a filtered query at each size, and whether a deleted text remains."""
    client = chromadb.PersistentClient(folder, settings=Settings(anonymized_telemetry=False))
    deals = client.create_collection(
        "deals", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    random = np.random.default_rng(4)
    texts = [pattern.notes for pattern in patterns]
    owned, done = ["me"] * _MINE, 0
    for size in _SIZES:
        begin = time.perf_counter()
        owners = [*owned, *(f"user-{place % _USERS}" for place in range(done, size))]
        _add(deals, owners, texts, random)
        owned, done = [], size
        filled = time.perf_counter() - begin
        print(f"{size:,} deals of others: {_median_ms(deals, random):.1f} ms a query of one of")
        print(f"  them with {_MINE} deals (median); filled in {filled:.0f} s", flush=True)
    _tell_what_remains(deals, folder, random)


def _add(
    deals: Collection, owners: Sequence[str], texts: Sequence[str], random: np.random.Generator
) -> None:
    first = deals.count()
    for start in range(0, len(owners), _BATCH):
        batch = owners[start : start + _BATCH]
        names = range(first + start, first + start + len(batch))
        deals.add(
            ids=[str(name) for name in names],
            embeddings=random.standard_normal((len(batch), embed.WIDTH), np.float32),
            metadatas=[{"owner": owner} for owner in batch],
            documents=[texts[name % len(texts)] for name in names],
        )


def _median_ms(deals: Collection, random: np.random.Generator) -> float:
    took = []
    for vector in random.standard_normal((_ASKED, embed.WIDTH), np.float32):
        begin = time.perf_counter()
        deals.query(query_embeddings=vector[np.newaxis], n_results=5, where={"owner": "me"})
        took.append(time.perf_counter() - begin)
    return float(np.median(took)) * 1000


def _tell_what_remains(deals: Collection, folder: Path, random: np.random.Generator) -> None:
    vector = random.standard_normal((1, embed.WIDTH), np.float32)
    deals.add(ids=["secret"], embeddings=vector, documents=[_SECRET], metadatas=[{"owner": "me"}])
    deals.delete(ids=["secret"])
    for name, marker in (("text", _SECRET.encode()), ("vector", vector.tobytes()[:64])):
        files = [file.name for file in folder.rglob("*") if file.is_file()]
        holding = [file.name for file in folder.rglob("*") if _holds(file, marker)]
        print(f"{name} of a deleted deal: in {len(holding)} of {len(files)} files {holding}")


def _holds(file: Path, marker: bytes) -> bool:
    return file.is_file() and marker in file.read_bytes()
