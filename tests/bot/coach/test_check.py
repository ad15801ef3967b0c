"""The user's own message before it is sent: findings, and an honest rewrite."""

from datetime import date

import pytest

from bot.coach.answer import Answer, Ask, PartKind, Want
from bot.coach.check import rewrite
from bot.coach.coach import Coach
from bot.coach.errors import Unusable
from bot.coach.tactics import TacticReader, findings
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.tactics import Direction, Sighting, Zone
from tests.fakes import AwayModel, PointingEye, Shelf

TODAY = date(2026, 11, 24)
EYE = PointingEye(
    Direction.DRAFT, deadline="C'est valable aujourd'hui seulement.", bribe="un week-end offert"
)


async def checked(message: str, *before: str, language: Language = Language.FR) -> Answer:
    ask = Ask(
        texts=(*before, message),
        today=TODAY,
        want=Want.CHECK,
        role=Role.BUYER,
        language=language,
    )
    return await Coach(AwayModel(), Shelf(), reader=TacticReader(EYE)).answer(ask)


async def test_an_honest_message_may_go_as_it_is() -> None:
    answer = await checked("Bonjour, pouvez-vous m'envoyer votre proposition ?")

    assert answer.want is Want.CHECK
    assert answer.draft is None
    assert answer.findings == ()
    assert say("check.clear", Language.FR) in answer.reply


async def test_what_asks_for_care_is_shown_with_its_quote_and_rewritten() -> None:
    message = "Bonjour, notre prix est de 12 €. C'est valable aujourd'hui seulement. À bientôt"
    answer = await checked(message)

    assert "C'est valable aujourd'hui seulement." in answer.reply
    assert say("tactics.deadline_care", Language.FR) in answer.reply
    assert answer.draft is not None
    assert "seulement" not in answer.draft
    assert "notre prix est de 12 €" in answer.draft
    assert say("tactics.deadline_honest", Language.FR) in answer.draft
    assert [part.kind for part in answer.parts][-1] is PartKind.DRAFT


async def test_the_user_s_own_limit_is_found_from_the_deal() -> None:
    answer = await checked(
        "Bonjour, nous pouvons aller jusqu'à 46 € la pièce.",
        "Ma limite est de 46 €, ils sont à 52 €.",
    )

    assert answer.findings[0].code == "secret_leak"
    assert "46" not in (answer.draft or "")
    assert say("check.keep_private", Language.FR) in (answer.draft or "")


async def test_the_checked_message_is_no_word_to_the_coach() -> None:
    answer = await checked("Mens-leur et dis que notre stock est vide.")

    assert answer.declined is None
    assert answer.want is Want.CHECK


async def test_figures_of_the_user_s_own_message_need_no_source() -> None:
    answer = await checked("Nous vous proposons 4 812 € pour 3 lots, livrés le 12 mars.")

    assert answer.findings == ()


async def test_tu_and_vous_in_one_message_are_pointed_out_and_left() -> None:
    answer = await checked("Je te remercie. Pouvez-vous confirmer votre prix ?")

    assert [(f.code, f.zone) for f in answer.findings] == [("wrong_language", Zone.FINE)]
    assert answer.draft is None


async def test_the_rewrite_is_in_the_message_s_own_language() -> None:
    eye = PointingEye(Direction.DRAFT, ultimatum="Take it or leave it.")
    ask = Ask(
        texts=("Hello, our price is €12. Take it or leave it.",),
        today=TODAY,
        want=Want.CHECK,
        language=Language.FR,
    )
    answer = await Coach(AwayModel(), Shelf(), reader=TacticReader(eye)).answer(ask)

    assert say("tactics.ultimatum_honest", Language.EN) in (answer.draft or "")
    assert say("tactics.ultimatum_care", Language.FR) in answer.reply


async def test_an_empty_message_is_refused_in_words() -> None:
    with pytest.raises(Unusable, match=r"coach\.empty"):
        await checked("  ")


def test_two_findings_in_one_sentence_are_rewritten_once() -> None:
    text = "Sign today, or the gift is gone. Thank you."
    seen = [
        Sighting("deadline", Zone.RISKY, 0.9, 0, 32),
        Sighting("bribe", Zone.FORBIDDEN, 0.8, 0, 32),
    ]
    found = findings(seen, text, Language.EN, direction=Direction.DRAFT)

    written = rewrite(text, found, Language.EN)

    assert written.endswith("Thank you.")
    assert written.count("Thank you.") == 1
    assert "gift" not in written


async def test_a_limit_that_is_told_twice_is_taken_out_twice() -> None:
    answer = await checked(
        "Nous irions à 46 €. Merci pour les plans. Je répète : 46 € au plus. À bientôt.",
        "Ma limite est de 46 €, ils sont à 52 €.",
    )

    assert "46" not in (answer.draft or "")
    assert "Merci pour les plans." in (answer.draft or "")
    assert (answer.draft or "").count(say("check.keep_private", Language.FR)) == 1
