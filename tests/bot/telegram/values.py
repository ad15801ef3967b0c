"""Answers of every shape, for the tests of what is shown."""

from bot.coach.answer import Answer, Part, PartKind, Want
from knowledge.card import Language, Role


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
