"""An answer as Telegram shows it: text with entities, so that nothing ever has to be parsed."""

from collections.abc import Callable
from dataclasses import replace

from aiogram.utils.formatting import Bold, Italic, Pre, Text

from bot.coach.answer import Answer, Part, PartKind
from bot.coach.practice import Practice
from bot.telegram.split import Styled, pack
from bot.texts import say
from knowledge.card import Card, Language

_NOTICE_SIGN = "ℹ️ "
_PAST_SIGN = "📁 "


def messages(answer: Answer) -> tuple[Styled, ...]:
    """Return the answer as messages, each short enough for Telegram; empty for no parts."""
    return pack(_styled(_DRAWN[part.kind](part)) for part in answer.parts)


def draft_alone(draft: str) -> tuple[Styled, ...]:
    """Return the draft with nothing else, as one `pre` block where it fits, to be copied."""
    return pack((_styled(Pre(draft)),))


def cards(shown: tuple[Card, ...], language: Language) -> tuple[Styled, ...]:
    """Return the cards behind an answer: title, gist, phrase and sources of each."""
    heading = _styled(Text(say("telegram.why_heading", language)))
    return pack((heading, *(_styled(_card(card)) for card in shown)))


def preview(shared: Practice) -> tuple[Styled, ...]:
    """Return, word for word, what a coach would receive."""
    language = shared.language
    text = say(
        "practice.preview",
        language,
        asked="\n".join(shared.asked),
        received=shared.received or say("practice.nothing_received", language),
        reply=shared.reply,
    )
    return pack(Styled(paragraph) for paragraph in text.strip().split("\n\n"))


def plain(text: str) -> Styled:
    """Return a sentence without any style."""
    return Styled(text)


def _styled(text: Text) -> Styled:
    written, entities = text.render()
    return Styled(written, tuple(entities))


def _card(card: Card) -> Text:
    shown = (Bold(f"{card.id} · {card.title}"), f"\n{_gist(card)}", *_phrase(card))
    if not card.sources:
        return Text(*shown)
    return Text(*shown, "\n", Italic("\n".join(card.sources)))


def _gist(card: Card) -> str:
    """Return the first paragraph, with the list that it announces where it ends in a colon.

    A page on the law is shown whole: its date and where to check it stand at its end.
    """
    if card.legal_date:
        return card.body.strip()
    first, *others = card.body.strip().split("\n\n")
    gist = " ".join(first.split())
    if not gist.endswith(":") or not others:
        return gist
    return "\n".join((gist, others[0].replace("\n- ", "\n• ").replace("- ", "• ", 1)))


def _phrase(card: Card) -> tuple[str, ...]:
    if not card.phrase:
        return ()
    if "\n" in card.phrase:  # one phrase for each side, with quotation marks of their own
        return (f"\n{card.phrase}",)
    return (
        f"\n«\u202f{card.phrase}\u202f»" if card.language is Language.FR else f"\n“{card.phrase}”",
    )


def _title(part: Part) -> tuple[Text | str, ...]:
    return (Bold(part.title), "\n") if part.title else ()


def _echo(part: Part) -> Text:
    return Text(*_title(part), Italic("\n".join(part.lines)))


def _notice(part: Part) -> Text:
    return Text(*_title(part), "\n".join(_NOTICE_SIGN + line for line in part.lines))


def _section(part: Part) -> Text:
    bullet = "• " if len(part.lines) > 1 else ""
    return Text(*_title(part), "\n".join(bullet + line for line in part.lines))


def _past_deal(part: Part) -> Text:
    return _section(replace(part, title=f"{_PAST_SIGN}{part.title}"))


def _draft(part: Part) -> Text:
    return Text(*_title(part), Pre("\n\n".join(part.lines)))


def _questions(part: Part) -> Text:
    numbered = (f"{number}. {line}" for number, line in enumerate(part.lines, 1))
    return Text(*_title(part), "\n".join(numbered))


def _sources(part: Part) -> Text:
    return Text(*_title(part), Italic("\n".join(part.lines)))


_DRAWN: dict[PartKind, Callable[[Part], Text]] = {
    PartKind.ECHO: _echo,
    PartKind.NOTICE: _notice,
    PartKind.SECTION: _section,
    PartKind.DRAFT: _draft,
    PartKind.QUESTIONS: _questions,
    PartKind.SOURCES: _sources,
    PartKind.PAST_DEAL: _past_deal,
}
