"""Reads a text for the tactics of the ethics contract, and says what they mean for the user."""

from bot.coach.answer import Finding
from bot.coach.tactics.findings import calm_reply, finding, findings, name_of, question_for
from bot.coach.tactics.reader import TacticReader
from knowledge.card import Language
from knowledge.tactics import Direction

__all__ = ["TacticReader", "calm_reply", "finding", "findings", "name_of", "question_for"]


def read_request(text: str, language: Language) -> tuple[Finding, ...]:
    seen = TacticReader().read(text, Direction.REQUEST)
    return findings(seen, text, language, direction=Direction.REQUEST)


def without_requests(text: str) -> str:
    for seen in TacticReader().read(text, Direction.REQUEST):
        return without_requests(text[: seen.start] + text[seen.end :])
    return text
