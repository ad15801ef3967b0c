"""`python -m knowledge deals`: a contract for scripts, so its lines and exit codes are kept."""

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from knowledge import embed
from knowledge.__main__ import main
from tests.bot.store.deal_values import passages_of, vectors_of

DEALS = (
    '{"user": "ann", "id": "a1", "date": "2025-03-14", "lang": "en", "role": "buyer", '
    '"counterpart": "Ames & Sons", "subject": "Oak boards", "notes": "They asked for 12 %.", '
    '"outcome": "Signed at 8 %.", "figures": ["8 %"]}\n'
    '{"user": 7, "id": 1, "date": "2025-04-02", "lang": "fr", "role": "seller", '
    '"counterpart": "Scierie Morvan", "subject": "Planches", "notes": "", "outcome": "", '
    '"figures": []}\n'
)
QUESTIONS = (
    '{"id": "q1", "user": "ann", "text": "what did we sign with Ames?", "mood": 1}\n'
    "\n"
    '{"id": 2, "user": "7", "text": "Scierie Morvan", "lang": "fr", "today": "2026-01-01"}\n'
    '{"id": "q3", "user": "ann", "text": "Scierie Morvan"}\n'
    '{"id": "q4", "user": "nobody", "text": "Ames"}\n'
)
SECRET = "42000"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors without meaning, at once: the contract is what is tested."""
    monkeypatch.setattr(embed, "passages", lambda texts, progress=None: passages_of(texts))
    monkeypatch.setattr(embed, "query", lambda text: vectors_of(text, 1)[0])


@pytest.fixture
def ask(data: Path, capsys: pytest.CaptureFixture[str]) -> "Ask":
    return Ask(data, capsys)


class Ask:
    """Runs the command on files in the data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.told = ""

    def __call__(
        self, deals: str | bytes, *more: str, name: str = "deals.jsonl", asked: str = QUESTIONS
    ) -> tuple[int, list[dict[str, object]]]:
        """Return the exit code and what standard output holds; `told` is standard error."""
        raw = deals.encode() if isinstance(deals, str) else deals
        (self.folder / name).write_bytes(raw)
        (self.folder / "asked.jsonl").write_text(asked, "utf-8")
        code = main(["deals", "--import", name, "--jsonl", "asked.jsonl", *more])
        shown = self._capsys.readouterr()
        self.told = shown.err
        return code, [json.loads(line) for line in shown.out.splitlines()]


def ids_of(result: dict[str, object]) -> list[str]:
    deals = result["deals"]
    assert isinstance(deals, list)
    assert all(deal.keys() == {"id", "score"} for deal in deals)
    return [deal["id"] for deal in deals]


def test_questions_come_back_in_order_with_the_deals_of_their_user(ask: Ask) -> None:
    code, results = ask(DEALS)

    assert code == 0
    assert [result["id"] for result in results] == ["q1", 2, "q3", "q4"]
    assert all(result.keys() == {"id", "deals", "ms"} for result in results)
    assert [ids_of(result) for result in results] == [["a1"], ["1"], [], []]


def test_at_most_k_deals_come(ask: Ask) -> None:
    deals = "".join(DEALS.splitlines(keepends=True)[0].replace("a1", f"a{n}") for n in range(4))

    _, results = ask(deals, "-k", "2")

    assert len(ids_of(results[0])) == 2


def test_a_table_is_imported_as_well(ask: Ask) -> None:
    table = "Utilisateur;Date;Interlocuteur\nann;14/03/2025;Ames & Sons\n"

    code, results = ask(table, name="deals.csv")

    assert code == 0
    assert len(ids_of(results[0])) == 1


def test_a_bad_question_tells_why_and_the_rest_goes_on(ask: Ask) -> None:
    asked = (
        "not json\n"
        "[1]\n"
        '{"id": "no-user", "text": "Ames"}\n'
        f'{{"id": "today", "user": "ann", "text": "Ames {SECRET}", "today": "{SECRET}"}}\n'
        '{"id": "fine", "user": "ann", "text": "Ames", "lang": "pl"}\n'
    )

    code, results = ask(DEALS, asked=asked)

    assert code == 1
    assert [result["id"] for result in results] == [None, None, "no-user", "today", "fine"]
    assert all("error" in result for result in results[:4])
    assert results[2]["error"] == "user: Field required"
    assert SECRET not in json.dumps(results) + ask.told
    assert ids_of(results[4]) == ["a1"]


