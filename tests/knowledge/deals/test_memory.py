from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.store import open_journal
from knowledge import embed
from knowledge.deals import PastDeal
from knowledge.deals.book import DealBook, Holding, Waiting
from knowledge.deals.memory import DealMemory
from knowledge.deals.vectors import texts_of, to_bytes
from tests.bot.store.values import clock, url_of
from tests.knowledge.deals.deal_samples import a_deal, a_query, vector_of, vectors_of


@pytest.fixture(autouse=True)
def quick_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "passages", vectors_of)
    monkeypatch.setattr(embed, "query", vector_of)


@pytest.fixture
async def book(tmp_path: Path) -> AsyncIterator[DealBook]:
    journal = await open_journal(url_of(tmp_path / "accord.db"), clock)
    yield journal.deals
    await journal.close()


@pytest.fixture
def memory(book: DealBook) -> DealMemory:
    return DealMemory(book)


async def added(book: DealBook, *deals: PastDeal) -> list[PastDeal]:
    return [await book.add(deal) for deal in deals]


async def found_ids(memory: DealMemory, text: str, owner: str = "7") -> list[str]:
    return [one.deal.id for one in await memory.recall(a_query(text, owner))]


def lemaire(deal_id: str, owner: str) -> PastDeal:
    return a_deal(deal_id, owner, counterpart="Fonderie Lemaire", notes="Ils voulaient 12 %.")


async def test_two_owners_with_one_counterpart_never_mix(
    book: DealBook, memory: DealMemory
) -> None:
    await added(book, lemaire("mine", "7"), lemaire("theirs", "8"))
    await memory.index_waiting()

    assert await found_ids(memory, "avec Lemaire", "7") == ["mine"]
    assert await found_ids(memory, "avec Lemaire", "8") == ["theirs"]
    assert await found_ids(memory, "avec Lemaire", "9") == []
    assert await memory.named("8", "mine") is None


@pytest.mark.parametrize("text", ["", "  \n", "🙂🎉", "\0\1\x7f", "?!…"])
async def test_a_query_without_words_finds_nothing(
    text: str, book: DealBook, memory: DealMemory
) -> None:
    await added(book, lemaire("a", "7"))

    assert await memory.recall(a_query(text)) == ()


async def test_only_the_beginning_of_a_huge_query_is_read(
    book: DealBook, memory: DealMemory
) -> None:
    await added(book, lemaire("a", "7"))

    assert await found_ids(memory, "Lemaire " + "x " * 50_000) == ["a"]
    assert await found_ids(memory, "x " * 50_000 + "Lemaire") == []


