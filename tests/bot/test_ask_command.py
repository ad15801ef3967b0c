"""The command-line contract: JSON Lines in, JSON Lines out, one bad line never stops the rest."""

import io
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.ask_command import answer_lines, ask_file
from bot.coach.coach import Coach
from bot.settings import Settings
from bot.wiring import has_database, open_deals
from knowledge.card import Language
from knowledge.deals import PastDeal
from tests.fakes import AwayModel, Shelf

FIELDS = {
    "id", "want", "reply", "draft", "questions", "declined", "citations", "findings", "amounts",
    "understood", "composed", "model", "ms", "tokens",
}  # fmt: skip


async def run(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    coach = Coach(AwayModel(), Shelf("A12"))
    code = await answer_lines(lines, coach, out, today=lambda: date(2026, 11, 24))
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


async def test_every_line_gets_one_answer_in_order() -> None:
    code, answers = await run(
        '{"id": "1", "role": "seller", "lang": "en", "want": null, "text": "they want 10% off"}',
        '{"id": 2, "text": "Comment répondre à un refus ?", "nobody_knows": 1}',
    )

    assert code == 0
    assert [a["id"] for a in answers] == ["1", 2]
    assert set(answers[0]) == FIELDS
    assert answers[0]["questions"]
    assert answers[1]["want"] == "question"


async def test_a_bad_line_gives_its_error_and_the_rest_goes_on() -> None:
    code, answers = await run(
        "not json",
        '{"id": "b"}',
        '{"id": "c", "text": ""}',
        '{"id": "d", "text": "hello", "role": "umpire"}',
        '{"id": "e", "text": "they want 10% off"}',
    )

    assert code == 1
    assert [a["id"] for a in answers] == [None, "b", "c", "d", "e"]
    assert all("error" in a for a in answers[:4])
    assert "error" not in answers[4]


async def test_an_error_never_repeats_what_was_sent() -> None:
    _, answers = await run('{"id": "x", "text": 1130, "private": "0.395"}')

    assert "1130" not in str(answers[0]["error"])
    assert "0.395" not in str(answers[0]["error"])


async def test_given_private_facts_are_kept_out_of_the_draft() -> None:
    line = {
        "id": "p",
        "role": "buyer",
        "lang": "en",
        "want": "draft",
        "text": "Answer him, I want €1,095.",
        "incoming": "We have to move to €1,180. Best, Marta",
        "facts": ["600 t a year"],
        "private": ["walk-away €1,130"],
    }

    _, answers = await run(json.dumps(line))

    draft = str(answers[0]["draft"])
    assert "1,095" in draft
    assert "600 t" in draft
    assert "1,130" not in draft
    assert "1,130" in str(answers[0]["understood"])


async def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, ACCORD_MODEL="none", ACCORD_DATA=tmp_path)

    assert await ask_file(str(tmp_path / "nothing.jsonl"), settings) == 2


async def test_bytes_that_are_no_text_spoil_their_line_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(_env_file=None, ACCORD_MODEL="none", ACCORD_DATA=tmp_path)
    asks = tmp_path / "asks.jsonl"
    asks.write_bytes(b'{"id": 1, "text": "\xff\xfe"}\n{"id": 2, "text": "What is a BATNA?"}\n')

    assert await ask_file(str(asks), settings) == 1

    spoiled, fine = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "error" in spoiled
    assert fine["id"] == 2
    assert "B05" in fine["citations"]


async def test_a_model_name_that_says_nothing_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asks = tmp_path / "asks.jsonl"
    asks.write_text("")
    settings = Settings(_env_file=None, ACCORD_MODEL="hf:bad", ACCORD_DATA=tmp_path)

    assert await ask_file(str(asks), settings) == 2

    assert "hf:" in capsys.readouterr().err


RECALL = '{{"id": 1, "user": {user}, "text": "What did we agree with Northwind?"}}\n'


def settings(folder: Path) -> Settings:
    return Settings(_env_file=None, ACCORD_MODEL="none", ACCORD_DATA=folder)


def a_deal(owner: str, deal_id: str) -> PastDeal:
    return PastDeal(
        owner=owner,
        id=deal_id,
        day=date(2026, 3, 12),
        language=Language.EN,
        counterpart="Northwind",
        subject="Freight rates",
        outcome="Rates held for 12 months.",
    )


async def rows_of(url: str, *owners: str) -> list[tuple[PastDeal, ...]]:
    async with open_deals(url) as deals:
        return [await deals.book.page(owner, start=0, count=9) for owner in owners]


async def asked(folder: Path, user: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    asks = folder / "asks.jsonl"
    asks.write_text(RECALL.format(user=user))
    assert await ask_file(str(asks), settings(folder)) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


@pytest.mark.parametrize(("user", "cited"), [('"ann"', "deal:a"), ('"bob"', "deal:b"), ("7", "")])
async def test_a_user_recalls_their_own_deals_and_nobody_else_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], user: str, cited: str
) -> None:
    async with open_deals(settings(tmp_path).database_url) as deals:
        await deals.book.add(a_deal("ann", "a"))
        await deals.book.add(a_deal("bob", "b"))

    answer = await asked(tmp_path, user, capsys)

    assert answer["citations"] == ([cited] if cited else [])
    assert ("Rates held" in str(answer["reply"])) is bool(cited)
    assert answer["draft"] is None


async def test_a_user_may_be_a_number(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_deals(settings(tmp_path).database_url) as deals:
        await deals.book.add(a_deal("7", "a"))

    assert (await asked(tmp_path, "7", capsys))["citations"] == ["deal:a"]


async def test_a_batch_stores_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = settings(tmp_path).database_url
    async with open_deals(url) as deals:
        await deals.book.add(a_deal("ann", "a"))
    before = await rows_of(url, "ann", "bob")
    lines = [
        {
            "id": 1,
            "user": "ann",
            "text": "Prep my call with Northwind: they ask €12, we offer €10",
        },
        {"id": 2, "user": "bob", "text": "Deal closed with Northwind at €12. I gave 24 months."},
    ]
    asks = tmp_path / "asks.jsonl"
    asks.write_text("\n".join(map(json.dumps, lines)))

    assert await ask_file(str(asks), settings(tmp_path)) == 0

    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert "deal:a" in first["citations"]
    assert second["want"] == "debrief"
    assert await rows_of(url, "ann", "bob") == before
    assert await journal_counts(url) == {"asks": 0, "answers": 0, "deals": 1}


async def journal_counts(url: str) -> dict[str, int]:
    tables = ("asks", "answers", "deals")
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database:
        return {
            name: database.execute(f"select count(*) from {name}").fetchone()[0]  # noqa: S608
            for name in tables
        }


async def test_without_a_database_nothing_is_recalled_and_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = await asked(tmp_path, '"ann"', capsys)

    assert answer["citations"] == []
    assert not has_database(settings(tmp_path))


async def test_a_database_that_cannot_be_used_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / settings(tmp_path).database_url.rsplit("/", 1)[1]
    file.write_bytes(b"This is no database at all. " * 100)
    asks = tmp_path / "asks.jsonl"
    asks.write_text(RECALL.format(user='"ann"'))

    assert await ask_file(str(asks), settings(tmp_path)) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert "Traceback" not in told.err
