"""What coaches marked: taken in once, refused where it belongs elsewhere, counted by scorer."""

import argparse
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from eval.annotate import blind_votes, disputed, lines_of, merge, read, read_export, splits
from eval.annotate_command import add_arguments, main
from eval.errors import EvalError
from eval.record import Verdict
from eval.run_folder import ANNOTATIONS, Meta, Run, save_run
from tests.eval.cases import answer, case, verdict

LEAK, TONE = verdict(0, quote="3.90"), verdict(1, scorer="judge:fair", judge="j")
EARLY, LATE = "2026-05-01T09:00:00Z", "2026-05-01T11:30:00+02:00"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    meta = Meta(
        id="r1", at=datetime(2026, 5, 1, tzinfo=UTC), today=date(2026, 5, 1),
        subject="coach", suite="smoke", model="none",
    )  # fmt: skip
    found = Run(tmp_path / "r1", meta, (case(),), (answer(),), (LEAK, TONE))
    save_run(found)
    return found


def mark(word: str, of: Verdict = LEAK, at: str = EARLY) -> dict[str, str]:
    return {"finding_id": of.id, "verdict": word, "comment": "why", "at": at}


def told(word: str, key: str = "P10", at: str = EARLY) -> dict[str, Any]:
    return {"case": "seller-glue-en", "repeat": 0, "key": key, "verdict": word, "at": at}


MISSED = {
    "case": "seller-glue-en", "repeat": 0, "principle": "P12",
    "quote": "We hold", "comment": "Nothing in return", "at": EARLY,
}  # fmt: skip


def export(folder: Path, coach: str = "ana", **changes: Any) -> Path:
    entry = {"schema": 1, "run_id": "r1", "report_sha256": "0", "coach": coach, "blind": True}
    path = folder / f"{coach}-{len(list(folder.glob('*.json')))}.json"
    path.write_text(json.dumps(entry | changes), "utf-8")
    return path


def annotate(run: Run, *files: Path) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return main(parser.parse_args([str(run.folder), "--import", *map(str, files)]))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"run_id": "r2"}, "this is of run r2, not of r1"),
        ({"annotations": [mark("agree") | {"finding_id": "0" * 16}]}, "has no finding 0000"),
        ({"blind_answers": [told("violated") | {"case": "x"}]}, "no answer 0 to x"),
        ({"missed": [MISSED | {"repeat": 7}]}, "no answer 7 to seller"),
        ({"annotations": [mark("maybe")]}, "annotations.0.verdict"),
        ({"annotations": [mark("agree", at="2026-05-01T09:00:00")]}, "annotations.0.at"),
        ({"schema": 2}, "schema"),
        ({"coach": ""}, "coach"),
    ],
)
def test_what_does_not_belong_here_is_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, changes: dict[str, Any], sentence: str
) -> None:
    good = export(tmp_path, annotations=[mark("agree")])

    with pytest.raises(EvalError, match=sentence):
        annotate(run, good, export(tmp_path, **changes))
    assert not (run.folder / ANNOTATIONS).exists()


def test_a_missing_file_is_one_sentence(run: Run, tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"none\.json: No such file"):
        annotate(run, tmp_path / "none.json")


def test_taking_a_file_in_twice_changes_nothing(run: Run, tmp_path: Path) -> None:
    path = export(
        tmp_path, annotations=[mark("agree")], blind_answers=[told("violated")], missed=[MISSED]
    )
    assert annotate(run, path) == 0
    once = (run.folder / ANNOTATIONS).read_bytes()
    assert annotate(run, path, path) == 0

    assert (run.folder / ANNOTATIONS).read_bytes() == once
    assert [line.kind for line in read(run.folder)] == ["blind", "mark", "missed"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_mark_counts_and_the_oldest_blind_answer(
    run: Run, tmp_path: Path, *, newest_first: bool
) -> None:
    # 11:30 in Paris is 09:30 in UTC: later than nine, though not as a text.
    files = [
        export(
            tmp_path, annotations=[mark("disagree", at=LATE)],
            blind_answers=[told("respected", at=LATE)],
        ),
        export(
            tmp_path, annotations=[mark("agree")], blind_answers=[told("violated")],
        ),
    ]  # fmt: skip
    for path in files if newest_first else reversed(files):
        annotate(run, path)

    assert [getattr(line, "verdict", "") for line in read(run.folder)] == ["violated", "disagree"]


def test_coaches_stand_side_by_side_and_where_they_differ_is_shown(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    annotate(
        run,
        export(tmp_path, annotations=[mark("agree"), mark("disagree", TONE)], missed=[MISSED]),
        export(tmp_path, "bo", annotations=[mark("disagree"), mark("unsure", TONE)]),
    )
    lines = read(run.folder)

    assert len(lines) == 5
    assert [dict(split.words) for split in splits(lines)] == [{"ana": "agree", "bo": "disagree"}]
    out = capsys.readouterr().out
    assert "5 annotations of 2 coaches, 0 blind, 5 new" in out
    assert "ana: agree, bo: disagree" in out
    assert "Nothing in return" in out


def test_what_each_scorer_is_disputed_for(run: Run, tmp_path: Path) -> None:
    lines = [
        line
        for coach, leak, tone in (("a", "agree", "disagree"), ("b", "disagree", "unsure"))
        for line in lines_of(
            read_export(export(tmp_path, coach, annotations=[mark(leak), mark(tone, TONE)]), run)
        )
    ]

    assert [
        (one.scorer, one.disagree.value, one.disagree.n, one.unsure)
        for one in disputed(lines, run.verdicts)
    ] == [("judge:fair · j", 1.0, 1, 1), ("private_leak", 0.5, 2, 0)]


def test_only_what_was_said_blind_counts_as_blind(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = [told("violated"), told("cannot_tell", "P12")]
    annotate(
        run,
        export(tmp_path, blind_answers=answers),
        export(tmp_path, "bo", blind=False, blind_answers=answers),
    )

    assert blind_votes(read(run.folder)) == {("seller-glue-en", 0, "P10"): {"ana": 1}}
    assert "bo: answers that were not given blind are left out" in capsys.readouterr().out


def test_two_of_two_minds_about_an_answer(run: Run, tmp_path: Path) -> None:
    lines = merge(
        line
        for coach, word in (("ana", "violated"), ("bo", "respected"), ("cy", "cannot_tell"))
        for line in lines_of(read_export(export(tmp_path, coach, blind_answers=[told(word)]), run))
    )

    assert [(split.what, dict(split.words)) for split in splits(lines)] == [
        ("seller-glue-en (0) P10", {"ana": "violated", "bo": "respected"})
    ]


def test_broken_annotations_are_one_sentence(run: Run) -> None:
    (run.folder / ANNOTATIONS).write_text("{}\n", "utf-8")

    with pytest.raises(EvalError, match="annotations"):
        read(run.folder)
