import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import shelf
from knowledge.card import Language, Role, Stage
from knowledge.errors import BrokenCard, UnknownCard
from knowledge.shelf import load_shelf, read_shelf
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


def test_the_shipped_cards_are_all_on_the_shelf() -> None:
    cards = Path(shelf.__file__).with_name("cards")

    assert {f"{card.id}.{card.language}.md" for card in load_shelf().cards} == {
        file.name for file in cards.glob("*.md")
    }


def _wrong_stage(folder: Path) -> None:
    (folder / "B11.fr.md").write_text(card_text(id="B11", stage="secret-haggle"), "utf-8")


def _no_twin(folder: Path) -> None:
    (folder / "B11.fr.md").unlink()


def _unknown_number(folder: Path) -> None:
    (folder / "B11.en.md").write_text(card_text(id="B11", language="en", body="Ask 99."), "utf-8")


@pytest.mark.parametrize(
    ("broken", "logged"),
    [
        (_wrong_stage, "a card was left out: B11.fr.md, stage"),
        (_no_twin, "a card was left out: B11.en.md, language"),
        (_unknown_number, "a card was left out: B11.en.md, body"),
    ],
)
def test_a_broken_card_is_left_out_in_both_languages_and_named_in_the_log(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    broken: Callable[[Path], None],
    logged: str,
) -> None:
    write_pair(tmp_path)
    write_pair(tmp_path, id="B11")
    broken(tmp_path)

    read = read_shelf(tmp_path)

    assert [(card.id, card.language.value) for card in read.cards] == [
        ("B10", "en"),
        ("B10", "fr"),
    ]
    assert caplog.record_tuples == [("knowledge.shelf", logging.WARNING, logged)]
    with pytest.raises(UnknownCard):
        read.card("B11", Language.EN)


def test_a_shelf_without_a_sound_card_does_not_open(tmp_path: Path) -> None:
    write_pair(tmp_path, stage="haggle")

    with pytest.raises(BrokenCard) as caught:
        read_shelf(tmp_path)

    assert str(caught.value).startswith("B10.en.md, stage: one of 'prepare'")
    assert caught.value.in_words(Language.FR).startswith("B10.en.md, stage\u00a0: on attend")


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
