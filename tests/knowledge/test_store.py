import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest

from knowledge.card import Language
from knowledge.embed import WIDTH, Vectors
from knowledge.errors import IndexLocked, IndexUnusable
from knowledge.store import CardIndex, Item, open_index

ITEMS = (
    Item("A.fr.0", "A", Language.FR, "un"),
    Item("A.fr.1", "A", Language.FR, "deux"),
    Item("B.fr.0", "B", Language.FR, "trois"),
    Item("A.en.0", "A", Language.EN, "one"),
)


class Maker:
    """Gives item number n the n-th unit vector, and counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> Vectors:
        self.asked += 1
        return np.eye(len(ITEMS), WIDTH, dtype=np.float32)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


@pytest.fixture
def maker() -> Maker:
    return Maker()


@pytest.fixture
def index(directory: Path, maker: Maker) -> Iterator[CardIndex]:
    with closing(open_index(directory, ITEMS, "v1", maker)) as opened:
        yield opened


def folders_in(directory: Path) -> list[Path]:
    return [entry for entry in directory.iterdir() if entry.is_dir()]


def bearers(index: CardIndex, place: int, language: Language = Language.FR) -> list[str]:
    """Return the cards that hold the unit vector of this place."""
    cards, vectors = index.vectors(language)
    return [card for card, vector in zip(cards, vectors, strict=True) if vector[place] > 0.99]


def count(index: CardIndex, language: Language = Language.FR) -> int:
    return len(index.vectors(language)[0])


def test_each_language_has_its_own_vectors(index: CardIndex) -> None:
    assert [bearers(index, place) for place in range(4)] == [["A"], ["A"], ["B"], []]
    assert [bearers(index, place, Language.EN) for place in range(4)] == [[], [], [], ["A"]]
    assert index.vectors(Language.FR)[1].shape == (3, WIDTH)
    assert index.vectors(Language.EN)[1].dtype == np.float32


def test_an_index_without_items_has_no_vectors(directory: Path) -> None:
    nothing = np.empty((0, WIDTH), np.float32)
    with closing(open_index(directory, (), "v1", lambda: nothing)) as index:
        assert index.vectors(Language.FR)[1].shape == (0, WIDTH)


def test_an_index_that_still_fits_is_not_built_again(directory: Path, maker: Maker) -> None:
    for _ in range(2):
        with closing(open_index(directory, ITEMS, "v1", maker)) as index:
            assert bearers(index, 0) == ["A"]

    assert maker.asked == 1


@pytest.mark.parametrize(
    ("items", "version"),
    [
        ((*ITEMS[:3], Item("A.en.0", "A", Language.EN, "once")), "v1"),
        ((*ITEMS[:3], Item("A.en.0", "C", Language.EN, "one")), "v1"),
        (ITEMS[::-1], "v1"),
        (ITEMS, "v2"),
    ],
)
def test_an_index_of_other_items_or_vectors_is_built_again(
    directory: Path, maker: Maker, items: tuple[Item, ...], version: str
) -> None:
    open_index(directory, ITEMS, "v1", maker).close()

    with closing(open_index(directory, items, version, maker)) as index:
        assert bearers(index, 3, items[3].language) == [items[3].card_id]

    assert maker.asked == 2


def test_building_that_was_interrupted_starts_again(directory: Path, maker: Maker) -> None:
    def interrupted() -> Vectors:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_index(directory, ITEMS, "v1", interrupted)
    with closing(open_index(directory, ITEMS, "v1", maker)) as index:
        assert count(index) == 3


def test_an_index_that_lost_its_files_is_built_again(directory: Path, maker: Maker) -> None:
    open_index(directory, ITEMS, "v1", maker).close()
    shutil.rmtree(folders_in(directory)[0])

    with closing(open_index(directory, ITEMS, "v1", maker)) as index:
        assert count(index) == 3


@pytest.mark.parametrize("pointer", ["", "one", "a b c", "é"])
def test_an_index_whose_pointer_says_nothing_is_built_again(
    directory: Path, maker: Maker, pointer: str
) -> None:
    open_index(directory, ITEMS, "v1", maker).close()
    (directory / "current").write_text(pointer, "utf-8")

    with closing(open_index(directory, ITEMS, "v1", maker)) as index:
        assert count(index) == 3
    assert maker.asked == 2


def test_an_index_that_lost_items_is_built_again(directory: Path, maker: Maker) -> None:
    with closing(open_index(directory, ITEMS, "v1", maker)) as index:
        index._collection.delete(ids=["A.fr.0"])

    with closing(open_index(directory, ITEMS, "v1", maker)) as index:
        assert count(index) == 3


def test_no_text_of_a_card_or_a_person_is_kept_in_the_index(
    directory: Path, index: CardIndex
) -> None:
    index.vectors(Language.FR)

    with closing(
        sqlite3.connect(f"file:{folders_in(directory)[0]}/chroma.sqlite3?mode=ro", uri=True)
    ) as database:
        kept = "\n".join(database.iterdump())

    assert "A.fr.0" in kept
    assert "deux" not in kept
    assert "trois" not in kept


def test_a_second_program_is_refused_until_the_first_ends(
    directory: Path, index: CardIndex, maker: Maker
) -> None:
    with pytest.raises(IndexLocked, match="Another process works on the index"):
        open_index(directory, ITEMS, "v1", maker)
    with pytest.raises(IndexLocked):
        open_index(directory, ITEMS, "v1", maker, anew=True)

    index.close()
    index.close()

    open_index(directory, ITEMS, "v1", maker).close()


def test_an_index_built_anew_takes_the_place_of_the_old(directory: Path, maker: Maker) -> None:
    open_index(directory, ITEMS, "v1", maker).close()
    old = folders_in(directory)

    open_index(directory, ITEMS, "v1", maker, anew=True).close()

    assert maker.asked == 2
    assert len(folders_in(directory)) == 1
    assert folders_in(directory) != old


def test_the_old_index_answers_while_the_new_one_is_built_and_after(
    directory: Path, maker: Maker
) -> None:
    old = open_index(directory, ITEMS, "v1", maker)
    seen = []

    def embed() -> Vectors:
        seen.extend(bearers(old, 0))
        return maker()[::-1]

    with closing(old.rebuilt(ITEMS, "v2", embed)) as new:
        old.close()
        seen.extend(bearers(old, 0))
        seen.extend(bearers(new, 1))
        with pytest.raises(IndexLocked):
            open_index(directory, ITEMS, "v2", maker)

    assert seen == ["A", "A", "B"]
    with closing(open_index(directory, ITEMS, "v2", maker)) as index:
        assert bearers(index, 1) == ["B"]
    assert maker.asked == 2
    assert len(folders_in(directory)) == 1


def test_a_rebuilding_that_fails_leaves_the_old_index(directory: Path, maker: Maker) -> None:
    def broken() -> Vectors:
        raise OSError

    with closing(open_index(directory, ITEMS, "v1", maker)) as old:
        with pytest.raises(OSError):  # noqa: PT011 - raised two lines above
            old.rebuilt(ITEMS, "v2", broken)
        with no_space_left(), pytest.raises(IndexUnusable):
            old.rebuilt(ITEMS, "v2", maker)
        assert count(old) == 3
        assert len(folders_in(directory)) == 1

    open_index(directory, ITEMS, "v1", maker).close()
    assert maker.asked == 2


def test_what_a_killed_building_left_goes_with_the_next_opening(
    directory: Path, maker: Maker
) -> None:
    open_index(directory, ITEMS, "v1", maker).close()
    (directory / "cards-cut").mkdir()
    (directory / "cards-cut" / "chroma.sqlite3").write_bytes(b"half")
    (directory / "current.new").write_text("half")
    (directory / "chroma.sqlite3").write_bytes(b"of an older layout")

    open_index(directory, ITEMS, "v1", maker).close()

    assert maker.asked == 1
    assert {entry.name for entry in directory.iterdir()} == {
        "current",
        folders_in(directory)[0].name,
    }


def test_a_folder_that_cannot_hold_an_index_is_told(tmp_path: Path, maker: Maker) -> None:
    (tmp_path / "data").write_text("")

    with pytest.raises(IndexUnusable, match="cannot be written"):
        open_index(tmp_path / "data" / "index", ITEMS, "v1", maker)


def test_a_full_disk_is_told_and_an_index_elsewhere_can_be_built(
    directory: Path, maker: Maker
) -> None:
    with no_space_left(), pytest.raises(IndexUnusable):
        open_index(directory, ITEMS, "v1", maker)

    open_index(directory.with_name("copy"), ITEMS, "v1", maker).close()


@contextmanager
def no_space_left() -> Iterator[None]:
    """Let no file of this process grow past a few pages, which writes meet as a full disk."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
