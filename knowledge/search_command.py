"""`python -m knowledge search --jsonl`: questions in, cards out. A public contract (design)."""

import time
from collections.abc import Iterable
from typing import Literal, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.card import CardQuery, Language, Role
from knowledge.json_lines import Name, answer_each, refusal
from knowledge.library import KnowledgeLibrary
from knowledge.words import language_of


class SearchLine(BaseModel):
    """One line that comes in; fields that are not named here are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Name
    text: str
    # Not Language: a question in Polish is no mistake, the cards just have no answer to it.
    lang: str | None = None
    role: Role | None = None


async def search_lines(
    lines: Iterable[bytes], library: KnowledgeLibrary, out: TextIO, *, limit: int, told: TextIO
) -> Literal[0, 1]:
    """Answer every question of `lines`, UTF-8, as `answer_each` does, with cards."""
    return await answer_each(lines, lambda line: _search_line(line, library, limit), out, told)


def query_of(text: str, *, lang: str | None, role: Role | None, limit: int) -> CardQuery | None:
    """Return what to look for; None where the language is neither French nor English.

    Where `lang` is not given, the text tells its own.
    """
    if lang is None:
        language = language_of(text, expected=Language.FR)
    else:
        language = next((known for known in Language if known == lang), None)
    if language is None:
        return None
    return CardQuery(text=text, language=language, role=role, limit=limit)


async def _search_line(
    line: str | bytes, library: KnowledgeLibrary, limit: int
) -> dict[str, object]:
    try:
        given = SearchLine.model_validate_json(line)
    except ValidationError as error:
        return refusal(line, error)
    start = time.perf_counter()
    query = query_of(given.text, lang=given.lang, role=given.role, limit=limit)
    found = await library.search(query) if query else ()
    return {
        "id": given.id,
        "cards": [
            {"id": one.card.id, "score": round(one.score, 4), "title": one.card.title}
            for one in found
        ],
        "ms": round((time.perf_counter() - start) * 1000),
    }
