"""The command-line contract: JSON Lines in, JSON Lines out, one bad line never stops the rest."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.ask_command import answer_lines, ask_file
from bot.coach.coach import Coach
from bot.settings import Settings
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
