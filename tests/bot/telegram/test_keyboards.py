import pytest
from aiogram.filters.callback_data import CallbackData

from bot.coach.answer import PartKind, Tone
from bot.telegram import deal_buttons as b
from bot.telegram import keyboards as k
from bot.telegram.pending import Field
from knowledge.card import Language, Role
from tests.bot.telegram.values import answer, draft_answer, part

HUGE = 2**62


@pytest.mark.parametrize(
    "data",
    [
        *(k.ToneTap(tone=tone, ask=HUGE) for tone in Tone),
        *(k.RoleTap(role=role) for role in Role),
        *(k.ExampleTap(role=role) for role in Role),
        k.NowTap(ask=HUGE),
        k.WhyTap(ask=HUGE),
        k.CopyTap(ask=HUGE),
        k.AgainTap(ask=HUGE),
        k.EraseTap(step="yes"),
        k.RecalledTap(ask=HUGE, mark=k.mark_of(part(PartKind.PAST_DEAL))),
        b.DealsTap(page=2**31, to="open"),
        b.DealTap(number=HUGE, do="forget", page=2**31),
        *(b.FieldTap(number=HUGE, field=field) for field in Field),
    ],
)
def test_the_data_of_every_button_fits_telegrams_64_bytes(data: CallbackData) -> None:
    assert len(data.pack().encode()) <= 64


def test_a_short_draft_is_copied_by_the_button_itself() -> None:
    keyboard = k.under(draft_answer("a" * 256), 7)

    assert keyboard is not None
    copied = keyboard.inline_keyboard[0][0].copy_text
    assert copied is not None
    assert copied.text == "a" * 256


def test_a_long_draft_is_sent_alone_to_be_copied() -> None:
    keyboard = k.under(draft_answer("a" * 257), 7)

    assert keyboard is not None
    button = keyboard.inline_keyboard[0][0]
    assert button.copy_text is None
    assert button.callback_data == k.CopyTap(ask=7).pack()


def test_questions_offer_to_draft_at_once() -> None:
    asked = answer(part(PartKind.QUESTIONS, "Quel prix ?"), questions=("Quel prix ?",))

    keyboard = k.under(asked, 7)

    assert keyboard is not None
    [[button]] = keyboard.inline_keyboard
    assert button.callback_data == k.NowTap(ask=7).pack()


def test_a_plain_sentence_has_no_buttons() -> None:
    assert k.under(answer(part(PartKind.NOTICE, "Trop long.")), 7) is None


def test_buttons_speak_the_language_of_the_answer() -> None:
    english = answer(citations=("D15",), language=Language.EN)

    keyboard = k.under(english, 7)

    assert keyboard is not None
    assert "Why" in keyboard.inline_keyboard[0][0].text
