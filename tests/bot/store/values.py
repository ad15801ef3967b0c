"""Values for the tests of the store, and strategies that make any of them."""

from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import strategies as st

from bot.coach.answer import Answer, Ask, Part, PartKind, Want
from bot.coach.journal import AskRow
from bot.store import SqlJournal
from knowledge.card import Language

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
ALICE, BOB = 7_000_000_001, 7_000_000_002


def clock() -> datetime:
    return NOW


def url_of(file: Path | str) -> str:
    return f"sqlite:///{file}"


def an_ask(*texts: str) -> Ask:
    return Ask(texts=texts or ("Mon client veut 10 % de remise.",), today=date(2026, 3, 5))


def an_answer(line: str = "Que gagnez-vous en échange ?") -> Answer:
    part = Part(kind=PartKind.DRAFT, title="", lines=(line,))
    return Answer(want=Want.DRAFT, role=None, language=Language.FR, parts=(part,), draft=line)


async def stored(journal: SqlJournal, owner: int = ALICE, update_id: int = 1) -> AskRow:
    row = await journal.record(owner, owner, 0, an_ask(), update_ids=(update_id,))
    assert row is not None
    return row


async def again(journal: SqlJournal, row: AskRow) -> AskRow:
    found = await journal.ask(row.owner, row.id)
    assert found is not None
    return found


any_ask = st.from_type(Ask)
any_answer = st.from_type(Answer)
