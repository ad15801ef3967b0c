"""The index of the cards on disk: the only importer of chromadb, one process at a time."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from knowledge.card import Language
from knowledge.embed import Vectors
from knowledge.errors import IndexLocked, IndexUnusable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

# Raise it when the layout of the index changes: every index is then built anew.
_LAYOUT = "1"
_COLLECTION = "cards"
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a card that has a vector of its own."""

    id: str
    card_id: str
    language: Language
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One item near a question: its card, and the cosine similarity from -1 to 1."""

    card_id: str
    similarity: float


class CardIndex:
    """Vectors of the cards, searched by one question. Safe to call from several threads."""

    def __init__(self, collection: "Collection", held: ExitStack) -> None:
        self._collection = collection
        self._held = held

    def nearest(self, vector: Vectors, language: Language, limit: int) -> tuple[Hit, ...]:
        """Return the `limit` nearest items of one language, nearest first.

        `vector` has shape (384,) and length 1. A card comes once for each of its items found.
        """
        found = self._collection.query(
            query_embeddings=vector[np.newaxis],
            n_results=limit,
            where={"language": language.value},
            include=["metadatas", "distances"],
        )
        metadatas, distances = found["metadatas"] or [[]], found["distances"] or [[]]
        return tuple(
            Hit(str(metadata["card"]), 1.0 - distance)
            for metadata, distance in zip(metadatas[0], distances[0], strict=True)
        )

    def close(self) -> None:
        """Give the index free for another process; a second call does nothing."""
        self._held.close()


def open_index(
    directory: Path, items: Sequence[Item], version: str, embed: Callable[[], Vectors]
) -> CardIndex:
    """Open the index in `directory`, built anew when it does not hold exactly `items`.

    `version` names what made the vectors; `embed` returns them, shape (items, 384), and is called
    only when the index has to be built. Raises IndexLocked while another process holds it, and
    IndexUnusable where the folder cannot be read or written.
    """
    from chromadb.errors import ChromaError  # noqa: PLC0415

    with ExitStack() as held:
        held.enter_context(_locked(directory))
        stamp = _stamp(items, version)
        collection = _reopen(directory, stamp, len(items), held)
        if collection is None:
            vectors = embed()
            try:
                collection = _build(directory, items, vectors, held)
                # Last of all: an index whose building was interrupted has no stamp.
                (directory / "stamp").write_text(stamp, "ascii")
            except (OSError, ChromaError) as error:
                raise IndexUnusable(directory) from error
        return CardIndex(collection, held.pop_all())


def forget_index(directory: Path) -> None:
    """Remove the index, so that the next opening builds it. Raises as `open_index` does."""
    with _locked(directory):
        shutil.rmtree(directory, ignore_errors=True)


@contextmanager
def _locked(directory: Path) -> Iterator[None]:
    # Beside the directory and not in it: the directory is removed when the index is rebuilt.
    lock = directory.with_name(f"{directory.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        opened = lock.open("w")
    except OSError as error:
        raise IndexUnusable(directory) from error
    with opened as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexLocked(directory) from error
        yield


def _reopen(directory: Path, stamp: str, count: int, held: ExitStack) -> "Collection | None":
    """Return the collection in `directory` when it is whole and bears this stamp."""
    from chromadb.errors import ChromaError  # noqa: PLC0415

    file = directory / "stamp"
    if not file.exists() or file.read_text("ascii") != stamp:
        return None
    with ExitStack() as mine:
        try:
            client = _client(directory, mine)
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            whole = collection.count() == count
        except ChromaError:
            return None
        if not whole:
            return None
        held.push(mine.pop_all())
    return collection


def _build(
    directory: Path, items: Sequence[Item], vectors: Vectors, held: ExitStack
) -> "Collection":
    # Chroma leaves the files of a deleted collection behind; a new folder holds no remains.
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    collection = _client(directory, held).create_collection(
        _COLLECTION,
        # Chroma's own embedding function would download a model.
        embedding_function=None,
        configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
    )
    for start in range(0, len(items), _BATCH):
        batch = items[start : start + _BATCH]
        collection.upsert(
            ids=[item.id for item in batch],
            embeddings=vectors[start : start + _BATCH],
            metadatas=[{"card": item.card_id, "language": item.language.value} for item in batch],
        )
    return collection


def _client(directory: Path, held: ExitStack) -> "Client":
    import chromadb  # noqa: PLC0415 - 1.5 s that only a search has to pay
    from chromadb.config import Settings  # noqa: PLC0415

    settings = Settings(anonymized_telemetry=False)
    # The declared type lacks `close`; what comes is a Client.
    client = cast("Client", chromadb.PersistentClient(directory, settings=settings))
    return held.enter_context(closing(client))


def _stamp(items: Sequence[Item], version: str) -> str:
    digest = hashlib.sha256(f"{_LAYOUT}\0{version}".encode())
    for item in items:
        digest.update(f"\0{item.id}\0{item.card_id}\0{item.language}\0{item.text}".encode())
    return digest.hexdigest()
