"""What users showed a coach comes out as cases that a coach completes."""

import asyncio
from argparse import Namespace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml

from bot.coach.answer import Ask, Want
from bot.coach.practice import Practice
from bot.store import open_journal
from eval.inbox_command import as_cases, main
from eval.shelf import BadCases, load
from knowledge.card import Language, Role

SHARED = Practice(
    language=Language.FR,
    role=Role.SELLER,
    want=Want.DRAFT,
    asked=("Réponds-lui : on tient 2,40 €.",),
    received="",
    reply="Bonjour,\n\nNous tenons 2,40 €.",
    draft="Nous tenons 2,40 €.",
)


def test_only_what_a_coach_must_add_is_missing(tmp_path: Path) -> None:
    (tmp_path / "inbox.yaml").write_text(as_cases([SHARED]), "utf-8")

    with pytest.raises(BadCases) as caught:
        load(tmp_path)
    assert [fault.field for fault in caught.value.faults] == ["good", "bad", "principles"]


def test_completed_it_is_a_case_from_practice(tmp_path: Path) -> None:
    [entry] = yaml.safe_load(as_cases([SHARED]))
    done = entry | {"good": ["Tient le prix"], "bad": ["Cède"], "principles": ["P12"]}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump([done], allow_unicode=True), "utf-8")
    (case,) = load(tmp_path)

    assert (case.origin, case.text) == ("practice", SHARED.asked[0])
    assert SHARED.reply in case.note


async def _stored(url: str) -> None:
    journal = await open_journal(url, lambda: datetime(2026, 11, 24, tzinfo=UTC))
    ask = Ask(texts=SHARED.asked, today=date(2026, 11, 24))
    row = await journal.record(1, 1, 0, ask, update_ids=(1,))
    assert row is not None
    await journal.share(1, row.id, SHARED)
    await journal.close()


def test_the_command_reads_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'accord.db'}"
    asyncio.run(_stored(url))
    monkeypatch.setenv("ACCORD_DATABASE", url)

    assert main(Namespace(out=None)) == 0
    out, told = capsys.readouterr()
    assert yaml.safe_load(out)[0]["text"] == SHARED.asked[0]
    assert told == "1 shared\n"


def test_a_database_out_of_reach_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "accord.db").write_bytes(b"no database" * 500)
    monkeypatch.setenv("ACCORD_DATABASE", f"sqlite:///{tmp_path / 'accord.db'}")

    assert main(Namespace(out=None)) == 2
    assert capsys.readouterr().err
