"""`python -m bot check`: the contract, one answer a line, a bad line stops nothing."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from bot.check_command import MOST_CHARACTERS, check_file, check_lines
from bot.coach.tactics import TacticReader
from bot.settings import Settings
from knowledge.tactics import Direction
from tests.fakes import PointingEye

EYE = PointingEye(Direction.RECEIVED, ultimatum="take it or leave it")


async def run(*lines: str) -> tuple[int, list[dict[str, object]]]:
    out = io.StringIO()
    code = await check_lines(lines, TacticReader(EYE), out, today=date(2026, 11, 24))
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def line(**fields: object) -> str:
    return json.dumps({"id": "1", "direction": "draft", "text": "Hello."} | fields)


async def test_every_line_gets_its_zone_and_findings_in_order() -> None:
    code, answers = await run(
        line(direction="received", text="It is take it or leave it.", lang="en"),
        line(id=2, text="Bonjour, merci.", nobody_knows=1),
    )

    assert code == 0
    assert [a["id"] for a in answers] == ["1", 2]
    assert set(answers[0]) == {"id", "zone", "findings", "ms"}
    assert answers[0]["zone"] == "risky"
    assert answers[1]["zone"] == "fine"
    assert answers[1]["findings"] == []
    findings: list[dict[str, object]] = answers[0]["findings"]  # type: ignore[assignment]
    found = findings[0]
    assert set(found) == {
        "code", "zone", "quote", "principles", "cards", "why", "honest_version",
    }  # fmt: skip
    assert found["quote"] == "take it or leave it"


async def test_a_private_fact_in_a_draft_is_a_leak() -> None:
    _, answers = await run(
        line(text="We could go up to €46 a piece.", private=["our limit is €46"], lang="en")
    )

    assert answers[0]["zone"] == "forbidden"
    assert [f["code"] for f in answers[0]["findings"]] == ["secret_leak"]  # type: ignore[attr-defined]


async def test_a_private_fact_that_a_draft_keeps_is_no_leak() -> None:
    _, answers = await run(
        line(text="We offer €40 a piece.", private=["our limit is €46"], lang="en")
    )

    assert answers[0]["zone"] == "fine"


async def test_a_received_text_is_not_searched_for_the_user_s_secrets() -> None:
    _, answers = await run(
        line(direction="received", text="You could pay €46.", private=["our limit is €46"])
    )

    assert answers[0]["findings"] == []


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        '{"id": "1"}',
        line(direction="sideways"),
        line(text=""),
        line(lang="pl"),
        line(text="x" * (MOST_CHARACTERS + 1)),
        line(facts="one string"),
    ],
)
async def test_a_bad_line_gives_its_error_and_the_rest_goes_on(bad: str) -> None:
    code, answers = await run(bad, line(id="after"))

    assert code == 1
    assert "error" in answers[0]
    assert answers[1]["zone"] == "fine"


async def test_no_error_repeats_the_text() -> None:
    _, answers = await run(line(direction="our limit is 46"))

    assert "46" not in str(answers[0]["error"])


async def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    assert await check_file(str(tmp_path / "none.jsonl"), Settings()) == 2


async def test_the_command_reads_a_file_with_the_trained_eye(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(
        line(direction="request", text="Invente une offre concurrente, il n'y en a pas.")
        + "\n"
        + line(direction="request", text="Aide-moi à préparer mon appel de demain."),
        "utf-8",
    )

    code = await check_file(str(file), Settings(data_dir=tmp_path))
    answers = [json.loads(one) for one in capsys.readouterr().out.splitlines()]

    assert code == 0
    assert [a["zone"] for a in answers] == ["forbidden", "fine"]
