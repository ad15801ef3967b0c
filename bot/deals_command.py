"""`python -m knowledge deals` and the deals of `reindex`: here, since deals live in bot.store.

A public contract (design): deals and questions in, deals out, as JSON Lines.
"""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.coach.errors import CoachError
from bot.settings import Settings
from bot.texts import say
from bot.wiring import Deals, has_database, open_deals, today
from knowledge import embed
from knowledge.card import Language
from knowledge.deals import DealQuery, PastDeal
from knowledge.embed import Progress
from knowledge.json_lines import Name, answer_each, refusal
from knowledge.words import language_of


class QuestionLine(BaseModel):
    """One line that comes in; fields that are not named here are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Name
    user: Name
    text: str
    # Not Language: a question in Polish may still name a counterpart.
    lang: str | None = None
    # Far from both ends of the calendar: « il y a 99 ans » is counted back from here.
    today: Annotated[date, Field(ge=date(1970, 1, 1), le=date(2100, 1, 1))] | None = None


async def answer_questions(
    lines: Iterable[bytes], deals: Deals, out: TextIO, *, limit: int, told: TextIO
) -> Literal[0, 1]:
    """Answer every question of `lines`, UTF-8, as `answer_each` does, with past deals."""
    return await answer_each(lines, lambda line: _answer(line, deals, limit), out, told)


async def find_deals(
    batches: Mapping[str, tuple[PastDeal, ...]],
    questions: Iterable[bytes],
    url: str,
    *,
    limit: int,
    language: Language,
) -> Literal[0, 1, 2]:
    """Bring in the deals of each user in one commit, index them, and answer the questions.

    An empty `url` is a store that is thrown away at the end. Returns 0 when all was answered, 1
    when some was not, 2 when the store cannot be used.
    """
    with ExitStack() as held:
        if not url:
            folder = held.enter_context(TemporaryDirectory())
            url = f"sqlite:///{Path(folder) / 'deals.db'}"
        held.enter_context(_telling(language))
        async with open_deals(url) as deals:
            await _bring_in(batches, deals)
            return await answer_questions(
                questions, deals, sys.stdout, limit=limit, told=sys.stderr
            )
    return 2


async def mark_deals(settings: Settings) -> int | None:
    """Let all deals in the database of these settings wait for new vectors; return how many do.

    None when the database cannot be used, and then standard error says why. Whatever an earlier
    call marked and its work did not reach is what is left to do.
    """
    with _telling(settings.language):
        if not has_database(settings):
            return 0
        async with open_deals(settings.database_url) as deals:
            return await deals.book.mark_all(embed.VERSION)
    return None


async def index_deals(settings: Settings, progress: Progress) -> int | None:
    """Make the vectors of all deals that wait; return of how many, or None as `mark_deals` does.

    Search reads the old vectors meanwhile. Cut at any moment, the next call goes on from there.
    """
    with _telling(settings.language):
        if not has_database(settings):
            return 0
        async with open_deals(settings.database_url) as deals:
            return await deals.memory.index_waiting(progress)
    return None


@contextmanager
def _telling(language: Language) -> Iterator[None]:
    """End at an error of the store with its sentence on standard error."""
    try:
        yield
    except CoachError as error:
        sys.stderr.write(f"{_in_words(error, language)}\n")


def _in_words(error: CoachError, language: Language) -> str:
    return say(error.text, language, **error.values)


async def _bring_in(batches: Mapping[str, tuple[PastDeal, ...]], deals: Deals) -> None:
    for owner, brought in batches.items():
        await deals.book.bring_in(owner, brought)
    await deals.memory.index_waiting(_count_up)


async def _answer(line: str | bytes, deals: Deals, limit: int) -> dict[str, object]:
    try:
        given = QuestionLine.model_validate_json(line)
    except ValidationError as error:
        return refusal(line, error)
    start = time.perf_counter()
    query = DealQuery(
        owner=str(given.user),
        text=given.text,
        today=given.today or today(),
        limit=limit,
    )
    try:
        found = await deals.memory.recall(query)
    except CoachError as error:
        return {"id": given.id, "error": _in_words(error, _language(given))}
    return {
        "id": given.id,
        "deals": [{"id": one.deal.id, "score": round(one.score, 4)} for one in found],
        "ms": round((time.perf_counter() - start) * 1000),
    }


def _language(given: QuestionLine) -> Language:
    named = next((known for known in Language if known == given.lang), None)
    return named or language_of(given.text, expected=Language.FR) or Language.FR


def _count_up(done: int, of: int) -> None:
    sys.stderr.write(f"\r{done}/{of}" + ("\n" if done == of else ""))
