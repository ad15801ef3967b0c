from contextlib import closing
from pathlib import Path

import pytest

from bot.coach.ports import Library
from knowledge.card import CardQuery, Language
from knowledge.errors import IndexLocked, UnknownCard
from knowledge.library import KnowledgeLibrary
from tests.knowledge.cards import small_shelf

# A bare term: the floor is set for the whole shelf, and this one has six cards.
PLAN_B = CardQuery(text="MESORE", language=Language.FR)


@pytest.fixture
def library(tmp_path: Path) -> KnowledgeLibrary:
    return KnowledgeLibrary(tmp_path / "index", small_shelf())


async def test_a_library_that_is_not_loaded_finds_nothing_but_knows_its_cards(
    library: KnowledgeLibrary,
) -> None:
    port: Library = library

    assert not port.ready
    assert await port.search(PLAN_B) == ()
    assert port.card("B05", Language.EN).language == Language.EN
    with pytest.raises(UnknownCard):
        port.card("Z99", Language.FR)


async def test_a_loaded_library_finds_the_card(small_library: KnowledgeLibrary) -> None:
    found = await small_library.search(PLAN_B)

    assert small_library.ready
    assert found[0].card == small_library.card("B05", Language.FR)
    assert 0 < found[0].score < 1


async def test_a_closed_library_finds_nothing_and_lets_another_in(tmp_path: Path) -> None:
    first = KnowledgeLibrary(tmp_path / "index", small_shelf())
    second = KnowledgeLibrary(tmp_path / "index", small_shelf())
    first.load()
    with pytest.raises(IndexLocked):
        second.load()
    assert not second.ready

    first.close()
    first.close()
    second.rebuild()

    with closing(second):
        assert await first.search(PLAN_B) == ()
        assert (await second.search(PLAN_B))[0].card.id == "B05"


async def test_a_library_can_work_in_a_folder_of_its_own(tmp_path: Path) -> None:
    first = KnowledgeLibrary(tmp_path / "index", small_shelf())
    second = KnowledgeLibrary(tmp_path / "index", small_shelf())
    first.load()

    second.load_in(tmp_path / "copy")

    with closing(first), closing(second):
        assert await second.search(PLAN_B) == await first.search(PLAN_B) != ()


def test_without_a_shelf_of_its_own_the_shipped_one_is_used(tmp_path: Path) -> None:
    assert KnowledgeLibrary(tmp_path / "index").card("A01", Language.FR).id == "A01"
