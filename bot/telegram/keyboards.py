"""Buttons. Each carries the id of the ask it belongs to, so it still works after a restart."""

from hashlib import blake2b
from typing import Annotated, Literal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field as Limits

from bot.coach.answer import Answer, Part, PartKind, Tone, Want
from bot.telegram.figures import MOST_FIGURES, Figure
from bot.telegram.split import one_line, shortened
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.deals import CITATION

MOST_COPIED = 256
"""A copy button holds at most this many characters; Telegram refuses the message above."""
MOST_RECALLED = 3
_RECALLED_UNITS = 40
_FIGURE_UNITS = 24
_MARK_BYTES = 6

Keyboard = InlineKeyboardMarkup


class RoleTap(CallbackData, prefix="role"):
    """The user says on which side they usually are."""

    role: Role


class ExampleTap(CallbackData, prefix="try"):
    """The user wants to see an example at work."""

    role: Role


class ToneTap(CallbackData, prefix="tone"):
    """The same ask once more, worded in another tone."""

    tone: Tone
    ask: int


class NowTap(CallbackData, prefix="now"):
    """No more questions: draft with what is known."""

    ask: int


class WhyTap(CallbackData, prefix="why"):
    """The cards behind an answer."""

    ask: int


class CopyTap(CallbackData, prefix="copy"):
    """The draft alone, as a message to copy."""

    ask: int


class CheckTap(CallbackData, prefix="check"):
    """Check a message against the limits of an ask's conversation."""

    ask: int


class CorrectTap(CallbackData, prefix="correct"):
    """Show the figures of an ask, to be locked or unlocked."""

    ask: int


class FigureTap(CallbackData, prefix="figure"):
    """Keep a figure back, or share it: by its place, since the data holds no word of the user."""

    ask: int
    place: Annotated[int, Limits(ge=0, lt=MOST_FIGURES)]
    keep: bool


class ShareTap(CallbackData, prefix="share"):
    """Show an answer to a coach: first to its user, as it would be sent."""

    ask: int
    step: Literal["look", "yes", "no"]


class RedoTap(CallbackData, prefix="redo"):
    """Answer an ask again, as it is stored now."""

    ask: int


class AgainTap(CallbackData, prefix="again"):
    """Work on an ask once more that failed."""

    ask: int


class RecalledTap(CallbackData, prefix="past"):
    """A past deal that an answer recalled; `mark` tells it from others of the same answer.

    Not its place: the parts of deals that are erased go away.
    """

    ask: int
    mark: str


class EraseTap(CallbackData, prefix="erase"):
    """Erase everything: asked first, then done or left."""

    step: Literal["ask", "yes", "no"]


def roles(language: Language, usual: Role | None) -> Keyboard:
    """Return the two chairs, and the example of the usual one (a seller's where none is)."""
    chairs = [_tap(f"telegram.button_{role.value}", language, RoleTap(role=role)) for role in Role]
    return Keyboard(inline_keyboard=[chairs, _example(language, usual or Role.SELLER)])


def example(language: Language, role: Role) -> Keyboard:
    """Return the button that runs the example of a role."""
    return Keyboard(inline_keyboard=[_example(language, role)])


def under(
    answer: Answer, ask_id: int, *, figures: bool = False, review: bool = False
) -> Keyboard | None:
    """Return the buttons that fit an answer, or None when none does.

    `figures` tells whether it rests on figures of the user's own words, which can be corrected;
    `review` whether a coach may be shown answers.
    """
    language = answer.language
    rows: list[list[InlineKeyboardButton]] = []
    why = _tap("telegram.button_why", language, WhyTap(ask=ask_id))
    reasons = [why] if any(not c.startswith(CITATION) for c in answer.citations) else []
    if answer.draft:
        rows.append([_copy(answer.draft, language, ask_id), *reasons])
        rows += [_tones(language, ask_id)] if _has_tones(answer) else []
    elif reasons:
        rows.append(reasons)
    if answer.draft or answer.want is Want.CHECK:
        rows.append([_tap("telegram.button_check", language, CheckTap(ask=ask_id))])
    if figures:
        rows.append([_tap("telegram.button_correct", language, CorrectTap(ask=ask_id))])
    if answer.questions:
        rows.append([_tap("telegram.button_now", language, NowTap(ask=ask_id))])
    rows += [[_recalled(part, answer, ask_id)] for part in recalled_parts(answer)[:MOST_RECALLED]]
    if review:
        rows.append([_tap("practice.button", language, ShareTap(ask=ask_id, step="look"))])
    return Keyboard(inline_keyboard=rows) if rows else None