BAD: list[tuple[str, bytes, str, str]] = [
    ("x.jsonl", b"", "holds no negotiation", "aucune négociation"),
    ("x.csv", b"PK\x03\x04\0\0", "not a text file", "pas un fichier texte"),
    ("x.jsonl", b"a" * 50_000_000, "20 MB at most", "20\u00a0Mo au plus"),
    ("x.jsonl", DEALS.encode() * 2, "Line 3, id:", "Ligne 3, identifiant"),
    ("x.jsonl", DEALS.replace("2025-04-02", "2025-02-30").encode(), "Line 2, date:", "Ligne 2"),
    ("x.jsonl", DEALS.encode("cp1252") + b'{"a": "\xe9"}', "Line 3: the accents", "Ligne 3"),
    ("x.jsonl", DEALS.replace("seller", "agent").encode(), "Line 2, role:", "Ligne 2, rôle"),
    ("x.jsonl", DEALS.replace('"user": 7, ', "").encode(), "Line 2, user:", "Ligne 2, utilis"),
    ("x.csv", b"user,notes\nann,wood\n", "Line 1, date:", "Ligne 1, date"),
]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_file_is_told_by_line_in_both_languages_and_nothing_is_kept(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, bad: tuple[str, bytes, str, str]
) -> None:
    name, content, *sentences = bad
    store = ("--store", f"sqlite:///{ask.folder / 'kept.db'}")
    for language, sentence in zip(("en", "fr"), sentences, strict=True):
        monkeypatch.setenv("ACCORD_LANG", language)

        assert ask(content, *store, name=name) == (1, [])

        assert sentence.replace("\u00a0", " ") in ask.told.replace("\u00a0", " ")
    assert not (ask.folder / "kept.db").exists()


def test_a_store_that_is_named_keeps_its_deals_for_the_next_call(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ("--store", f"sqlite:///{ask.folder / 'kept.db'}")
    ask(DEALS, *store)

    code = main(["deals", "--jsonl", "asked.jsonl", *store])

    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (code, ids_of(first)) == (0, ["a1"])


def test_without_a_store_nothing_is_left_in_the_data_folder(ask: Ask) -> None:
    ask(DEALS)

    assert {file.name for file in ask.folder.iterdir()} == {"deals.jsonl", "asked.jsonl"}


def test_a_store_that_is_no_database_is_told(ask: Ask) -> None:
    (ask.folder / "broken.db").write_bytes(b"no database " * 1000)

    code, results = ask(DEALS, "--store", f"sqlite:///{ask.folder / 'broken.db'}")

    assert (code, results) == (2, [])
    assert "cannot be read" in ask.told or "unreadable" in ask.told


def test_an_address_that_is_none_is_not_repeated(ask: Ask) -> None:
    code, results = ask(DEALS, "--store", "postgresql://me:secret@there/deals")

    assert (code, results) == (2, [])
    assert "secret" not in ask.told


def test_questions_may_come_by_standard_input(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (ask.folder / "deals.jsonl").write_text(DEALS, "utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(QUESTIONS.encode())))

    assert main(["deals", "--import", "deals.jsonl", "--jsonl", "-"]) == 0

    assert len(capsys.readouterr().out.splitlines()) == 4


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--jsonl", "asked.jsonl"], "Name a file of deals"),
        (["--import", "nowhere.jsonl", "--jsonl", "asked.jsonl"], "no file nowhere.jsonl"),
        (["--import", "deals.jsonl", "--jsonl", "nowhere.jsonl"], "no file nowhere.jsonl"),
        (["--import", "-", "--jsonl", "-"], "Standard input can hold one of the two"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    ask: Ask, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    ask(DEALS)

    assert main(["deals", *arguments]) == 2
    assert sentence in capsys.readouterr().err


def test_a_file_without_rights_is_wrong_usage(
    ask: Ask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(DEALS)
    unreadable: Callable[[str, int], bool] = lambda path, mode: False  # noqa: E731
    monkeypatch.setattr("os.access", unreadable)  # root may read everything

    assert main(["deals", "--import", "deals.jsonl", "--jsonl", "asked.jsonl"]) == 2
    assert "check its rights" in capsys.readouterr().err


def test_a_store_that_fails_at_the_second_user_keeps_the_first_whole(ask: Ask) -> None:
    file = ask.folder / "kept.db"
    store = ("--store", f"sqlite:///{file}")
    ask("".join(DEALS.splitlines(keepends=True)[:1]), *store)
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON deals WHEN new.owner = '7' "
            "BEGIN SELECT raise(FAIL, 'full'); END"
        )

    code, results = ask(DEALS.replace("Signed", "Closed"), *store)

    assert (code, results) == (2, [])
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT id, outcome FROM deals").fetchall()
    assert rows == [("a1", "Closed at 8 %.")]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_today_at_the_end_of_the_calendar_is_refused(ask: Ask, day: str) -> None:
    line = json.dumps({"id": 1, "user": "7", "text": "hier, last year", "today": day})

    code, results = ask(DEALS, asked=f"{line}\n")

    assert code == 1
    assert "today" in str(results[0]["error"])
