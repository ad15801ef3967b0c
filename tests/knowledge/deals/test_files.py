import json
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.card import Language, Role
from knowledge.deals import MOST_DEALS, PastDeal
from knowledge.deals.files import (
    MOST_BYTES,
    read_batches,
    read_deals,
    write_deals,
)
from knowledge.errors import BadDeals

SECRET = "plancher-4711"
CSV = (
    "Date;Interlocuteur;Objet;Rôle;Chiffres;Langue;Couleur\r\n"
    '14/03/2025;Léa Prévost;"Cartons;\r\nla suite";Acheteuse;1 200 € | 3 mois;Français;bleu\r\n'
    ";;;;;;\r\n"
    "2025-04-02;Ames & Sons;Wood;seller;;en;\r\n"
)


def texts(most: int) -> st.SearchStrategy[str]:
    alphabet = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(alphabet, max_size=min(most, 40))


names = st.text(min_size=1, max_size=64).filter(lambda name: name.isprintable() and name.strip())
any_deal = st.builds(
    PastDeal,
    owner=st.just("7"),
    id=names,
    day=st.dates(),
    language=st.sampled_from(Language),
    role=st.none() | st.sampled_from(Role),
    counterpart=texts(200),
    subject=texts(200),
    notes=texts(8_000),
    outcome=texts(8_000),
    figures=st.lists(texts(120), max_size=20).map(tuple),
    lesson=texts(8_000),
)


@settings(deadline=None)
@given(st.lists(any_deal, unique_by=lambda deal: deal.id, max_size=6))
def test_what_was_written_is_read_back(deals: list[PastDeal]) -> None:
    written = write_deals(deals)

    assert read_deals("export.json", written.encode(), "7") == tuple(deals)
    assert read_deals("", written.encode(), "7") == tuple(deals)
    indented = json.dumps(json.loads(written), indent=1)
    assert read_deals("x", b"\xef\xbb\xbf" + indented.encode(), "7") == tuple(deals)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.jsonl", "a"]))
def test_no_content_raises_anything_but_bad_deals(content: bytes, name: str) -> None:
    with suppress(BadDeals):
        read_deals(name, content, "7")


