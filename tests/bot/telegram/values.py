"""Answers of every shape, for the tests of what is shown."""

from datetime import date
from typing import Any

from bot.coach.answer import Answer, Part, PartKind, Want
from knowledge.card import Language, Role
from knowledge.deals import PastDeal


def part(kind: PartKind, *lines: str, title: str = "") -> Part:
    return Part(kind=kind, title=title, lines=lines)


def answer(
    *parts: Part,
    draft: str | None = None,
    questions: tuple[str, ...] = (),
    citations: tuple[str, ...] = (),
    language: Language = Language.FR,
) -> Answer:
    return Answer(
        want=Want.DRAFT,
        role=Role.SELLER,
        language=language,
        parts=parts,
        draft=draft,
        questions=questions,
        citations=citations,
    )


def draft_answer(*paragraphs: str, citations: tuple[str, ...] = ("D15",)) -> Answer:
    """Return an answer with an echo, a draft of these paragraphs, and a card."""
    return answer(
        part(PartKind.ECHO, "Compris : vous vendez"),
        part(PartKind.DRAFT, *paragraphs, title="À envoyer"),
        part(PartKind.SOURCES, *(f"{c} · Fiche" for c in citations), title="Fiches"),
        draft="\n\n".join(paragraphs),
        citations=citations,
    )


def past_deal(deal_id: str, day: date = date(2025, 3, 14), **fields: Any) -> PastDeal:
    """Return a deal of the French user with Lemaire, about sheet metal."""
    known: dict[str, Any] = {
        "owner": "1001",
        "id": deal_id,
        "day": day,
        "language": Language.FR,
        "role": Role.BUYER,
        "counterpart": "Lemaire",
        "subject": "tôle",
    }
    return PastDeal(**{**known, **fields})
