"""A past deal as the user sees it: a line of the list, and a card."""

from datetime import date

from aiogram.utils.formatting import Bold, Text

from bot.telegram.split import Styled, one_line, shortened
from bot.texts import say
from knowledge.card import Language
from knowledge.deals import PastDeal

PER_PAGE = 6
_LABEL = 52
_NAME = 160
_FIGURES = 8
_FIGURE = 60
_NOTES, _LONG = 1300, 600


def name(deal: PastDeal, language: Language) -> str:
    """Return what the deal is called: with whom, about what."""
    if deal.counterpart and deal.subject:
        known = say(
            "deals.name",
            language,
            counterpart=one_line(deal.counterpart),
            subject=one_line(deal.subject),
        )
    else:
        known = one_line(deal.counterpart or deal.subject) or say("deals.untitled", language)
    return shortened(known, _NAME)


def label(deal: PastDeal, language: Language) -> str:
    """Return the deal as a button of the list; its name is cut, its day and state never."""
    day, month, year = deal.day.day, deal.day.month, deal.day.year
    first = say("deals.date_short", language, day=day, month=month, year=year)
    last = say("deals.closed" if deal.closed else "deals.open", language)
    room = _LABEL - len(f"{first} ·  · {last}")
    return f"{first} · {shortened(name(deal, language), room)} · {last}"


def in_words(day: date, language: Language) -> str:
    """Return a day as it is written in a sentence: 1er mars 2025, 14 March 2025."""
    number = say("deals.first_of_month", language) if day.day == 1 else str(day.day)
    month = say("deals.months", language).split()[day.month - 1]
    return say("deals.date", language, day=number, month=month, year=day.year)


def card(deal: PastDeal, language: Language, *, above: str = "") -> Styled:
    """Return the deal on one message, long texts shortened, below the sentence `above`."""
    shown: list[Text | str] = [f"{above}\n\n"] if above else []
    shown += [Bold(f"📁 {name(deal, language)}")]
    if deal.role is not None:
        shown.append("\n" + say(f"deals.card_role_{deal.role.value}", language))
    shown.append("\n" + say("deals.card_day", language, day=in_words(deal.day, language)))
    shown += _block("deals.card_figures", _figures(deal.figures), language)
    shown += _block("deals.card_notes", shortened(deal.notes, _NOTES), language)
    if deal.closed:
        shown += _block("deals.card_outcome", shortened(deal.outcome, _LONG), language)
    else:
        shown.append("\n\n" + say("deals.card_open", language))
    shown += _block("deals.card_lesson", shortened(deal.lesson, _LONG), language)
    text, entities = Text(*shown).render()
    return Styled(text, tuple(entities))


def _figures(figures: tuple[str, ...]) -> str:
    lines = [f"• {shortened(one_line(figure), _FIGURE)}" for figure in figures[:_FIGURES]]
    return "\n".join(lines + ["• …"] * (len(figures) > _FIGURES))


def _block(title: str, text: str, language: Language) -> tuple[Text | str, ...]:
    return ("\n\n", Bold(say(title, language)), f"\n{text}") if text else ()