def sharing(ask_id: int, language: Language) -> Keyboard:
    """Return the buttons under the preview of what a coach would receive."""
    yes = _tap("practice.button_send", language, ShareTap(ask=ask_id, step="yes"))
    no = _tap("practice.button_keep", language, ShareTap(ask=ask_id, step="no"))
    return Keyboard(inline_keyboard=[[yes], [no]])


def figures(shown: tuple[Figure, ...], ask_id: int, language: Language) -> Keyboard:
    """Return a button a figure, which switches its lock, and the one that answers again."""
    buttons = [_figure(figure, place, ask_id) for place, figure in enumerate(shown)]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    redo = _tap("telegram.button_redo", language, RedoTap(ask=ask_id))
    return Keyboard(inline_keyboard=[*rows, [redo]])


def recalled_parts(answer: Answer) -> list[Part]:
    """Return the parts of an answer that retell a past deal."""
    return [part for part in answer.parts if part.kind is PartKind.PAST_DEAL and part.citation]


def mark_of(part: Part) -> str:
    """Return what tells a recalled deal from others of the answer; its id cannot be read in it."""
    return blake2b(part.citation.encode(), digest_size=_MARK_BYTES).hexdigest()


def again(language: Language, ask_id: int) -> Keyboard:
    """Return the button that takes up an ask that failed."""
    button = _tap("telegram.button_again", language, AgainTap(ask=ask_id))
    return Keyboard(inline_keyboard=[[button]])


def erase(language: Language) -> Keyboard:
    """Return the button that asks to erase everything."""
    button = _tap("telegram.button_erase", language, EraseTap(step="ask"))
    return Keyboard(inline_keyboard=[[button]])


def erase_sure(language: Language) -> Keyboard:
    """Return the confirmation of an erasure."""
    yes = _tap("telegram.button_erase_yes", language, EraseTap(step="yes"))
    no = _tap("telegram.button_erase_no", language, EraseTap(step="no"))
    return Keyboard(inline_keyboard=[[yes], [no]])


def _tap(text: str, language: Language, data: CallbackData) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=say(text, language), callback_data=data.pack())


def _recalled(part: Part, answer: Answer, ask_id: int) -> InlineKeyboardButton:
    data = RecalledTap(ask=ask_id, mark=mark_of(part))
    if answer.want is Want.DEBRIEF:  # one deal only, which the answer has just named
        return _tap("deals.button_card", answer.language, data)
    return InlineKeyboardButton(
        text=shortened(f"📁 {part.title}", _RECALLED_UNITS), callback_data=data.pack()
    )


def _figure(figure: Figure, place: int, ask_id: int) -> InlineKeyboardButton:
    label = f"{'🔒' if figure.kept else '🔓'} {one_line(figure.words[0])}"
    data = FigureTap(ask=ask_id, place=place, keep=not figure.kept)
    return InlineKeyboardButton(text=shortened(label, _FIGURE_UNITS), callback_data=data.pack())


def _example(language: Language, role: Role) -> list[InlineKeyboardButton]:
    return [_tap("telegram.button_example", language, ExampleTap(role=role))]


def _has_tones(answer: Answer) -> bool:
    """Tell whether a draft can be worded in a tone: not what is corrected, nor a calm reply."""
    calm = answer.want is Want.READ_MESSAGE and bool(answer.findings)
    return answer.want is not Want.CHECK and not calm


def _tones(language: Language, ask_id: int) -> list[InlineKeyboardButton]:
    offered = (Tone.SHORTER, Tone.WARMER, Tone.FIRMER)
    return [
        _tap(f"telegram.button_{tone.value}", language, ToneTap(tone=tone, ask=ask_id))
        for tone in offered
    ]


def _copy(draft: str, language: Language, ask_id: int) -> InlineKeyboardButton:
    if len(draft) <= MOST_COPIED:
        return InlineKeyboardButton(
            text=say("telegram.button_copy", language), copy_text=CopyTextButton(text=draft)
        )
    return _tap("telegram.button_copy", language, CopyTap(ask=ask_id))
