"""No method reads or changes a deal of another owner, whatever number or id it is given."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.store import SqlJournal, open_journal
from bot.store.deals import SqlDealBook
from knowledge.deals import PastDeal
from knowledge.deals.book import BroughtIn, DealBook
from knowledge.errors import DealExists, UnknownDeal
from tests.bot.store.deal_values import ENGINE, a_deal, index_all, remember, some_deals
from tests.bot.store.values import ALICE, BOB, an_answer, an_ask, clock, url_of

HERS, HIS = str(ALICE), str(BOB)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("empty") / "accord.db"

    async def make_tables() -> None:
        await (await open_journal(url_of(file), clock)).close()

    asyncio.run(make_tables())
    return file


# What Bob may try with a deal of Alice, and what he is told.
TRIES: dict[str, tuple[Callable[[SqlDealBook, PastDeal], Awaitable[object]], object]] = {
    "deal": (lambda book, deal: book.deal(HIS, deal.number), UnknownDeal),
    "save": (lambda book, deal: book.save(replace(deal, owner=HIS, notes="?")), UnknownDeal),
    "forget": (lambda book, deal: book.forget(HIS, deal.number), UnknownDeal),
    "named": (lambda book, deal: book.named(HIS, deal.id), None),
    "page": (lambda book, deal: book.page(HIS, start=0, count=9), ()),
    "count": (lambda book, deal: book.count(HIS), 0),
    "holdings": (lambda book, deal: book.holdings(HIS, ENGINE), ()),
    "revision": (lambda book, deal: book.revision(HIS), 0),
    "add": (lambda book, deal: book.add(a_deal(deal.id, HIS)), a_deal("c7", HIS, number=2)),
    "bring_in": (lambda book, deal: book.bring_in(HIS, [deal]), BroughtIn(1, 0, 0)),
}
# The index work of all owners: it serves no search.
WITHOUT_OWNER = {"backlog", "waiting", "indexed", "mark_all"}


def test_every_method_is_tried() -> None:
    methods = {name for name in vars(SqlDealBook) if not name.startswith("_")}

    assert methods == TRIES.keys() | WITHOUT_OWNER
    assert {name for name in vars(DealBook) if not name.startswith("_")} <= methods


@pytest.mark.parametrize("name", TRIES)
async def test_another_owners_deal_is_neither_read_nor_touched(
    journal: SqlJournal, name: str
) -> None:
    book = journal.deals
    await remember(journal, a_deal("c7"), conversation=7)
    await index_all(book)
    before = await book.holdings(HERS, ENGINE), await book.revision(HERS)
    act, told = TRIES[name]

    if told is UnknownDeal:
        with pytest.raises(UnknownDeal):
            await act(book, before[0][0].deal)
    else:
        assert await act(book, before[0][0].deal) == told

    assert (await book.holdings(HERS, ENGINE), await book.revision(HERS)) == before


async def test_forgetting_reaches_the_conversations_of_the_same_owner_only(
    journal: SqlJournal,
) -> None:
    book = journal.deals
    his = await journal.record(BOB, BOB, 7, an_ask("lui"), update_ids=(50,))
    assert his is not None
    await journal.answered(
        BOB, his.id, replace(an_answer(), remember=a_deal("c7", BOB), citations=("deal:c7",))
    )
    await remember(journal, a_deal("c7"), conversation=7)
    mine = await book.named(HERS, "c7")
    assert mine is not None

    await book.forget(HERS, mine.number)

    (left,) = await journal.unfinished()
    assert (left.owner, left.answer and left.answer.citations) == (BOB, ("deal:c7",))
    assert await book.named(HIS, "c7") is not None


@pytest.mark.parametrize(
    "batch", [f"0{ALICE}", "７０００００００１", "9" * 60, "²", "-1", "camille"]
)
async def test_a_batch_named_almost_like_a_user_reaches_none_of_their_chats(
    journal: SqlJournal, batch: str
) -> None:
    await journal.record(ALICE, ALICE, 0, replace(an_ask(), deal="bois"), update_ids=(1,))
    imported = await journal.deals.add(a_deal("bois", batch))

    await journal.deals.forget(batch, imported.number)

    assert len(await journal.unfinished()) == 1


async def test_erasing_one_owner_leaves_the_deals_of_the_others(journal: SqlJournal) -> None:
    book = journal.deals
    for owner in (ALICE, BOB):
        await book.bring_in(str(owner), some_deals(3, owner))
    await index_all(book)
    before = await book.holdings(HIS, ENGINE), await book.revision(HIS)

    await journal.erase(ALICE)

    assert await book.count(HERS) == 0
    assert await book.backlog("another") == 3
    assert (await book.holdings(HIS, ENGINE), await book.revision(HIS)) == before


Move = tuple[str, str, int]
moves = st.lists(
    st.tuples(
        st.sampled_from((HERS, HIS)),
        st.sampled_from(("add", "save", "bring_in", "forget", "index")),
        st.integers(0, 4),
    ),
    max_size=15,
)


@settings(max_examples=25, deadline=None)
@given(both=moves)
def test_in_a_common_book_each_holds_what_they_would_hold_alone(
    empty: Path, both: list[Move]
) -> None:
    together = asyncio.run(play(empty, both))

    for owner in (HERS, HIS):
        alone = asyncio.run(play(empty, [move for move in both if move[0] == owner]))
        assert together[owner] == alone[owner]


async def play(empty: Path, all_moves: list[Move]) -> dict[str, list[PastDeal]]:
    """Make these moves in a new book; return what each owner then holds."""
    with TemporaryDirectory() as folder:
        journal = await open_journal(url_of(shutil.copy(empty, folder)), clock)
        for owner, move, which in all_moves:
            with suppress(UnknownDeal, DealExists):
                await make(journal.deals, owner, move, which)
        held = {
            owner: [held.deal for held in await journal.deals.holdings(owner, ENGINE)]
            for owner in (HERS, HIS)
        }
        await journal.close()
    return {owner: [replace(deal, number=0) for deal in deals] for owner, deals in held.items()}


async def make(book: SqlDealBook, owner: str, move: str, which: int) -> None:
    # Each owner's deals are told by their texts: one that strays shows.
    deal = a_deal(f"d{which}", owner, notes=f"{owner} {move}")
    # Of a deal that the owner lacks, the number of the other's stands in, or one of nobody's.
    other = await book.named(HIS if owner == HERS else HERS, deal.id)
    known = await book.named(owner, deal.id) or other or replace(deal, number=999)
    match move:
        case "add":
            await book.add(deal)
        case "save":
            await book.save(replace(deal, number=known.number))
        case "bring_in":
            await book.bring_in(owner, [deal])
        case "forget":
            await book.forget(owner, known.number)
        case _:
            await index_all(book)
