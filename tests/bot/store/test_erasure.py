import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.coach.answer import Ask
from bot.coach.journal import User
from bot.store import SqlJournal
from bot.store.errors import EraseUnfinished
from knowledge.card import Language
from tests.bot.store.disk import places_of
from tests.bot.store.values import ALICE, BOB, again, an_answer, an_ask, stored

SECRET = "PlancherSecret4711"
# Six bytes that appear nowhere by chance: SQLite stores the id as these, big end first.
MARKED_OWNER = 0x5EC4E75EC4E7


def files_with(text: str, file: Path) -> list[str]:
    return places_of(text.encode(), file)


async def a_life(journal: SqlJournal, owner: int, secret: str, *, first_update: int) -> None:
    """Store asks of all sizes, merged, answered and delivered, as months of use leave them."""
    sizes = random.Random(owner)  # noqa: S311 — sizes, not secrets
    await journal.save_user(User(owner=owner, language=Language.FR))
    for number in range(first_update, first_update + 25):
        row = await stored(journal, owner, number)
        text = f"{secret} " * sizes.choice((1, 5, 60, 700))
        ask: Ask = replace(an_ask(text), private_facts=(secret,))
        await journal.append(owner, row.id, ask, update_id=100_000 + number)
        await journal.answered(owner, row.id, an_answer(text))


async def test_an_erased_owner_leaves_no_byte_in_any_file(journal: SqlJournal, file: Path) -> None:
    for part in range(3):
        await a_life(journal, MARKED_OWNER, SECRET, first_update=1000 * part)
        await a_life(journal, BOB, "BobReste", first_update=1000 * part + 500)
    assert files_with(SECRET, file)
    assert places_of(MARKED_OWNER.to_bytes(6, "big"), file)

    erased = await journal.erase(MARKED_OWNER)

    assert erased == 75
    assert files_with(SECRET, file) == []
    assert places_of(MARKED_OWNER.to_bytes(6, "big"), file) == []
    assert len(await journal.unfinished()) == 75


async def test_a_correction_leaves_with_the_erasure_too(journal: SqlJournal, file: Path) -> None:
    row = await stored(journal)
    await journal.corrected(ALICE, row.id, replace(row.ask, kept=(SECRET,)))
    await journal.corrected(ALICE, row.id, replace(row.ask, shared=("court",)))
    assert files_with(SECRET, file)

    await journal.erase(ALICE)

    assert files_with(SECRET, file) == []


async def test_a_replaced_text_leaves_with_the_erasure_too(
    journal: SqlJournal, file: Path
) -> None:
    row = await journal.record(ALICE, ALICE, 0, an_ask(SECRET * 900), update_ids=(1,))
    assert row is not None
    await journal.append(ALICE, row.id, an_ask("court"), update_id=2)
    await journal.cancelled(ALICE, row.id)

    await journal.erase(ALICE)

    assert files_with(SECRET, file) == []


async def test_an_erasure_touches_nobody_else(journal: SqlJournal) -> None:
    kept = await stored(journal, BOB, 1)
    await stored(journal, ALICE, 2)
    profile = User(owner=BOB, language=Language.EN, conversation=2)
    await journal.save_user(profile)

    assert await journal.erase(ALICE) == 1

    assert await again(journal, kept) == kept
    assert await journal.user(BOB, Language.FR) == profile


async def test_after_an_erasure_an_old_message_is_still_a_repeat(journal: SqlJournal) -> None:
    await stored(journal, ALICE, 1)

    await journal.erase(ALICE)

    assert await journal.record(ALICE, ALICE, 0, an_ask(), update_ids=(1,)) is None
    assert await journal.erase(ALICE) == 0


async def test_an_erasure_that_a_reader_holds_up_says_so_and_ends_when_asked_again(
    journal: SqlJournal, file: Path, impatient: None
) -> None:
    await stored(journal, ALICE, 1)
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM asks").fetchall()

    with pytest.raises(EraseUnfinished):
        await journal.erase(ALICE)
    reader.close()

    assert await journal.erase(ALICE) == 0
    assert not file.with_name(file.name + "-wal").read_bytes()
