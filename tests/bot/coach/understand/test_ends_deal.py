"""Which messages begin a debrief, and to which conversation they belong."""

import pytest

from bot.coach.answer import Ask, Want
from bot.coach.coach import Coach, joins
from bot.coach.understand import understand
from tests.bot.coach.deals import TODAY
from tests.bot.coach.test_debrief import PREP, WORDS_EN, WORDS_FR
from tests.fakes import AwayModel, Shelf

ENDS = [
    "débrief",
    "Débrief de l'appel avec Lemaire : on a signé à 1 120 €",
    "faisons le débrief",
    "On vient de signer avec Batimex à 1 120 €/t",
    "C'est signé !",
    "Ça y est, on a conclu à 1 095 €",
    "On a enfin signé",
    "Affaire conclue avec Lemaire",
    "J'ai signé avec Delvaux",
    "debrief",
    "Let's debrief the Norvex call",
    "Deal closed with Northwind at €1,120",
    "We just signed with Batimex at €1,120/t",
    "It's done, we signed at €1,120. I gave 24 months.",
    "We've finally closed with Norvex",
    "The deal is done",
    WORDS_FR,
    WORDS_EN,
    "C'est signé ! La prochaine fois je prépare l'indice.",
]
GOES_ON = [
    "Comment débriefer ?",
    "How do I debrief a deal?",
    "On a signé à 1 000 € en mars et ils veulent 1 180 € maintenant",
    "On a signé un accord-cadre, prépare mon appel",
    "Ils veulent signer vendredi à 12 €",
    "On conclut demain, je veux 12 €",
    "We signed at €1,000 in March and they now want €1,180",
    "We signed in March. Draft a reply, I want €1,095",
    "They closed the plant, we need 600 t at €12",
    "Should we have signed?",
    "C'est signé, dis-lui merci de ma part",
]


@pytest.mark.parametrize("text", ENDS)
def test_the_end_of_a_deal_is_recognised(text: str) -> None:
    assert understand(Ask(texts=(text,), today=TODAY)).deal.want is Want.DEBRIEF


@pytest.mark.parametrize("text", GOES_ON)
def test_a_deal_that_goes_on_is_not_debriefed(text: str) -> None:
    assert understand(Ask(texts=(text,), today=TODAY)).deal.want is not Want.DEBRIEF


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("On vient de signer à 790 €/t contre 24 mois et 30 jours, à 785 € au-delà", True),
        ("Débrief de l'appel avec Bluefield : signé", True),
        ("On vient de signer avec Ondine", False),
    ],
)
def test_a_debrief_belongs_to_the_deal_before_unless_it_names_another(
    text: str, *, belongs: bool
) -> None:
    before = Ask(texts=(PREP,), today=TODAY)

    assert joins(text, before, None) is belongs


async def test_a_debrief_does_not_belong_to_a_question() -> None:
    before = Ask(texts=("Comment répondre à un refus ?",), today=TODAY)
    answer = await Coach(AwayModel(), Shelf("A12")).answer(before)

    assert not joins("C'est signé !", before, answer)