@settings(deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_value_of_a_field_raises_anything_but_bad_deals(value: object) -> None:
    names = ("id", "date", "lang", "role", "counterpart", "notes", "figures", "user")
    for name in names:
        line = json.dumps({"date": "2025-01-01", name: value}).encode()
        with suppress(BadDeals):
            read_deals("x.jsonl", line, "7")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("name", ["deals.csv", "deals.CSV", "deals.txt", ""])
def test_a_table_of_a_spreadsheet_is_read(encoding: str, name: str) -> None:
    first, second = read_deals(name, CSV.encode(encoding), "7")

    assert (first.day, first.counterpart) == (date(2025, 3, 14), "Léa Prévost")
    assert (first.subject, first.role) == ("Cartons;\r\nla suite", Role.BUYER)
    assert first.figures == ("1 200 €", "3 mois")
    assert (first.language, second.language) == (Language.FR, Language.EN)
    assert (second.counterpart, second.role, second.figures) == ("Ames & Sons", Role.SELLER, ())


def test_a_table_with_commas_and_english_heads_is_read() -> None:
    content = b'DATE,Counterpart,Result,LESSON,Id\n2025-03-14,"Ames, Ltd",Signed,Wait,a1\n'

    (deal,) = read_deals("x.csv", content, "7")

    assert (deal.id, deal.counterpart, deal.outcome) == ("a1", "Ames, Ltd", "Signed")
    assert deal.lesson == "Wait"


def test_a_line_without_language_takes_that_of_its_texts() -> None:
    content = (
        b"date,notes\n"
        b"2025-03-14,They wanted a lower price and we asked for a longer contract instead\n"
        b"2025-03-14,Ils voulaient baisser le prix et nous avons demande un contrat plus long\n"
        b"2025-03-14,\n"
    )

    languages = [deal.language for deal in read_deals("x.csv", content, "7")]

    assert languages == [Language.EN, Language.FR, Language.FR]


def test_a_line_whose_texts_tell_no_language_takes_that_of_the_user_and_keeps_its_id() -> None:
    content = (
        b"date,subject,notes\n"
        b"2025-03-14,sheet metal,\n"
        b"2025-03-14,tole,Ils voulaient baisser le prix et nous avons demande plus long\n"
    )

    english = read_deals("x.csv", content, "7", Language.EN)
    french = read_deals("x.csv", content, "7", Language.FR)

    assert [deal.language for deal in english] == [Language.EN, Language.FR]
    assert [deal.language for deal in french] == [Language.FR, Language.FR]
    assert [deal.id for deal in english] == [deal.id for deal in french]


def test_two_lines_without_id_that_differ_in_their_language_alone_are_two_deals() -> None:
    content = b"date,subject,lang\n2025-03-14,Wood,en\n2025-03-14,Wood,fr\n"

    first, second = read_deals("x.csv", content, "7")

    assert first.id != second.id


@pytest.mark.parametrize("name", ["x.csv", "x.jsonl"])
def test_a_line_without_id_is_named_the_same_at_every_import(name: str) -> None:
    content = {
        "x.csv": b"date,subject\n2025-03-14,Wood\n2025-03-14,Wood\n2025-03-15,Wood\n",
        "x.jsonl": b'{"date": "2025-03-14", "subject": "Wood"}\n' * 2
        + b'{"date": "2025-03-15", "subject": "Wood", "id": null}\n',
    }[name]

    ids = [deal.id for deal in read_deals(name, content, "7")]

    assert len(set(ids)) == 3
    assert ids == [deal.id for deal in read_deals(name, content, "7")]
    moved = content.replace(b"2025-03-15", b"2025-03-16")
    assert [deal.id for deal in read_deals(name, moved, "7")][:2] == ids[:2]


def test_the_contracts_own_lines_are_read_by_user(request: pytest.FixtureRequest) -> None:
    content = Path(request.path).with_name("deals.jsonl").read_bytes()

    batches = read_batches("deals.jsonl", content)

    assert sum(map(len, batches.values())) == content.count(b"\n")
    assert all(deal.owner == owner for owner, deals in batches.items() for deal in deals)


def test_a_user_may_be_a_number_and_two_users_may_use_one_id() -> None:
    line = b'{"user": %s, "id": 1, "date": "2025-03-14", "lang": "fr"}\n'

    batches = read_batches("x.jsonl", line % b"7000000001" + line % b'"ann"')

    assert {owner: deals[0].id for owner, deals in batches.items()} == {
        "7000000001": "1",
        "ann": "1",
    }
    assert len(read_deals("x.jsonl", line % b"7", "8")) == 1
    assert len(read_deals("x.jsonl", b'{"user": [], "date": "2025-03-14"}', "8")) == 1
    with pytest.raises(BadDeals, match="Line 1, user: 1 to 64 visible"):
        read_batches("x.jsonl", b'{"date": "2025-03-14"}')


GOOD = {"id": "a", "date": "2025-03-14", "lang": "fr"}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("date", "2025-02-30", "not a date"),
        ("date", "14/03/2025", "not a date"),
        ("date", "20250314", "not a date"),
        ("date", 20250314, "not a date"),
        ("date", None, "not a date"),
        ("lang", "pl", "fr or en"),
        ("role", "agent", "buyer or seller"),
        ("id", "a" * 65, "64 visible"),
        ("id", "a\nb", "64 visible"),
        ("id", " ", "64 visible"),
        ("id", True, "64 visible"),
        ("id", "\ud800", "64 visible"),
        ("counterpart", "x" * 201, "200 characters"),
        ("subject", "x" * 201, "200 characters"),
        ("notes", "x" * 8_001, "8000 characters"),
        ("outcome", "x" * 8_001, "8000 characters"),
        ("lesson", "x" * 8_001, "8000 characters"),
        ("notes", 5, "a text is expected"),
        ("notes", "a\0b", "not text"),
        ("notes", "a\ud800b", "not text"),
        ("figures", "5 €", "a list of texts"),
        ("figures", ["x"] * 21, "20 at most"),
        ("figures", ["x" * 121], "120 characters"),
        ("figures", [1], "a text is expected"),
        ("figures", ["\udfff"], "not text"),
    ],
)
def test_a_bad_field_is_named_with_its_line_and_without_its_value(
    field: str, value: object, sentence: str
) -> None:
    lines = [GOOD, {**GOOD, "id": "b", field: value}]
    content = "\n\n".join(map(json.dumps, lines)).encode()

    with pytest.raises(BadDeals) as raised:
        read_deals("x.jsonl", content, "7")

    (fault,) = raised.value.faults
    assert (fault.line, fault.field) == (3, field)
    assert sentence in fault.in_words(Language.EN)
    assert fault.in_words(Language.FR) != fault.in_words(Language.EN)


