from dataclasses import replace

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.coach.answer import Finding, PartKind, Tone, Want
from bot.telegram import deal_buttons as b
from bot.telegram import keyboards as k
from bot.telegram.figures import MOST_FIGURES, Figure
from bot.telegram.pending import Field
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.tactics import Zone
from tests.bot.telegram.values import answer, draft_answer, part

HUGE = 2**62
FOUND = Finding(
    code="deadline",
    zone=Zone.RISKY,
    quote="",
    principles=(),
    cards=(),
    why="",
    honest_version="",
)


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
        k.CheckTap(ask=HUGE),
        k.CorrectTap(ask=HUGE),
        k.FigureTap(ask=HUGE, place=MOST_FIGURES - 1, keep=False),
        k.RedoTap(ask=HUGE),
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


def names(keyboard: k.Keyboard | None) -> list[str]:
    rows = keyboard.inline_keyboard if keyboard else []
    return [button.text for row in rows for button in row]


TONES = {
    say(f"telegram.button_{tone.value}", Language.FR) for tone in Tone if tone is not Tone.PLAIN
}


@pytest.mark.parametrize(
    ("want", "pressed", "tones"),
    [
        (Want.DRAFT, False, True),
        (Want.CHECK, True, False),
        (Want.READ_MESSAGE, False, True),
        (Want.READ_MESSAGE, True, False),
    ],
)
def test_tones_are_offered_where_they_change_the_text(
    want: Want, *, pressed: bool, tones: bool
) -> None:
    shown = replace(draft_answer("Bonjour,"), want=want, findings=(FOUND,) if pressed else ())

    labels = names(k.under(shown, 7))

    assert set(labels) >= TONES if tones else not TONES & set(labels)
    assert say("telegram.button_check", Language.FR) in labels


def test_a_clean_check_offers_the_next_one() -> None:
    clean = replace(answer(part(PartKind.NOTICE, "Rien à reprendre.")), want=Want.CHECK)

    assert names(k.under(clean, 7)) == [say("telegram.button_check", Language.FR)]


@pytest.mark.parametrize("figures", [True, False])
def test_correction_is_offered_where_there_are_figures(*, figures: bool) -> None:
    labels = names(k.under(draft_answer("Bonjour,"), 7, figures=figures))

    assert (say("telegram.button_correct", Language.FR) in labels) is figures


def test_a_figure_shows_its_lock_and_is_cut_to_fit_a_button() -> None:
    shown = (
        Figure(("45 €",), kept=True),
        Figure(("quarante-cinq mille euros\ntout ronds",), kept=False),
    )

    first, second, redo = names(k.figures(shown, 7, Language.FR))

    assert first == "🔒 45 €"
    assert second.startswith("🔓 quarante-cinq")
    assert "\n" not in second
    assert len(second) <= 24
    assert redo == say("telegram.button_redo", Language.FR)


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
