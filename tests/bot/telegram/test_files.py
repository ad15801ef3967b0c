import pytest

from bot.coach.answer import Answer, Ask
from bot.texts import say
from knowledge.card import Language
from tests.bot.telegram.scene import FRENCH, Scene, StringCoach
from tests.bot.telegram.values import draft_answer


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("photo", "telegram.photo"),
        ("sticker", "telegram.sticker"),
        ("voice", "telegram.voice"),
        ("document", "telegram.document"),
    ],
)
async def test_what_is_no_text_is_answered_with_what_to_do(
    scene: Scene, kind: str, sentence: str
) -> None:
    async with scene.bot(StringCoach(drafted)):
        await scene.control(kind, user=FRENCH, file_name="offre.pdf", content="une offre")
        await scene.until_messages(1)

    assert await scene.texts() == [say(sentence, Language.FR)]


async def test_a_caption_is_answered_and_the_picture_named_as_unread(scene: Scene) -> None:
    coach = StringCoach(drafted)

    async with scene.bot(coach):
        await scene.control("photo", user=FRENCH, caption="Prépare ma réponse")
        await scene.until_messages(2)

    [ask] = coach.asks
    assert ask.texts == ("Prépare ma réponse",)
    assert (await scene.texts())[0] == say("telegram.photo", Language.FR)
