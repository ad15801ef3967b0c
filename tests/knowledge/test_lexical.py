import pytest

from knowledge.card import Language
from knowledge.lexical import LexicalIndex
from tests.knowledge.cards import small_shelf


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex(small_shelf().of(Language.FR), Language.FR)


def test_the_card_that_shares_the_most_words_comes_first(index: LexicalIndex) -> None:
    scores = index.scores("dire ma vraie échéance au client")

    assert max(scores, key=lambda card_id: scores[card_id]) == "B38"


def test_a_card_without_a_common_word_has_no_score(index: LexicalIndex) -> None:
    assert "B38" not in index.scores("MESORE")
    assert "B05" in index.scores("mesore")


@pytest.mark.parametrize("text", ["", "et le de", "zzyzx", "« » … !", 'zz AND "zz" *'])
def test_text_without_known_words_finds_nothing(index: LexicalIndex, text: str) -> None:
    assert index.scores(text) == {}


def test_an_empty_shelf_finds_nothing() -> None:
    assert LexicalIndex((), Language.EN).scores("price") == {}
