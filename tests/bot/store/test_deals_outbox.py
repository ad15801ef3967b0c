"""What waits for vectors, what takes them, and how searches learn of it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection

from bot.store import SqlJournal
from bot.store.deals import SqlDealBook
from bot.store.errors import StoreFull, UnreadableRow
from knowledge.deals import PastDeal
from tests.bot.store.deal_values import (
    ENGINE,
    a_deal,
    failing_at,
    index_all,
    some_deals,
    vectors_bytes,
    waiting_ids,
)
from tests.bot.store.values import ALICE, BOB

ME = str(ALICE)


async def test_every_change_of_the_texts_lets_the_deal_wait(book: SqlDealBook) -> None:
    kept = await book.add(a_deal())
    assert await waiting_ids(book) == ["bois"]
    await index_all(book)
    assert await waiting_ids(book) == []

    await book.save(replace(kept, notes="Autre."))

    assert await waiting_ids(book) == ["bois"]
    (held,) = await book.holdings(ME, ENGINE)
    assert held.vectors == vectors_bytes(kept)


@pytest.mark.parametrize("lost", ["INSERT INTO deal_outbox", "INSERT INTO deal_owners"])
async def test_a_deal_and_its_outbox_row_are_one_commit(book: SqlDealBook, lost: str) -> None:
    with failing_at(lost, 1), pytest.raises(StoreFull):
        await book.add(a_deal())

    assert await book.count(ME) == 0
    assert await waiting_ids(book) == []


async def test_vectors_of_an_older_state_are_dropped(book: SqlDealBook) -> None:
    kept = await book.add(a_deal())
    gone = await book.add(a_deal("autre"))
    early = await book.waiting(ENGINE, 10)
    await book.save(replace(kept, notes="Autre."))
    await book.forget(ME, gone.number)

    await book.indexed([(row, vectors_bytes(row.deal)) for row in early], ENGINE)

    (held,) = await book.holdings(ME, ENGINE)
    assert held.vectors == b""
    assert await waiting_ids(book) == ["bois"]


async def test_vectors_and_the_end_of_the_waiting_are_one_commit(book: SqlDealBook) -> None:
    await book.bring_in(ME, some_deals(3))

    with failing_at("DELETE FROM deal_outbox", 2), pytest.raises(StoreFull):
        await index_all(book)

    assert await book.backlog(ENGINE) == 3
    assert {held.vectors for held in await book.holdings(ME, ENGINE)} == {b""}


async def test_what_another_engine_indexed_waits_and_is_not_compared(book: SqlDealBook) -> None:
    await book.bring_in(ME, some_deals(2))
    await index_all(book)

    assert await book.backlog(ENGINE) == 0
    assert await waiting_ids(book, "engine-2") == ["d0", "d1"]
    assert await book.backlog("engine-2") == 2
    assert [held.vectors for held in await book.holdings(ME, "engine-2")] == [b"", b""]


async def test_all_deals_marked_are_read_with_old_vectors_until_new_ones_come(
    book: SqlDealBook,
) -> None:
    await book.bring_in(ME, some_deals(3))
    await index_all(book)

    assert await book.mark_all(ENGINE) == 3

    assert all(held.vectors for held in await book.holdings(ME, ENGINE))


async def test_who_was_cut_while_indexing_anew_goes_on_and_may_then_begin_again(
    book: SqlDealBook,
) -> None:
    await book.bring_in(ME, some_deals(5))
    await index_all(book)
    await book.mark_all(ENGINE)
    first = await book.waiting(ENGINE, 2)
    await book.indexed([(row, vectors_bytes(row.deal)) for row in first], ENGINE)

    assert await book.mark_all(ENGINE) == 3
    await index_all(book)
    assert await book.mark_all(ENGINE) == 5


async def test_the_outbox_comes_in_the_order_of_the_numbers_and_up_to_its_limit(
    book: SqlDealBook,
) -> None:
    await book.bring_in(str(BOB), some_deals(2, BOB))
    await book.bring_in(ME, some_deals(2))

    rows = await book.waiting(ENGINE, 3)

    assert [(row.deal.owner, row.deal.id) for row in rows] == [
        (str(BOB), "d0"),
        (str(BOB), "d1"),
        (ME, "d0"),
    ]


async def test_the_outbox_is_read_above_a_number(book: SqlDealBook) -> None:
    await book.bring_in(ME, some_deals(3))
    first, *rest = await book.waiting(ENGINE, 10)

    assert await book.waiting(ENGINE, 10, first.deal.number) == tuple(rest)


# Rows of another version.


UNREADABLE = ("language = 'xx'", "role = 'broker'", "figures = '5'", "figures = '{'")


@pytest.mark.parametrize("wrong", UNREADABLE)
async def test_a_deal_that_cannot_be_read_is_refused_by_name(
    book: SqlDealBook, inside: Callable[[], Connection], wrong: str
) -> None:
    kept = await book.add(a_deal())
    spoil(inside, wrong, "bois")

    with pytest.raises(UnreadableRow) as raised:
        await book.deal(ME, kept.number)

    assert raised.value.__cause__ is None


@pytest.mark.parametrize("limit", [1, 3])
async def test_a_deal_that_cannot_be_read_does_not_keep_the_others_waiting(
    book: SqlDealBook,
    inside: Callable[[], Connection],
    caplog: pytest.LogCaptureFixture,
    limit: int,
) -> None:
    bad = await book.add(a_deal("secret"))
    spoil(inside, "language = 'xx'", "secret")
    await book.add(a_deal(owner=BOB))

    rows = await book.waiting(ENGINE, limit)

    assert [row.deal.id for row in rows] == ["bois"]
    (told,) = caplog.records
    assert told.levelname == "WARNING"
    assert told.getMessage() == f"deal {bad.number} cannot be read and is not indexed"


async def test_a_deal_that_cannot_be_read_lets_all_be_indexed_anew_again(
    book: SqlDealBook, inside: Callable[[], Connection]
) -> None:
    await book.add(a_deal("secret"))
    spoil(inside, "language = 'xx'", "secret")
    await book.bring_in(str(BOB), some_deals(2, BOB))
    for _ in range(2):
        assert await book.mark_all(ENGINE) == 3
        await index_all(book)


def spoil(inside: Callable[[], Connection], wrong: str, deal_id: str) -> None:
    with inside() as connection:
        # Our own words, from the lines above.
        connection.exec_driver_sql(f"UPDATE deals SET {wrong} WHERE id = '{deal_id}'")  # noqa: S608
        connection.commit()


# The revision.

CHANGES: dict[str, Callable[[SqlDealBook, PastDeal], Awaitable[object]]] = {
    "add": lambda book, deal: book.add(a_deal("neuf")),
    "save": lambda book, deal: book.save(replace(deal, notes="Autre.")),
    "bring_in": lambda book, deal: book.bring_in(ME, [a_deal("neuf")]),
    "forget": lambda book, deal: book.forget(ME, deal.number),
    "indexed": lambda book, deal: index_all(book),
}


@pytest.mark.parametrize("change", CHANGES)
async def test_the_revision_moves_with_every_change_and_for_this_owner_only(
    book: SqlDealBook, change: str
) -> None:
    await book.add(a_deal(owner=BOB))
    await index_all(book)
    deal = await book.add(a_deal())
    before = await book.revision(ME), await book.revision(str(BOB))

    await CHANGES[change](book, deal)

    assert await book.revision(ME) != before[0]
    assert await book.revision(str(BOB)) == before[1]


async def test_batches_move_the_revision_only_when_none_of_the_owners_deals_waits(
    book: SqlDealBook,
) -> None:
    await book.bring_in(ME, some_deals(3))
    await book.add(a_deal(owner=BOB))
    hers, his = await book.revision(ME), await book.revision(str(BOB))
    rows = await book.waiting(ENGINE, 10)
    made = [(row, vectors_bytes(row.deal)) for row in rows]

    await book.indexed([made[0], made[3]], ENGINE)
    assert await book.revision(ME) == hers
    assert await book.revision(str(BOB)) != his

    await book.indexed(made[1:3], ENGINE)
    assert await book.revision(ME) != hers


async def test_reading_leaves_the_revision_alone(book: SqlDealBook) -> None:
    deal = await book.add(a_deal())
    before = await book.revision(ME)

    await book.bring_in(ME, [a_deal()])
    await book.deal(ME, deal.number)
    await book.holdings(ME, ENGINE)
    await book.page(ME, start=0, count=5)

    assert await book.revision(ME) == before


async def test_no_revision_comes_back_after_everything_was_erased(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    seen = {await book.revision(ME)}
    for _ in range(3):
        await book.add(a_deal())
        seen.add(await book.revision(ME))
        await journal.erase(ALICE)

    assert len(seen) == 4
    assert await book.revision(ME) == 0
