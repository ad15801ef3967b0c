"""Past deals in SQL: what each method keeps, and what it refuses."""

from dataclasses import replace
from datetime import date

import pytest

from bot.store import SqlJournal
from bot.store.deals import SqlDealBook
from bot.store.errors import StoreFull, UnreadableRow
from knowledge.card import Language
from knowledge.deals.book import BroughtIn, DealBook
from knowledge.errors import BadDeals, DealExists, UnknownDeal
from tests.bot.store.deal_values import (
    ENGINE,
    a_deal,
    failing_at,
    index_all,
    remember,
    some_deals,
    waiting_ids,
)
from tests.bot.store.values import ALICE, BOB

ME = str(ALICE)


def as_port(book: SqlDealBook) -> DealBook:
    """Let mypy check that the book keeps to the port."""
    return book


async def test_an_added_deal_is_read_back_whole_by_number_and_by_id(book: SqlDealBook) -> None:
    kept = await book.add(a_deal())

    assert kept == a_deal(number=kept.number)
    assert await book.deal(ME, kept.number) == kept
    assert await book.named(ME, "bois") == kept
    assert await book.named(ME, "pierre") is None


async def test_a_deal_without_role_and_words_is_read_back_too(book: SqlDealBook) -> None:
    bare = a_deal(role=None, counterpart="", subject="", notes="", figures=())

    kept = await book.add(bare)

    assert await book.deal(ME, kept.number) == replace(bare, number=kept.number)


async def test_an_id_is_given_once_to_each_owner(book: SqlDealBook) -> None:
    await book.add(a_deal())
    await book.add(a_deal(owner=BOB))

    with pytest.raises(DealExists) as raised:
        await book.add(a_deal(notes="secret 4711"))

    assert "4711" not in repr(raised.value) + str(raised.value.__cause__)
    assert await book.count(ME) == 1


async def test_a_saved_deal_replaces_what_was_there(book: SqlDealBook) -> None:
    kept = await book.add(a_deal())
    changed = replace(kept, notes="Ils ont cédé.", day=date(2025, 4, 1), role=None)

    assert await book.save(changed) == changed

    assert await book.deal(ME, kept.number) == changed


async def test_a_deal_that_is_not_there_is_unknown(book: SqlDealBook) -> None:
    with pytest.raises(UnknownDeal):
        await book.deal(ME, 1)
    with pytest.raises(UnknownDeal):
        await book.save(a_deal(number=1))
    with pytest.raises(UnknownDeal):
        await book.forget(ME, 1)


async def test_pages_come_most_recent_first(book: SqlDealBook) -> None:
    await book.bring_in(ME, some_deals(5))

    first, second = [await book.page(ME, start=start, count=3) for start in (0, 3)]

    assert [deal.id for deal in first] == ["d4", "d3", "d2"]
    assert [deal.id for deal in second] == ["d1", "d0"]
    assert await book.page(ME, start=5, count=3) == ()
    assert await book.count(ME) == 5


async def test_deals_of_one_day_stand_on_one_page_only(book: SqlDealBook) -> None:
    await book.bring_in(ME, [a_deal(f"d{place}") for place in range(5)])

    pages = [await book.page(ME, start=start, count=2) for start in (0, 2, 4)]

    assert [deal.id for page in pages for deal in page] == ["d4", "d3", "d2", "d1", "d0"]


async def test_a_number_is_not_given_twice(book: SqlDealBook) -> None:
    kept = await book.add(a_deal())
    await book.forget(ME, kept.number)

    assert (await book.add(a_deal())).number > kept.number


async def test_a_text_that_utf8_cannot_hold_is_refused_unquoted(book: SqlDealBook) -> None:
    with pytest.raises(UnreadableRow) as raised:
        await book.add(a_deal(notes="4711\ud800"))

    assert "4711" not in str(raised.value)
    assert raised.value.__cause__ is None


# What is brought in.


