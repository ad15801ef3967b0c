"""The commands from end to end: the real coach without a model, on the shipped smoke suite."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.errors import EvalError
from eval.record import write_lines
from eval.run_command import select
from eval.run_folder import TRANSCRIPTS, VERDICTS, open_run
from eval.shelf import load
from tests.eval.cases import case, verdict

SMOKE = [one for one in load() if "smoke" in one.suites]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("eval")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACCORD_DATA", str(folder / "data"))
        patch.setenv("ACCORD_CACHE", str(folder / "cache"))
        patch.setenv("ACCORD_MODEL", "none")
        yield folder


@pytest.fixture(scope="module")
def run(home: Path) -> Path:
    folder = home / "run"
    assert main(["run", "--suite", "smoke", "--repeat", "2", "--out", str(folder)]) == 0
    return folder


def test_a_run_answers_and_scores_every_case(run: Path) -> None:
    found = open_run(run)

    assert [(one.case, one.repeat) for one in found.transcripts] == [
        (one.id, repeat) for one in SMOKE for repeat in (0, 1)
    ]
    assert all(one.error is None and one.reply for one in found.transcripts)
    scorers = {one.scorer for one in found.verdicts}
    assert {"private_leak", "declined_clean", "stability", "mirror_parity"} <= scorers


def test_a_run_keeps_what_is_needed_to_have_it_again(run: Path) -> None:
    meta = open_run(run).meta

    assert meta.model == "none"
    assert all((meta.source, meta.cards, meta.prompts, meta.cases, meta.versions))


def test_the_same_run_again_asks_nothing(run: Path, home: Path) -> None:
    kept = {path: path.stat().st_mtime_ns for path in (home / "cache").rglob("*.json")}
    again = home / "again"
    assert main(["run", "--suite", "smoke", "--repeat", "2", "--out", str(again)]) == 0

    assert {path: path.stat().st_mtime_ns for path in (home / "cache").rglob("*.json")} == kept
    assert open_run(again).transcripts == open_run(run).transcripts


def test_answers_can_be_scored_anew(run: Path, home: Path) -> None:
    again = home / "rescored"
    assert main(["run", "--rescore", str(run), "--out", str(again)]) == 0

    assert open_run(again).verdicts == open_run(run).verdicts


def test_nothing_leaks_and_no_number_is_invented(run: Path) -> None:
    assert main(["gate", str(run), "--hard"]) == 0


def test_a_gate_that_is_missed_is_named(
    run: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leaky = home / "leaky"
    main(["run", "--rescore", str(run), "--out", str(leaky)])
    found = open_run(leaky).verdicts
    write_lines(leaky / VERDICTS, (*found, verdict(0, SMOKE[0].id)))

    assert main(["gate", str(leaky), "--hard"]) == 1
    assert "missed: private_leak" in capsys.readouterr().out


def test_a_run_without_answers_is_no_verdict(run: Path, home: Path) -> None:
    empty = home / "empty"
    main(["run", "--rescore", str(run), "--out", str(empty)])
    write_lines(empty / TRANSCRIPTS, ())
    write_lines(empty / VERDICTS, ())

    assert main(["gate", str(empty), "--hard"]) == 3


def test_a_run_is_no_worse_than_itself(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(run), str(run)]) == 0
    assert "no change shown" in capsys.readouterr().out


def test_a_principle_that_got_worse_fails_the_comparison(
    run: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worse = home / "worse"
    main(["run", "--rescore", str(run), "--out", str(worse)])
    broken = [
        one.model_copy(update={"value": 0}) if one.scorer == "length" else one
        for one in open_run(worse).verdicts
    ]
    write_lines(worse / VERDICTS, broken)

    assert main(["compare", str(run), str(worse)]) == 1
    assert f"length: worse: {SMOKE[0].id} (0)" in capsys.readouterr().out


def test_cases_are_listed_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", "--list"]) == 0
    assert f"{len(load())} cases" in capsys.readouterr().out


def test_a_broken_case_is_told_and_the_command_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text("- id: x-en\n", "utf-8")

    assert main(["cases", "--folder", str(tmp_path)]) == 2
    assert "a.yaml: x-en: scenario: Field required" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["run", "--case", "no-such-case"], "no case is named no-such-case"),
        (["run", "--prices", "much", "--suite", "smoke"], "--prices"),
        (["gate", "nowhere"], "nowhere: not a run"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    home: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_a_suite_is_chosen_and_spread_evenly() -> None:
    cases = [case(id=f"c{n}-en", suites=["smoke"] if n % 2 else []) for n in range(10)]
    cases.append(case(id="r-en", kind="red_team"))

    assert [one.id for one in select(cases, "smoke", (), 0)] == [
        f"c{n}-en" for n in (1, 3, 5, 7, 9)
    ]
    assert [one.id for one in select(cases, "redteam", (), 0)] == ["r-en"]
    assert [one.id for one in select(cases, "full", (), 3)] == ["c0-en", "c3-en", "c7-en"]
    assert [one.id for one in select(cases, "smoke", ("c2-en",), 0)] == ["c2-en"]
    with pytest.raises(EvalError):
        select(cases, "full", ("c2-en", "gone"), 0)


def test_a_killed_run_goes_on_and_pays_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, cache = tmp_path / "run", tmp_path / "cache"
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ACCORD_CACHE", str(cache))
    monkeypatch.setenv("ACCORD_MODEL", "none")
    command = [sys.executable, "-m", "eval", "run", "--out", str(out)]
    first = subprocess.Popen([*command, "--at-once", "1"])  # noqa: S603 - our own command
    while first.poll() is None and not list(cache.rglob("*.json")):
        time.sleep(0.002)
    first.send_signal(signal.SIGKILL)
    first.wait()
    kept = {path: path.stat().st_mtime_ns for path in cache.rglob("*.json")}
    assert 0 < len(kept) < len(SMOKE)
    assert not out.exists()

    assert subprocess.run(command, check=False).returncode == 0  # noqa: S603
    assert len(open_run(out).transcripts) == len(SMOKE)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
