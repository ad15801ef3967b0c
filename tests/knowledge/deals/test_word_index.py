import numpy as np
import pytest

from knowledge.card import Language
from knowledge.deals.terms import asked_of
from knowledge.deals.word_index import WordIndex
from tests.knowledge.deals.deal_samples import a_deal

DEALS = (
    a_deal("a", subject="Remise de fin d’année", notes="Ils voulaient 12 % sur les cartons."),
    a_deal("b", subject="Freight surcharge", notes="Fuel capped.", language=Language.EN),
    a_deal("c", subject="Délai de livraison", figures=("4 711 €",)),
)
INDEX = WordIndex(DEALS)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("the cardboard", 0),
        ("which rebate?", 0),
        ("la surcharge transport", 1),
        ("la surcharge carburant", 1),
        ("lead time", 2),
        ("le dossier à 4711", 2),
    ],
)
def test_a_word_finds_its_deal_in_either_language(question: str, best: int) -> None:
    shared = INDEX.shared(asked_of(question))

    assert shared.weight.argmax() == best
    assert shared.weight[best] > 0


def test_the_part_is_between_nothing_and_about_all_of_what_was_asked() -> None:
    few = INDEX.shared(asked_of("surcharge licence brevet")).part
    whole = INDEX.shared(asked_of("surcharge")).part

    assert 0 < few[1] < whole[1]
    assert few[0] == few[2] == 0


def test_a_word_of_the_subject_weighs_more_than_one_of_the_notes() -> None:
    index = WordIndex([a_deal("a", notes="moule"), a_deal("b", subject="moule")])

    weight = index.shared(asked_of("moule")).weight

    assert weight[1] > weight[0] > 0


def test_without_deals_or_words_nothing_is_shared() -> None:
    assert WordIndex([]).shared(asked_of("moule")).weight.shape == (0,)
    assert not np.any(INDEX.shared(()).part)
