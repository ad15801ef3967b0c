import numpy as np
import pytest

from knowledge.card import Language
from knowledge.lexical import LetterIndex, WordIndex
from knowledge.shelf import Shelf, load_shelf
from tests.knowledge.cards import small_shelf

SHELF = small_shelf()
IDS = SHELF.ids


@pytest.fixture
def words() -> WordIndex:
    return WordIndex(SHELF.of(Language.FR), Language.FR)


@pytest.fixture
def letters() -> LetterIndex:
    return LetterIndex(SHELF)


def test_the_card_that_shares_the_most_words_comes_first(words: WordIndex) -> None:
    assert IDS[words("dire ma vraie échéance au client").argmax()] == "B38"


def test_a_card_without_a_common_word_has_no_score(words: WordIndex) -> None:
    scores = dict(zip(IDS, words("mesore"), strict=True))

    assert scores["B05"] > 0
    assert scores["B38"] == 0


@pytest.mark.parametrize("text", ["", "et le de", "zzyzx", "« » … !", 'zz AND "zz" *'])
def test_text_without_known_words_finds_nothing(words: WordIndex, text: str) -> None:
    assert not words(text).any()


def test_an_empty_shelf_finds_nothing() -> None:
    assert WordIndex((), Language.EN)("price").shape == (0,)
    assert LetterIndex(Shelf(()))("price").shape == (0,)


def test_a_bare_term_names_its_card(words: WordIndex) -> None:
    assert words.names_one("MESORE")
    assert not words.names_one("MESORE ou recette de cuisine")
    assert not words.names_one("")


def test_a_bare_number_names_no_card() -> None:
    shelf = load_shelf()

    assert any("1" in card.title for card in shelf.of(Language.FR))
    assert not WordIndex(shelf.of(Language.FR), Language.FR).names_one("1")


def test_misspelt_words_still_find_their_card(letters: LetterIndex) -> None:
    misspelt = "anoncer le prie en premié"

    assert IDS[letters(misspelt).argmax()] == "B16"
    assert IDS[letters("who anounces le pri first").argmax()] == "B16"


def test_a_pasted_message_does_not_outweigh_a_short_one(words: WordIndex) -> None:
    short = words("échéance")
    long = words("échéance " + " ".join(f"mot{number}" for number in range(400)))

    assert np.all(long <= short)
    assert IDS[long.argmax()] == "B38"