async def test_vectors_of_another_engine_wait_to_be_remade(
    book: DealBook, memory: DealMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(book, lemaire("a", "7"), lemaire("b", "8"))
    assert await memory.index_waiting() == 2
    assert await memory.index_waiting() == 0

    monkeypatch.setattr(embed, "VERSION", "another-engine")

    assert await memory.index_waiting() == 2
    assert await memory.index_waiting() == 0


async def test_a_change_between_waiting_and_indexed_is_not_lost(book: DealBook) -> None:
    (deal,) = await added(book, lemaire("a", "7"))
    (row,) = await book.waiting(embed.VERSION, 10)
    changed = await book.save(replace(deal, subject="Moules"))

    await book.indexed([(row, to_bytes(vectors_of(["old"])))], embed.VERSION)
    assert await DealMemory(book).index_waiting() == 1

    (holding,) = await book.holdings("7", embed.VERSION)
    assert holding.vectors == to_bytes(vectors_of(texts_of(changed)))


async def test_a_change_is_recalled_at_the_next_question(
    book: DealBook, memory: DealMemory
) -> None:
    (deal,) = await added(book, lemaire("a", "7"))
    assert await found_ids(memory, "avec Morvan") == []

    await book.save(replace(deal, counterpart="Scierie Morvan"))
    assert await found_ids(memory, "avec Morvan") == ["a"]

    await book.forget("7", deal.number)
    assert await found_ids(memory, "avec Morvan") == []


async def test_indexing_that_was_cut_goes_on_where_it_was(
    book: DealBook, memory: DealMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(book, *(lemaire(str(place), "7") for place in range(70)))
    calls: list[int] = []

    def cut(texts: Sequence[str]) -> NDArray[np.float32]:
        calls.append(len(texts))
        if len(calls) == 2:
            raise InterruptedError
        return vectors_of(texts)

    with monkeypatch.context() as patch:
        patch.setattr(embed, "passages", cut)
        with pytest.raises(InterruptedError):
            await memory.index_waiting(None)
    left = await book.backlog(embed.VERSION)
    told: list[tuple[int, int]] = []

    assert 0 < left < 70
    assert await memory.index_waiting(lambda done, of: told.append((done, of))) == left
    assert told[-1] == (left, left)
    assert all(one.vectors for one in await book.holdings("7", embed.VERSION))


async def test_a_nudge_before_the_wait_is_not_lost(memory: DealMemory) -> None:
    memory.nudge("7")

    await memory.changed()


async def test_a_nudge_leaves_nothing_of_its_owners_deals_in_memory(
    book: DealBook, memory: DealMemory
) -> None:
    await added(book, lemaire("mine", "7"), lemaire("theirs", "8"))
    assert await found_ids(memory, "Lemaire", "7") + await found_ids(memory, "Lemaire", "8")

    memory.nudge("7")

    assert list(memory._prepared) == ["8"]


async def test_what_was_erased_while_it_was_prepared_is_not_kept(
    book: DealBook, memory: DealMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (deal,) = await added(book, lemaire("a", "7"))
    read = book.holdings

    async def erased_meanwhile(owner: str, engine: str) -> tuple[Holding, ...]:
        held = await read(owner, engine)
        await book.forget("7", deal.number)
        memory.nudge("7")
        return held

    monkeypatch.setattr(book, "holdings", erased_meanwhile)
    await memory.recall(a_query("Lemaire"))

    assert not memory._prepared


async def test_of_owners_without_deals_nothing_is_kept(book: DealBook, memory: DealMemory) -> None:
    (deal,) = await added(book, lemaire("a", "7"))
    assert await found_ids(memory, "Lemaire", "7") == ["a"]
    await book.forget("7", deal.number)

    for owner in "789":
        assert await found_ids(memory, "Lemaire", owner) == []

    assert not memory._prepared


async def test_each_kept_owner_counts_beside_the_deals(
    book: DealBook, memory: DealMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.deals.memory._MOST_KEPT", 50)
    await added(book, *(lemaire("a", owner) for owner in "789"))
    for owner in "787":
        await memory.recall(a_query("Lemaire", owner))

    await memory.recall(a_query("Lemaire", "9"))

    assert list(memory._prepared) == ["7", "9"]


async def test_two_engines_at_once_come_to_an_end(
    book: DealBook, memory: DealMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    await added(book, *(lemaire(str(place), "7") for place in range(40)))
    read: list[int] = []

    async def undone(done: Sequence[tuple[Waiting, bytes]], engine: str) -> None:
        read.extend(row.deal.number for row, _ in done)
        assert len(read) <= 40, "a deal is made twice in one call"
        await type(book).indexed(book, done, engine)
        await type(book).indexed(book, done, "another-engine")

    monkeypatch.setattr(book, "indexed", undone)

    assert await memory.index_waiting() == 40
    assert read == sorted(read)
    assert await book.backlog(embed.VERSION) == 40


async def test_progress_with_deals_that_come_meanwhile_stays_within_its_whole(
    book: DealBook, memory: DealMemory
) -> None:
    await added(book, *(lemaire(str(place), "7") for place in range(33)))
    later = [replace(lemaire(f"later {place}", "7"), owner="7") for place in range(40)]
    told: list[tuple[int, int]] = []
    real = book.backlog

    async def then_more(engine: str) -> int:
        count = await real(engine)
        await book.bring_in("7", later)
        return count

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "backlog", then_more)
        assert await memory.index_waiting(lambda done, of: told.append((done, of))) == 73

    assert told == [(32, 33), (64, 64), (73, 73)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owner=st.sampled_from("789"), text=st.text(max_size=30))
async def test_every_recalled_deal_is_of_the_owner_who_asks(
    book: DealBook, memory: DealMemory, owner: str, text: str
) -> None:
    if not await book.count("7"):
        await added(book, *(lemaire(f"d{whose}", whose) for whose in "789"))

    found = await memory.recall(a_query(f"Lemaire {text}", owner))

    assert {one.deal.owner for one in found} <= {owner}
