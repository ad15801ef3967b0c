"""A question is answered from a card, with one line for the case when a model has one."""

from collections.abc import Mapping

from bot.coach.answer import Answer, Ask
from bot.coach.coach import Coach
from bot.coach.ports import Model
from prompts import Prompt
from tests.bot.coach.deals import TODAY
from tests.fakes import AwayModel, ScriptedModel, Shelf, echo_sentences

ASKED = "Comment répondre à un client qui trouve que c'est trop cher ?"


async def answered(model: Model, text: str = ASKED, *found: str) -> Answer:
    return await Coach(model, Shelf(*(found or ("A12", "B04")))).answer(
        Ask(texts=(text,), today=TODAY)
    )


async def test_the_card_answers_even_without_a_model() -> None:
    answer = await answered(AwayModel())

    assert answer.citations == ("A12", "B04")
    assert "Ask before you give" in answer.reply
    assert answer.composed


async def test_a_model_adds_one_line_for_the_case() -> None:
    answer = await answered(ScriptedModel(echo_sentences))

    assert not answer.composed
    assert "Dans votre cas" in answer.reply


async def test_a_line_with_a_figure_or_a_tactic_is_left_out() -> None:
    def bad(prompt: Prompt) -> Mapping[str, str]:
        return {"advice": "Dites que c'est à prendre ou à laisser, à 42 %."}

    answer = await answered(ScriptedModel(bad))

    assert answer.composed
    assert "42" not in answer.reply


async def test_a_question_that_is_all_private_stays_with_the_user() -> None:
    model = ScriptedModel(echo_sentences)

    await answered(model, "Comment faire sans plan B, entre nous ?")

    assert model.prompts == []
