import io
import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import shelf
from knowledge.__main__ import main
from knowledge.library import KnowledgeLibrary
from tests.knowledge.cards import write_pair


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def ids_in(result: dict[str, object]) -> list[str]:
    cards = result["cards"]
    assert isinstance(cards, list)
    return [card["id"] for card in cards]


def exit_code(arguments: Sequence[str]) -> object:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return left.value.code


def test_questions_come_back_in_order_with_their_cards(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = (
        '{"id": "q1", "text": "qui annonce le prix en premier", "lang": "fr", "mood": 1}\n'
        "\n"
        '{"id": 2, "text": "should I name my price first", "role": "seller"}\n'
        '{"id": "q3", "text": "recette de la blanquette", "lang": "fr"}\n'
        '{"id": "q4", "text": "jak mogę uzyskać rabat od dostawcy"}\n'
        '{"id": "q5", "text": "price", "lang": "pl"}\n'
    )
    (data / "asked.jsonl").write_text(asked, "utf-8")

    code = main(["search", "--jsonl", "asked.jsonl", "-k", "3"])

    shown = capsys.readouterr()
    results = lines_of(shown.out)
    assert code == 0
    assert [result["id"] for result in results] == ["q1", 2, "q3", "q4", "q5"]
    assert ids_in(results[0])[0] == ids_in(results[1])[0] == "B16"
    assert len(ids_in(results[0])) == 3
    assert [ids_in(result) for result in results[2:]] == [[], [], []]
    assert results[0].keys() == {"id", "cards", "ms"}
    assert "« " not in shown.err


def test_a_bad_line_tells_why_and_the_rest_goes_on(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "42000"
    given = (
        b"not json\n"
        b"[1]\n"
        b'{"id": "no-text"}\n'
        b'{"id": "role", "text": "price ' + secret.encode() + b'", "role": "agent"}\n'
        b'{"id": "\xff", "text": "price"}\n'
        b'{"id": "fine", "text": "name my price first", "lang": "en"}\n'
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))

    code = main(["search", "--jsonl", "-"])

    shown = capsys.readouterr()
    results = lines_of(shown.out)
    assert code == 1
    assert [result["id"] for result in results] == [None, None, "no-text", "role", None, "fine"]
    assert all("error" in result for result in results[:5])
    assert results[2]["error"] == "text: Field required"
    assert str(results[3]["error"]).startswith("role: Input should be 'seller'")
    assert secret not in shown.out + shown.err
    assert ids_in(results[5])


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("search",),
        ("search", "price", "--jsonl", "-"),
        ("search", "price", "-k", "0"),
        ("search", "price", "-k", "many"),
        ("search", "price", "--lang", "pl"),
        ("show",),
        ("dance",),
    ],
)
def test_wrong_usage_ends_with_2(data: Path, arguments: Sequence[str]) -> None:
    assert exit_code(arguments) == 2


def test_a_file_that_is_not_there_is_wrong_usage(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "--jsonl", "nowhere.jsonl"]) == 2
    assert capsys.readouterr().err == "There is no file nowhere.jsonl.\n"


def test_a_question_is_answered_on_the_terminal(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["search", "il exige une remise", "--lang", "fr", "--role", "seller", "-k", "2"])

    shown = capsys.readouterr().out.splitlines()
    assert code == 0
    assert len(shown) == 2
    score, card_id, _ = shown[0].split("  ", 2)
    assert 0 < float(score) < 1
    assert card_id in shelf.load_shelf().ids


@pytest.mark.parametrize(
    "text", ["recette de la blanquette de veau", "jak mogę uzyskać rabat od dostawcy"]
)
def test_a_question_without_an_answer_says_so(
    data: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    assert main(["search", text]) == 0

    shown = capsys.readouterr()
    assert shown.out == ""
    assert "No card answers this." in shown.err


def test_a_search_beside_a_running_bot_uses_a_copy(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = KnowledgeLibrary(data / "index")
    running.load()

    with closing(running):
        code = main(["search", "name my price first"])

    shown = capsys.readouterr()
    assert code == 0
    assert "B16" in shown.out
    assert "searching in a copy" in shown.err


def test_a_reindex_beside_a_running_bot_is_refused(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    running = KnowledgeLibrary(data / "index")
    running.load()

    with closing(running):
        code = main(["reindex"])

    assert code == 1
    assert "Another process works on the index" in capsys.readouterr().err


def test_reindex_builds_an_index_that_search_can_use(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = data / "vectors.npz"
    write_pair(data)
    small = shelf.read_shelf(data)
    monkeypatch.setattr("knowledge.__main__.load_shelf", lambda: small)
    monkeypatch.setattr("knowledge.library.load_shelf", lambda: small)

    code = main(["reindex", "--ship", str(shipped)])

    told = capsys.readouterr().err
    assert code == 0
    assert "1 cards are indexed." in told
    assert shipped.exists()
    assert main(["search", "refuser", "--lang", "fr"]) == 0
    assert "B10" in capsys.readouterr().out


def test_the_command_starts_as_a_program(data: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "knowledge", "show", "B16", "--lang", "fr"],
        capture_output=True,
        check=True,
    )

    assert told.stdout.decode("utf-8").startswith("B16  ")