@pytest.mark.parametrize(
    ("name", "content", "line", "sentence"),
    [
        ("x.csv", b"", 0, "holds no negotiation"),
        ("x.json", b"\xef\xbb\xbf \n", 0, "holds no negotiation"),
        ("x.csv", b"date,notes\n\n", 0, "holds no negotiation"),
        ("x.xlsx", b"PK\x03\x04\0\0", 0, "not a text file"),
        ("x.csv", "date,notes".encode("utf-16"), 0, "not a text file"),
        ("x.csv", b"a" * (MOST_BYTES + 1), 0, "20 MB at most"),
        ("x.csv", b"date\n" + b"2025-01-01\n" * (MOST_DEALS + 1), 0, "5000 at most"),
        ("x.csv", b"notes,subject\na,b\n", 1, "no such column"),
        ("x.csv", b"date,note,notes\n2025-01-01,b,c\n", 1, "two columns"),
        ("x.csv", b'date,notes\n2025-01-01,"a\nb\n2025-01-02,c\n', 2, "quotation mark"),
        ("x.csv", b"date,notes\n2025-01-01,a,b\n", 2, "more cells"),
        ("x.csv", b"date,notes\n2025-01-01,a\n2025-01-01,\x81\n", 3, "accents"),
        ("x.jsonl", b'{"date": "2025-01-01"}\n{"date": "\xff"}', 2, "accents"),
        ("x.jsonl", b'{"date": "2025-01-01"}\nnot json', 2, "not valid JSON"),
        ("x.jsonl", b'{"date": "2025-01-01"}\n[1]', 2, "a JSON object"),
        ("x.jsonl", b"[" * 100_000, 1, "not valid JSON"),
        ("x.jsonl", b'{"date": ' + b"9" * 5_000 + b"}", 1, "not valid JSON"),
        ("x.json", b'{"accord": 2, "deals": []}', 0, "another version"),
        ("x.json", b'{"accord": 1, "deals": {}}', 0, "not complete"),
        ("x.json", b'{"accord": 1}', 0, "not complete"),
        ("x.json", b'{"accord": 1, "deals": {}, "deals": []}', 1, "not valid JSON"),
        ("x.jsonl", b'{"date": "2025-01-01"}\n{"date": "x", "date": "x"}', 2, "not valid JSON"),
        ("x.json", b'{"accord": 1, "deals": [\n{"date": "2025-01-01"},\n]}', 3, "not valid JSON"),
        ("x.json", b'{"accord": 1, "deals": [\n{"date": "2025-01-01"},\n7]}', 3, "JSON object"),
        ("x.json", b'{"accord": 1,\n "deals": [{"id":"a"}\n]\n}', 2, "missing"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(
    name: str, content: bytes, line: int, sentence: str
) -> None:
    with pytest.raises(BadDeals) as raised:
        read_deals(name, content, "7")

    assert raised.value.faults[0].line == line
    assert sentence in raised.value.in_words(Language.EN)


def test_the_same_id_twice_tells_both_lines() -> None:
    content = f"{json.dumps(GOOD)}\n\n{json.dumps(GOOD)}\n".encode()

    with pytest.raises(BadDeals, match="Line 3, id: another line has the same one: line 1"):
        read_deals("x.jsonl", content, "7")


def test_all_faults_are_held_ten_are_shown_and_no_value_is_quoted() -> None:
    line = {**GOOD, "date": SECRET, "lang": SECRET, "role": SECRET, "figures": SECRET}
    content = "\n".join(json.dumps(line) for _ in range(4)).encode()

    with pytest.raises(BadDeals) as raised:
        read_deals("x.jsonl", content, "7")

    error = raised.value
    assert len(error.faults) == 16
    shown = error.in_words(Language.FR).splitlines()
    assert len(shown) == 12
    assert shown[-1] == "et 6 autres erreurs."
    assert SECRET not in str(error) + error.in_words(Language.FR) + repr(error.faults)


def test_one_fault_more_than_is_shown_is_told_in_the_singular() -> None:
    content = (b"{}\n" * 11).strip()

    with pytest.raises(BadDeals) as raised:
        read_deals("x.jsonl", content, "7")

    assert raised.value.in_words(Language.EN).endswith("\nand one more fault.")
