"""What is forgotten is gone: from every table that retells it, and from every file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from bot.coach.answer import Answer, Ask, Part, PartKind
from bot.store import SqlJournal
from bot.store.deals import SqlDealBook
from bot.store.errors import EraseUnfinished
from knowledge.deals import PastDeal
from knowledge.errors import UnknownDeal
from tests.bot.store.deal_values import (
    ENGINE,
    a_deal,
    index_all,
    remember,
    some_deals,
    vectors_bytes,
)
from tests.bot.store.values import ALICE, BOB, an_answer, an_ask

ME = str(ALICE)
SECRET = "PlancherSecretÉ4711"
WINDOW = 64


def retelling(deal_id: str, text: str, *, beside: str = "Reste.") -> Answer:
    """Return an answer that recalls a deal, beside something else."""
    parts = (
        Part(kind=PartKind.SECTION, title="", lines=(beside,)),
        Part(kind=PartKind.PAST_DEAL, title=text, lines=(text,), citation=f"deal:{deal_id}"),
    )
    return replace(an_answer(beside), parts=parts, citations=("D15", f"deal:{deal_id}"))


async def answered(
    journal: SqlJournal, ask: Ask, answer: Answer, *, conversation: int, update_id: int
) -> int:
    row = await journal.record(ALICE, ALICE, conversation, ask, update_ids=(update_id,))
    assert row is not None
    await journal.answered(ALICE, row.id, answer)
    return row.id


async def number_of(book: SqlDealBook, deal_id: str) -> int:
    deal = await book.named(ME, deal_id)
    assert deal is not None
    return deal.number


async def test_its_conversation_and_its_debriefs_go_with_a_deal(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7, update_id=1)
    await answered(journal, an_ask("suite"), an_answer(), conversation=7, update_id=2)
    debrief = replace(an_ask("bilan"), deal="c7")
    await answered(journal, debrief, an_answer(), conversation=9, update_id=3)
    other = await answered(journal, an_ask("autre"), an_answer(), conversation=9, update_id=4)

    await book.forget(ME, await number_of(book, "c7"))

    assert [row.id for row in await journal.unfinished()] == [other]


async def test_an_answer_elsewhere_keeps_all_but_the_deal(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await book.add(a_deal("d1"))
    await book.add(a_deal("d10"))
    asks = [
        await answered(
            journal, an_ask(), retelling(name, name), conversation=9, update_id=update_id
        )
        for update_id, name in enumerate(("d1", "d10"), start=1)
    ]

    await book.forget(ME, await number_of(book, "d1"))

    cut, whole = [await journal.ask(ALICE, ask_id) for ask_id in asks]
    assert cut is not None
    assert cut.answer is not None
    assert [part.lines for part in cut.answer.parts] == [("Reste.",)]
    assert cut.answer.citations == ("D15",)
    assert whole is not None
    assert whole.answer == retelling("d10", "d10")


@pytest.mark.parametrize("name", ['un "bois"', "a\\b", "été 'dur'", "%", "木材", "\u202f x"])
async def test_a_deal_with_any_id_is_found_in_the_answers_that_cite_it(
    journal: SqlJournal, book: SqlDealBook, name: str
) -> None:
    await book.add(a_deal(name))
    ask_id = await answered(
        journal, an_ask(), retelling(name, SECRET), conversation=9, update_id=1
    )

    await book.forget(ME, await number_of(book, name))

    row = await journal.ask(ALICE, ask_id)
    assert row is not None
    assert row.answer is not None
    assert SECRET not in row.answer.reply


async def test_an_ask_under_way_does_not_bring_a_forgotten_deal_back(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    await remember(journal, a_deal("c7"), conversation=7)
    under_way = await journal.record(ALICE, ALICE, 7, an_ask(), update_ids=(2,))
    assert under_way is not None

    await book.forget(ME, await number_of(book, "c7"))

    with pytest.raises(Exception, match="unknown_ask"):
        await journal.answered(
            ALICE, under_way.id, replace(an_answer(), remember=a_deal("c7", notes="Encore."))
        )
    assert await book.named(ME, "c7") is None


async def test_a_deal_that_was_only_imported_takes_no_conversation_with_it(
    journal: SqlJournal, book: SqlDealBook
) -> None:
    kept = await answered(journal, an_ask(), an_answer(), conversation=0, update_id=1)
    await book.bring_in(ME, [a_deal(conversation=0)])

    await book.forget(ME, await number_of(book, "bois"))

    assert [row.id for row in await journal.unfinished()] == [kept]


async def test_a_forgetting_that_a_reader_holds_up_says_so_and_is_finished_by_the_next_call(
    book: SqlDealBook, file: Path, impatient: None
) -> None:
    kept = await book.add(a_deal(notes=SECRET))
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM deals").fetchall()

        with pytest.raises(EraseUnfinished):
            await book.forget(ME, kept.number)

        with pytest.raises(EraseUnfinished):
            await book.forget(ME, kept.number)
        assert SECRET.encode() in kept_in(file.parent, Traces(texts=[SECRET]))

    with pytest.raises(UnknownDeal):
        await book.forget(ME, kept.number)
    assert kept_in(file.parent, Traces(texts=[SECRET])) == set()


# The search for bytes.


class Traces:
    """All that must not be left of some deals: texts, and windows of their stored vectors."""

    def __init__(self, *, texts: list[str], vectors: list[bytes] | None = None) -> None:
        encoded = [
            text.encode(encoding)
            for text in texts
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        ]
        rows = vectors or []
        # Every window of a row is looked for: a row may be cut where a page of the file ends.
        windows = [row[at : at + WINDOW] for row in rows for at in range(0, len(row), WINDOW)]
        self.needles = {needle for needle in (*encoded, *windows) if len(needle) > 1}


def kept_in(folder: Path, traces: Traces) -> set[bytes]:
    """Return what any file of the folder still holds."""
    contents = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert contents
    return {needle for needle in traces.needles if any(needle in whole for whole in contents)}


async def a_full_life(journal: SqlJournal, name: str, secret: str, *, conversation: int) -> None:
    """Let a deal be born, indexed, talked of, debriefed, edited and recalled elsewhere."""
    book = journal.deals
    long = f"{secret} " * 400
    first = 100 * conversation
    born = a_deal(name, notes=long, counterpart=secret, subject=secret, figures=(secret,))
    ask = replace(an_ask(secret), private_facts=(secret,), owner=ME, deal=name)
    answer = replace(an_answer(secret), remember=born)
    await answered(journal, ask, answer, conversation=conversation, update_id=first)
    await index_all(book)
    deal = await book.named(ME, name)
    assert deal is not None
    closed = replace(deal, outcome=secret, lesson=secret, conversation=None, number=0)
    await answered(
        journal,
        replace(an_ask(secret), deal=name),
        replace(retelling(name, secret), remember=closed),
        conversation=90,
        update_id=first + 1,
    )
    await answered(journal, an_ask(), retelling(name, long), conversation=91, update_id=first + 2)
    await index_all(book)


async def a_data_folder(journal: SqlJournal) -> None:
    """Fill the data with a deal to be forgotten, and many that stay around it."""
    for round_ in range(3):
        await journal.deals.bring_in(ME, some_deals(40 * round_ + 20, text="ResteÉ " * 60))
        await index_all(journal.deals)
    await a_full_life(journal, "c7", SECRET, conversation=7)
    await a_full_life(journal, "c8", "ResteAussiÉ", conversation=8)
    await journal.deals.bring_in(str(BOB), some_deals(30, BOB, text="BobReste"))
    await index_all(journal.deals)


def traces_of(deal: PastDeal, *texts: str) -> Traces:
    return Traces(texts=list(texts), vectors=[vectors_bytes(deal)])


GONE = traces_of(a_deal("c7"), SECRET)
STAYS = traces_of(a_deal("c8"), "ResteAussiÉ")


async def test_no_file_holds_a_byte_of_a_forgotten_deal_and_the_others_stay(
    journal: SqlJournal, book: SqlDealBook, file: Path
) -> None:
    await a_data_folder(journal)
    found = kept_in(file.parent, GONE)
    assert SECRET.encode() in found
    assert len(found) > len(vectors_bytes(a_deal())) / WINDOW - 5  # overflow pages cut a few

    await book.forget(ME, await number_of(book, "c7"))

    assert kept_in(file.parent, GONE) == set()
    assert {b"ResteAussi\xc3\x89"} < kept_in(file.parent, STAYS)
    assert await book.count(ME) == 101
    assert len(await book.holdings(str(BOB), ENGINE)) == 30


async def test_no_file_holds_a_byte_of_an_erased_user(
    journal: SqlJournal, book: SqlDealBook, file: Path
) -> None:
    await a_data_folder(journal)
    every = Traces(
        texts=[SECRET, "ResteÉ", "ResteAussiÉ", "Scierie Morvan"],
        vectors=[vectors_bytes(held.deal) for held in await book.holdings(ME, ENGINE)],
    )
    his = a_deal("d29", BOB)
    assert len(kept_in(file.parent, every)) > len(every.needles) // 2
    await book.bring_in(str(BOB), [replace(deal, counterpart="") for deal in some_deals(30, BOB)])

    await journal.erase(ALICE)

    assert kept_in(file.parent, every) == set()
    assert kept_in(file.parent, traces_of(his))
    assert await book.count(str(BOB)) == 30


async def test_vectors_that_were_replaced_are_gone_with_the_next_forgetting(
    book: SqlDealBook, file: Path, inside: Callable[[], Connection]
) -> None:
    kept = await book.add(a_deal(notes=SECRET))
    other = await book.add(a_deal("autre"))
    await index_all(book)
    await book.save(replace(kept, notes="Plus rien."))
    waiting = await book.waiting(ENGINE, 5)
    fresh = np.full(2 * 384, 0.25, "<f2").tobytes()
    await book.indexed([(waiting[0], fresh)], ENGINE)

    await book.forget(ME, other.number)

    assert kept_in(file.parent, traces_of(kept, SECRET)) == set()
    assert kept_in(file.parent, Traces(texts=[], vectors=[fresh]))
