import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from bot.store import SqlJournal, open_journal
from bot.store.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreTooNew,
    StoreUnreachable,
)
from bot.store.migrations import HEAD
from bot.store.tables import metadata
from bot.store.upgrade import config_for
from bot.texts import say
from knowledge.card import Language
from tests.bot.store.disk import places_of
from tests.bot.store.values import ALICE, NOW, again, an_ask, clock, stored, url_of


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def test_the_steps_from_empty_make_the_tables_of_the_code(connection: Connection) -> None:
    config = config_for(connection)

    command.upgrade(config, "head")

    command.check(config)  # raises when a step is missing


def test_the_steps_spell_the_tables_as_the_code_does(file: Path) -> None:
    by_code = create_engine("sqlite://")
    by_steps = create_engine("sqlite://")
    with by_code.begin() as one, by_steps.begin() as two:
        metadata.create_all(one)
        command.upgrade(config_for(two), "head")

        assert checks_and_indices(one) == checks_and_indices(two)
    by_code.dispose()
    by_steps.dispose()


def checks_and_indices(connection: Connection) -> set[str]:
    """Return the lines of the schema that `alembic check` does not compare, in one spelling."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%alembic%'"
    )
    lines = {line.strip(" ,") for (sql,) in rows for line in sql.splitlines()}
    return {line for line in lines if "CHECK" in line or "INDEX" in line or "AUTOINC" in line}


def test_the_steps_can_be_taken_back(connection: Connection) -> None:
    config = config_for(connection)
    command.upgrade(config, "head")

    command.downgrade(config, "base")

    left = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert {name for (name,) in left} <= {"alembic_version", "sqlite_sequence"}


def test_the_newest_step_is_the_one_that_the_fast_start_knows(connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(config_for(connection))

    assert scripts.get_current_head() == HEAD


async def test_the_first_start_makes_folder_and_file_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "accord.db"

    await (await open_journal(url_of(file), clock)).close()

    assert file.parent.stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


async def test_a_later_start_finds_everything_and_never_loads_alembic(file: Path) -> None:
    first = await open_journal(url_of(file), clock)
    await stored(first)
    await first.close()
    program = (
        "import asyncio, sys\n"
        "from bot.store import open_journal\n"
        "from tests.bot.store.values import clock\n"
        "async def main():\n"
        "    journal = await open_journal(sys.argv[1], clock)\n"
        "    print(len(await journal.unfinished()), 'alembic' in sys.modules)\n"
        "    await journal.close()\n"
        "asyncio.run(main())\n"
    )

    later = subprocess.run(  # noqa: S603, ASYNC221 — our own program; nothing else runs meanwhile
        [sys.executable, "-c", program, url_of(file)], capture_output=True, text=True, check=True
    )

    assert later.stdout.split() == ["1", "False"]


async def test_programs_that_start_at_once_on_nothing_all_get_the_tables(file: Path) -> None:
    journals = await asyncio.gather(*(open_journal(url_of(file), clock) for _ in range(3)))

    repeats = [await journal.seen(1) for journal in journals]

    assert repeats == [False, True, True]
    await asyncio.gather(*(journal.close() for journal in journals))


async def test_the_connection_is_set_up_for_safety(
    journal: SqlJournal, inside: Callable[[], Connection], file: Path
) -> None:
    await journal.seen(1)

    raw = sqlite3.connect(file)
    mode = raw.execute("PRAGMA journal_mode").fetchone()
    raw.close()

    with inside() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert mode == ("wal",)
    assert told == {"synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 5000}


async def test_update_ids_are_forgotten_when_telegram_may_count_anew(file: Path) -> None:
    first = await open_journal(url_of(file), clock)
    await first.seen(1)
    await first.close()

    soon = await open_journal(url_of(file), lambda: NOW + timedelta(days=6))
    repeat_soon = await soon.seen(1)
    await soon.close()
    late = await open_journal(url_of(file), lambda: NOW + timedelta(days=8))
    repeat_late = await late.seen(1)
    await late.close()

    assert (repeat_soon, repeat_late) == (True, False)


def a_page_of_prose(file: Path) -> bytes:
    file.write_text("Ceci n’est pas une base de données. " * 50)
    return file.read_bytes()


async def test_a_file_that_is_no_database_is_named_so_and_left_as_it_is(file: Path) -> None:
    before = a_page_of_prose(file)

    with pytest.raises(StoreDamaged):
        await open_journal(url_of(file), clock)

    assert places_of(before, file) == [file.name]


async def test_a_database_of_a_later_version_is_left_alone(file: Path) -> None:
    await (await open_journal(url_of(file), clock)).close()
    raw = sqlite3.connect(file)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()

    with pytest.raises(StoreTooNew):
        await open_journal(url_of(file), clock)


async def test_asks_of_the_version_before_are_read_and_can_be_corrected(file: Path) -> None:
    first = await open_journal(url_of(file), clock)
    old = await stored(first)
    await first.close()
    raw = sqlite3.connect(file)
    raw.execute("UPDATE asks SET ask = json_remove(ask, '$.ask.kept', '$.ask.shared')")
    raw.commit()
    raw.close()

    journal = await open_journal(url_of(file), clock)
    read = await again(journal, old)
    await journal.corrected(ALICE, old.id, replace(read.ask, shared=("2,25 €",)))
    corrected = await again(journal, old)
    await journal.close()

    assert read == old
    assert corrected == replace(old, ask=replace(old.ask, shared=("2,25 €",)))


async def test_a_folder_that_cannot_be_made_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")

    with pytest.raises(StoreUnreachable):
        await open_journal(url_of(tmp_path / "taken" / "accord.db"), clock)


async def test_a_folder_in_the_place_of_the_file_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable):
        await open_journal(url_of(tmp_path), clock)


async def test_an_address_that_is_none_is_unreachable_and_not_repeated() -> None:
    with pytest.raises(StoreUnreachable) as caught:
        await open_journal("accord:secret@nowhere", clock)

    assert caught.value.__cause__ is None


async def test_a_lock_held_by_another_program_is_busy(
    journal: SqlJournal, file: Path, impatient: None
) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy):
        await journal.seen(1)
    other.close()

    assert not await journal.seen(1)


async def test_a_full_disk_is_told_and_nothing_half_is_kept(
    journal: SqlJournal, inside: Callable[[], Connection]
) -> None:
    with inside() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull) as caught:
        await journal.record(ALICE, ALICE, 0, an_ask("secret" * 5000), update_ids=(1,))

    assert not await journal.seen(1)
    assert "secret" not in f"{caught.value!r} {caught.value.__cause__}"


def every_error() -> list[type[StoreError]]:
    found = [StoreError]
    for error in found:
        found.extend(error.__subclasses__())
    return found


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("error", every_error())
def test_every_error_has_a_sentence(error: type[StoreError], language: Language) -> None:
    raised = error()

    assert len(say(raised.text, language, **raised.values)) > 20
