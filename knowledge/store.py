"""The index of the cards on disk: the only importer of chromadb, one process at a time.

In the folder of the index lie a folder of Chroma's and a file that names it, `current`. A new
index is built in a folder of its own, then the file is replaced: whoever is cut at any moment
leaves the old index or the new one. A new folder each time also because Chroma keeps one client
for each path of a process, and leaves the files of a deleted collection behind.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from knowledge.card import Language
from knowledge.embed import WIDTH, Vectors
from knowledge.errors import IndexLocked, IndexUnusable

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

# Raise it when the layout of the index changes: every index is then built anew.
_LAYOUT = "2"
_POINTER = "current"
_COLLECTION = "cards"
_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a card that has a vector of its own."""

    id: str
    card_id: str
    language: Language
    text: str


class CardIndex:
    """Vectors of the cards, as they lie on disk. Safe to call from several threads."""

    def __init__(self, directory: Path, collection: "Collection", held: ExitStack) -> None:
        self._directory = directory
        self._collection = collection
        self._held = held

    def vectors(self, language: Language) -> tuple[tuple[str, ...], Vectors]:
        """Return the card and the vector, (items, 384) of length 1, of each item of a language."""
        found = self._collection.get(
            where={"language": language.value}, include=["embeddings", "metadatas"]
        )
        cards = tuple(str(metadata["card"]) for metadata in found["metadatas"] or ())
        return cards, np.array(found["embeddings"], np.float32).reshape(len(cards), WIDTH)

    def rebuilt(
        self, items: Sequence[Item], version: str, embed: Callable[[], Vectors]
    ) -> "CardIndex":
        """Build a new index beside this one and return it, with this one's lock.

        This one can be searched until the new one is closed; its files go with the next opening.
        Raises IndexUnusable, and then this one stays the index.
        """
        with ExitStack() as new:
            collection = _build(self._directory, items, version, embed(), new)
            held = ExitStack()
            held.push(self._held.pop_all())
            held.push(new.pop_all())
        return CardIndex(self._directory, collection, held)

    def close(self) -> None:
        """Give the index free for another process; a second call does nothing."""
        self._held.close()


def open_index(
    directory: Path,
    items: Sequence[Item],
    version: str,
    embed: Callable[[], Vectors],
    *,
    anew: bool = False,
) -> CardIndex:
    """Open the index in `directory`, built first when it does not hold exactly `items`, or `anew`.

    `version` names what made the vectors; `embed` returns them, shape (items, 384), and is called
    only when the index has to be built. Raises IndexLocked while another process holds it, and
    IndexUnusable where the folder cannot be read or written.
    """
    with ExitStack() as held:
        held.enter_context(_locked(directory))
        stamp = _stamp(items, version)
        collection = None if anew else _reopen(directory, stamp, len(items), held)
        if collection is None:
            collection = _build(directory, items, version, embed(), held)
        _sweep(directory)
        return CardIndex(directory, collection, held.pop_all())


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

    found, folder = _pointed(directory)
    # Chroma makes a folder that is not there, so look first.
    if found != stamp or not (directory / folder).is_dir():
        return None
    with ExitStack() as mine:
        try:
            client = _client(directory / folder, mine)
            collection = client.get_collection(_COLLECTION, embedding_function=None)
            whole = collection.count() == count
        except ChromaError:
            return None
        if not whole:
            return None
        held.push(mine.pop_all())
    return collection


def _build(
    directory: Path, items: Sequence[Item], version: str, vectors: Vectors, held: ExitStack
) -> "Collection":
    """Build an index in a folder of its own, then let the pointer name it."""
    from chromadb.errors import ChromaError  # noqa: PLC0415

    with ExitStack() as mine:
        try:
            directory.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix="cards-", dir=directory))
            mine.callback(shutil.rmtree, folder, ignore_errors=True)
            with ExitStack() as client:
                collection = _fill(_client(folder, client), items, vectors)
                _point(directory, _stamp(items, version), folder.name)
                held.push(client.pop_all())
        except (OSError, ChromaError) as error:
            raise IndexUnusable(directory) from error
        mine.pop_all()
    return collection


def _fill(client: "Client", items: Sequence[Item], vectors: Vectors) -> "Collection":
    collection = client.create_collection(
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


def _pointed(directory: Path) -> tuple[str, str]:
    """Return the stamp of the index and the name of its folder; both empty where there is none."""
    try:
        stamp, folder = (directory / _POINTER).read_text("ascii").split()
    except (OSError, ValueError):
        return "", ""
    return stamp, Path(folder).name


def _point(directory: Path, stamp: str, folder: str) -> None:
    new = directory / f"{_POINTER}.new"
    with new.open("w", encoding="ascii") as file:
        file.write(f"{stamp} {folder}")
        file.flush()
        os.fsync(file.fileno())
    new.replace(directory / _POINTER)


def _sweep(directory: Path) -> None:
    """Remove what is not the index: an older one, one whose building was cut, another layout."""
    kept = (_POINTER, _pointed(directory)[1])
    for entry in directory.iterdir():
        if entry.name in kept:
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


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