async def test_deals_brought_in_are_new_replaced_or_unchanged(book: SqlDealBook) -> None:
    before = some_deals(3)
    assert await book.bring_in(ME, before) == BroughtIn(3, 0, 0)
    await index_all(book)

    after = [before[0], replace(before[1], notes="Autre."), a_deal("neuf")]

    assert await book.bring_in(ME, after) == BroughtIn(1, 1, 1)
    assert await waiting_ids(book) == ["d1", "neuf"]
    assert await book.count(ME) == 4


async def test_deals_brought_in_are_the_callers_whoever_they_name(book: SqlDealBook) -> None:
    await book.bring_in(ME, some_deals(2, owner=BOB))

    assert (await book.count(ME), await book.count(str(BOB))) == (2, 0)


async def test_a_replaced_deal_keeps_its_number_and_its_conversation(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    known = await book.named(ME, "c7")
    assert known is not None

    await book.bring_in(ME, [a_deal("c7", notes="Corrigé.", conversation=99)])

    assert await book.named(ME, "c7") == replace(known, notes="Corrigé.")


async def test_another_deal_with_the_id_of_a_conversations_is_added_beside_it(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    known = await book.named(ME, "c7")
    hers = a_deal("c7", counterpart="Fonderie Lemaire", subject="Moules", notes="Le sien.")

    assert await book.bring_in(ME, [hers]) == BroughtIn(1, 0, 0)
    assert await book.bring_in(ME, [hers]) == BroughtIn(0, 0, 1)

    assert await book.named(ME, "c7") == known
    (beside,) = [deal for deal in await book.page(ME, start=0, count=9) if deal != known]
    assert replace(beside, id="c7", number=0) == hers
    assert await book.bring_in(ME, [hers, beside]) == BroughtIn(0, 0, 2)


@pytest.mark.parametrize(
    "same", [{"counterpart": " SCIERIE morvan"}, {"subject": "planches de CHÊNE "}]
)
async def test_a_conversations_deal_with_one_of_its_names_left_is_replaced(
    journal: SqlJournal, book: SqlDealBook, same: dict[str, str]
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    names = {"counterpart": "Fonderie Lemaire", "subject": "Moules"} | same

    assert await book.bring_in(ME, [a_deal("c7", **names)]) == BroughtIn(0, 1, 0)


async def test_an_import_beyond_the_most_deals_of_an_owner_is_refused_whole(
    book: SqlDealBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.deals.MOST_DEALS", 4)
    await book.bring_in(ME, some_deals(3))
    before = await book.page(ME, start=0, count=9)
    two_more = [a_deal("d0", notes="Autre."), a_deal("x"), a_deal("y")]

    with pytest.raises(BadDeals) as raised:
        await book.bring_in(ME, two_more)

    assert "trop de négociations\u00a0: 4 au plus" in raised.value.in_words(Language.FR)
    assert "too many negotiations: 4 at most" in raised.value.in_words(Language.EN)
    assert await book.page(ME, start=0, count=9) == before
    assert await book.bring_in(ME, two_more[:2]) == BroughtIn(1, 1, 0)
    assert await book.bring_in(str(BOB), some_deals(4)) == BroughtIn(4, 0, 0)


async def test_a_bringing_in_that_fails_in_its_midst_leaves_nothing(book: SqlDealBook) -> None:
    await book.add(a_deal("d1", notes="avant"))
    await index_all(book)
    before = await book.holdings(ME, ENGINE), await book.revision(ME)

    with failing_at("INSERT INTO deals", 5), pytest.raises(StoreFull):
        await book.bring_in(ME, some_deals(10))

    assert (await book.holdings(ME, ENGINE), await book.revision(ME)) == before
    assert await book.backlog(ENGINE) == 0
    assert await book.bring_in(ME, some_deals(10)) == BroughtIn(9, 1, 0)


async def test_one_deal_that_cannot_be_written_keeps_all_others_out(book: SqlDealBook) -> None:
    with pytest.raises(UnreadableRow):
        await book.bring_in(ME, [*some_deals(3), a_deal("x", notes="\ud800")])

    assert await book.count(ME) == 0
