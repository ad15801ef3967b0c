"""What the page is built from: the numbers of the summary, quotes found again, no live text."""

import json
import re
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.annotate import MarkLine
from eval.report.answers import evidence, of_answers, with_evidence
from eval.report.build import Beside, data_of, page, texts
from eval.run_folder import save_run
from eval.scorers import PAIR_SCORERS, SCORERS
from eval.summary import code_only, summarise
from knowledge.card import Language
from tests.eval.cases import answer, case, verdict
from tests.eval.report.runs import big, run_of

HOSTILE = "</script><script>document.title='x'</script><img src=x onerror=alert(1)> <!-- \u2028"


def test_the_numbers_are_those_of_the_summary() -> None:
    run = big(60)
    data, summary = data_of(run), summarise(run)

    shown = {one["name"]: (one["n"], one["unscored"]) for one in data["principles"]}
    assert shown == {one.name: (one.estimate.n, one.unscored) for one in summary.principles}
    assert [one["faults"] for one in data["hard"]] == [one.faults for one in summary.hard]
    assert data["counts"]["answers"] == summary.answers


def test_the_worst_answers_come_first_and_hints_after_what_counts() -> None:
    cases = tuple(case(id=name) for name in ("a", "b", "c", "d", "e", "f", "g"))
    run = run_of(
        cases,
        (*(answer(one) for one in "abcdef"), answer("g", error="timeout")),
        (
            verdict(1, "a"),
            verdict(0, "b", scorer="judge:fair", judge="m", principles=("P12",)),
            verdict(1, "b"),
            verdict(0, "c", scorer="length"),
            verdict(0, "d", scorer="forbidden_words"),
            verdict(0, "e"),
            verdict(None, "f", reason="abstained"),
        ),
    )
    found = [(one["case"], one["grade"]) for one in data_of(run)["answers"]]

    assert found == [
        ("e", "hard"),
        ("d", "forbidden"),
        ("c", "fault"),
        ("g", "error"),
        ("b", "hint"),
        ("f", "untold"),
        ("a", "pass"),
    ]


def test_a_blind_page_has_an_order_that_tells_nothing() -> None:
    run = big(40)
    ids = [one["id"] for one in data_of(run)["answers"]]
    blind = [one["id"] for one in data_of(run, blind=True)["answers"]]

    assert sorted(ids) == sorted(blind)
    assert ids != blind
    assert blind == [one["id"] for one in data_of(big(40), blind=True)["answers"]]


def test_a_fault_whose_quote_is_not_in_the_answer_counts_nowhere() -> None:
    run = run_of(
        (case(),),
        (answer(draft="We hold 4.20\u202f€ “firmly”."),),
        (verdict(0, quote="We give up"), verdict(0, scorer="blame_words", quote='"firmly"')),
    )
    data = data_of(run)
    by_scorer = {one["scorer"]: one for one in data["answers"][0]["v"]}

    assert data["hard"][0]["n"] == 0
    assert by_scorer["private_leak"]["value"] is None
    assert by_scorer["private_leak"]["lost"] is True
    assert by_scorer["private_leak"]["id"] == run.verdicts[0].id
    assert by_scorer["blame_words"]["value"] == 0
    assert by_scorer["blame_words"]["quote"] == "firmly"


def test_evidence_may_be_short_where_it_is_exact() -> None:
    assert evidence("9 %", ("it is 9 % now",)) == "9 %"
    assert evidence("8 %", ("it is 9 % now",)) == ""


def test_disagreements_are_told() -> None:
    leak = verdict(0, scorer="blame_words")
    run = with_evidence(
        run_of(
            (case(),),
            (answer(),),
            (leak, verdict(1, scorer="judge:faithful", key="P10", judge="m")),
        )
    )
    at = run.meta.at

    def mark(coach: str, word: str) -> MarkLine:
        return MarkLine.model_validate(
            {"coach": coach, "blind": False, "finding_id": leak.id, "verdict": word, "at": at}
        )

    [one] = of_answers(run, code_only, (mark("Ana", "agree"), mark("Bo", "disagree")))
    [alone] = of_answers(run, code_only, (mark("Ana", "agree"), mark("Bo", "unsure")))

    assert one["against"] == ["P10"]
    assert one["split"] is True
    assert "split" not in alone
    assert [m["coach"] for v in one["v"] for m in v.get("marks", ())] == ["Ana", "Bo"]


def test_a_change_says_whether_it_is_shown() -> None:
    run, worse = big(200, name="new"), big(200, name="old")
    kept = tuple(one.model_copy(update={"value": 1, "quote": ""}) for one in worse.verdicts)
    previous = run_of(worse.cases, worse.transcripts, kept, name="old")

    found = data_of(run, Beside(previous=previous))
    same = data_of(run, Beside(previous=big(200, name="old")))

    assert found["changes"]["no_fault"]["shown"] is True
    assert found["changes"]["no_fault"]["value"] < 0
    assert not any(one["shown"] for one in same["changes"].values())
    assert [one["id"] for one in found["runs"]] == ["new", "old"]


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_one_file_without_network_and_no_text_ends_its_data(
    language: Language,
) -> None:
    run = run_of((case(text=HOSTILE),), (answer(reply=HOSTILE),), (verdict(1),))
    html = page(data_of(run), language)
    data = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)

    assert json.loads(data[0])["answers"][0]["reply"] == HOSTILE
    assert html.count("<script") == 3
    assert "default-src 'none'" in html
    assert not re.search(r"(?:src|href)=[\"']?https?:|url\(|@import", html)
    assert "%%" not in html


def test_no_script_writes_html() -> None:
    html = page(data_of(big(4)), Language.EN)

    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", html)


def holes(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_say_the_same_things() -> None:
    french, english = texts(Language.FR), texts(Language.EN)

    for section in french.keys() | english.keys():
        assert french[section].keys() == english[section].keys()
        for name, text in french[section].items():
            assert holes(text) - {"n"} == holes(english[section][name]) - {"n"}, name


def test_french_has_its_narrow_spaces() -> None:
    for section in texts(Language.FR).values():
        for text in section.values():
            assert not re.search(r"[^\s\u202f\u00a0?!«][;!?](?:\s|$)| [;:!?»%]|« |'", text), text


@pytest.mark.parametrize("section", ["scorer", "measures", "blind_to"])
def test_every_scorer_has_its_words(section: str) -> None:
    names = {one.name for one in SCORERS} | {one.name for one in PAIR_SCORERS}

    assert names - texts(Language.FR)[section].keys() == set()


def test_the_command_writes_a_page_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "run"
    run = big(6)
    save_run(type(run)(folder, run.meta, run.cases, run.transcripts, run.verdicts))

    assert main(["report", str(folder), "--lang", "en", "-o", str(tmp_path / "r.html")]) == 0
    assert '<html lang="en">' in (tmp_path / "r.html").read_text("utf-8")
    assert main(["report", str(folder), "--previous", str(folder), "--blind"]) == 0
    assert (folder / "report-blind.html").is_file()
    capsys.readouterr()
    assert main(["report", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["answers"] == 6
    assert main(["report", str(tmp_path)]) == 2
