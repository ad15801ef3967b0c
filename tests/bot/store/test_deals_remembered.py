"""What a conversation keeps as a past deal, and what its user took in hand."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from bot.store import SqlJournal
from bot.store.deals import SqlDealBook
from bot.store.errors import StoreFull, UnreadableRow
from tests.bot.store.deal_values import (
    a_deal,
    failing_at,
    index_all,
    remember,
    waiting_ids,
)
from tests.bot.store.values import ALICE, an_answer

ME = str(ALICE)


async def test_a_remembered_deal_is_tied_to_the_conversation_of_its_ask(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7", conversation=None), conversation=7)

    kept = await book.named(ME, "c7")
    assert kept == a_deal("c7", conversation=7, number=kept.number if kept else 0)
    assert await waiting_ids(book) == ["c7"]


async def test_a_remembered_deal_follows_its_conversation(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)

    later = a_deal("c7", notes="Ils ont bougé.", day=date(2025, 5, 2))
    await remember(journal, later, conversation=7, update_id=2)

    kept = await book.named(ME, "c7")
    assert kept is not None
    assert (kept.notes, kept.day, kept.conversation) == ("Ils ont bougé.", later.day, 7)
    assert await book.count(ME) == 1


@pytest.mark.parametrize("hand", ["saved", "brought in"])
async def test_of_a_deal_edited_by_hand_only_the_day_moves(
    journal: SqlJournal, book: SqlDealBook, hand: str
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    known = await book.named(ME, "c7")
    assert known is not None
    mine = replace(known, notes="Mes mots.")
    await (book.save(mine) if hand == "saved" else book.bring_in(ME, [mine]))
    await index_all(book)
    before = await book.revision(ME)

    later = a_deal("c7", notes="Les siens.", day=date(2025, 5, 2))
    await remember(journal, later, conversation=7, update_id=2)

    assert await book.named(ME, "c7") == replace(mine, day=later.day)
    assert await waiting_ids(book) == []
    assert await book.revision(ME) != before


async def test_a_debrief_closes_a_deal_and_the_conversation_rewrites_it_no_more(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    closed = a_deal("c7", outcome="Signé à 8 %.", lesson="Attendre.")
    await remember(journal, closed, conversation=9, update_id=2)

    await remember(journal, a_deal("c7", notes="Encore."), conversation=7, update_id=3)

    kept = await book.named(ME, "c7")
    assert kept is not None
    assert (kept.outcome, kept.lesson, kept.notes) == ("Signé à 8 %.", "Attendre.", a_deal().notes)
    assert kept.conversation == 7


async def test_a_second_debrief_replaces_the_first(journal: SqlJournal, book: SqlDealBook) -> None:
    await book.add(a_deal(outcome="Signé."))

    await remember(journal, a_deal(outcome="Signé, puis rompu."))

    kept = await book.named(ME, "bois")
    assert kept is not None
    assert kept.outcome == "Signé, puis rompu."


async def test_answer_and_remembered_deal_are_one_commit(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    with failing_at("INSERT INTO deal_outbox", 1), pytest.raises(StoreFull):
        await remember(journal, a_deal("c0"))

    assert await book.count(ME) == 0
    (row,) = await journal.unfinished()
    assert row.answer is None


async def test_an_answer_keeps_no_second_copy_of_its_deal(
    journal: SqlJournal, inside: Callable[[], Connection]
) -> None:
    await remember(journal, a_deal("c0", notes="Secret4711"))

    with inside() as connection:
        stored = connection.exec_driver_sql("SELECT answer FROM answers").scalar_one()
    assert "Secret4711" not in stored
    (row,) = await journal.unfinished()
    assert row.answer == an_answer()


async def test_figures_that_are_no_list_are_told_without_being_quoted(
    book: SqlDealBook, inside: Callable[[], Connection]
) -> None:
    kept = await book.add(a_deal())
    with closing(inside()) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE deals SET figures = 'Secret4711'")

    with pytest.raises(UnreadableRow) as raised:
        await book.deal(ME, kept.number)

    assert "4711" not in str(raised.value)
    assert raised.value.__cause__ is None
