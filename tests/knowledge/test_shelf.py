import re
from pathlib import Path

import pytest

from knowledge.card import Language, Role, Stage
from knowledge.errors import BrokenCard, UnknownCard
from knowledge.shelf import Fault, examine, load_shelf, read_shelf
from tests.knowledge.cards import card_text, write_pair


def test_a_card_file_becomes_a_value(tmp_path: Path) -> None:
    write_pair(tmp_path)

    card = read_shelf(tmp_path).card("B10", Language.FR)

    assert card.title == "Le non positif"
    assert card.roles == {Role.SELLER, Role.BUYER}
    assert card.stage == Stage.TRADE
    assert card.situations == ("il exige une remise impossible", "dire non à un gros client")
    assert card.body == "Dites oui à ce que vous protégez, puis non, puis oui à autre chose."
    assert card.phrase == "Nous tenons à ce partenariat, et nous ne baisserons pas le prix."
    assert card.legal_date == ""


def test_the_shipped_cards_keep_the_format() -> None:
    shelf = load_shelf()

    assert len(shelf.of(Language.FR)) == len(shelf.of(Language.EN)) == len(shelf.ids)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("title", None, "title: Field required"),
        ("title", '"  "', "title: String should have at least 1 character"),
        ("roles", "[seller, agent]", "roles.1: Input should be 'seller' or 'buyer'"),
        ("roles", "[]", "roles: Frozenset should have at least 1 item"),
        ("stage", "haggle", "stage: Input should be 'prepare'"),
        ("principles", "[P15]", "principles.0: Value error, no principle is P15"),
        ("status", "rumour", "status: Input should be 'seed'"),
        ("sources", "[]", "sources: Tuple should have at least 1 item"),
        ("legal_date", '"soon"', "legal_date: String should match pattern"),
        ("mood", "gay", "mood: Extra inputs are not permitted"),
        ("title", '"a" b', "front matter: while parsing a block mapping"),
        ("situations", '["same", "same"]', "situations: says one thing twice"),
        ("body", "", "body: is empty"),
        ("body", "mot " * 210, "body: has 222 words with its phrase, 220 at most"),
    ],
)
def test_a_fault_names_its_file_and_field(
    tmp_path: Path, field: str, value: str | None, told: str
) -> None:
    write_pair(tmp_path, **{field: value})

    _, faults = examine(tmp_path)

    named = {fault.file for fault in faults if f"{fault.field}: {fault.what}".startswith(told)}
    assert named == {"B10.en.md", "B10.fr.md"}


def test_all_faults_are_listed_at_once(tmp_path: Path) -> None:
    write_pair(tmp_path, stage="haggle", sources="[]")
    write_pair(tmp_path, id="B11", title=None)

    _, faults = examine(tmp_path)

    fields = [(fault.file, fault.field) for fault in faults]
    assert fields == [
        ("B10.en.md", "stage"),
        ("B10.en.md", "sources"),
        ("B10.fr.md", "stage"),
        ("B10.fr.md", "sources"),
        ("B11.en.md", "title"),
        ("B11.fr.md", "title"),
    ]


@pytest.mark.parametrize("card_id", ["C10", "C17", "C24"])
def test_a_card_on_the_law_needs_its_date(tmp_path: Path, card_id: str) -> None:
    write_pair(tmp_path, id=card_id)
    _, without = examine(tmp_path)

    write_pair(tmp_path, id=card_id, legal_date='"2026-11"')
    _, dated = examine(tmp_path)

    assert {fault.field for fault in without} == {"legal_date"}
    assert dated == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("roles", "[seller]"),
        ("stage", "open"),
        ("principles", "[P09, P10]"),
        ("status", "practice"),
        ("legal_date", '"2026-11"'),
    ],
)
def test_the_two_languages_of_a_card_agree(tmp_path: Path, field: str, value: str) -> None:
    write_pair(tmp_path)
    changed = card_text(**{field: value})
    (tmp_path / "B10.fr.md").write_text(changed, "utf-8")

    _, faults = examine(tmp_path)

    assert faults == (Fault("B10.fr.md", field, "differs from B10.en.md"),)


def test_a_card_in_one_language_only_is_a_fault(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / "B10.fr.md").unlink()

    _, faults = examine(tmp_path)

    assert faults == (Fault("B10.en.md", "language", "has no twin in fr"),)


def test_a_file_named_for_another_card_is_a_fault(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / "B10.fr.md").rename(tmp_path / "B99.fr.md")

    _, faults = examine(tmp_path)

    assert faults == (Fault("B99.fr.md", "id", "the file says B10, fr"),)


def test_files_that_are_no_cards_are_left_alone(tmp_path: Path) -> None:
    write_pair(tmp_path)
    (tmp_path / ".B10.fr.md.swp").write_bytes(b"\xff")

    cards, faults = examine(tmp_path)

    assert (len(cards), faults) == (2, ())


def test_a_shelf_with_a_fault_does_not_open(tmp_path: Path) -> None:
    write_pair(tmp_path, stage="haggle")

    with pytest.raises(BrokenCard, match=re.escape("B10.en.md, stage: Input")) as caught:
        read_shelf(tmp_path)

    assert caught.value.in_words(Language.FR).startswith("B10.en.md, stage\u00a0:")


def test_an_unknown_card_is_named(tmp_path: Path) -> None:
    write_pair(tmp_path)

    with pytest.raises(UnknownCard) as caught:
        read_shelf(tmp_path).card("Z99", Language.EN)

    assert "Z99" in str(caught.value)


def test_the_fingerprint_follows_every_card(tmp_path: Path) -> None:
    write_pair(tmp_path)
    before, again = read_shelf(tmp_path).fingerprint, read_shelf(tmp_path).fingerprint

    (tmp_path / "B10.fr.md").write_text(card_text(title='"Dire non"'), "utf-8")
    after = read_shelf(tmp_path).fingerprint

    assert before == again
    assert before != after
