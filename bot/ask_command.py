"""`python -m bot ask`: asks in, answers out, as JSON Lines. A public contract, kept compatible."""

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AsyncExitStack
from dataclasses import asdict
from datetime import date
from typing import Literal, TextIO

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.coach.answer import Answer, Ask, Want
from bot.coach.coach import Coach
from bot.coach.errors import CoachError
from bot.coach.language import detect
from bot.settings import Settings
from bot.texts import say
from knowledge.card import Language, Role
from knowledge.json_lines import Name, answer_each, lines_of, refusal


class AskLine(BaseModel):
    """One line that comes in; fields that are not named here are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: Name
    text: str
    role: Role | None = None
    lang: Language | None = None
    want: Want | None = None
    incoming: str | None = None
    facts: list[str] = Field(default_factory=list)
    private: list[str] = Field(default_factory=list)
    user: Name | None = None


async def answer_lines(
    lines: Iterable[str | bytes], coach: Coach, out: TextIO, *, today: Callable[[], date]
) -> Literal[0, 1]:
    """Answer every line in order; what cannot be answered gives its error, and the rest goes on.

    Returns 0 when all were answered, else 1.
    """
    return await answer_each(
        lines, lambda line: _answer_line(line, coach, today()), out, sys.stderr
    )


async def ask_file(name: str, settings: Settings) -> int:
    """Answer the asks of a file, or of standard input for `-`, on standard output.

    A line with a user recalls that user's past deals from the database, if there is one, and
    stores nothing. Returns 0 when all were answered, 1 when some failed, 2 when the file or the
    database cannot be read or the name of the model says nothing.
    """
    # Seconds of imports.
    from bot.wiring import build_engine, has_database, open_deals, today  # noqa: PLC0415

    try:
        lines = await lines_of(name)
    except OSError as error:
        sys.stderr.write(f"{name}: {error.strerror}\n")
        return 2
    async with AsyncExitStack() as held:
        try:
            memory = None
            if has_database(settings):
                deals = await held.enter_async_context(open_deals(settings.database_url))
                memory = deals.memory
            engine = build_engine(settings, memory)
        except CoachError as error:
            sys.stderr.write(say(error.text, settings.language, **error.values) + "\n")
            return 2
        held.push_async_callback(engine.close)
        # A batch waits for its model and index: half of it composed would be no measurement.
        await engine.load()
        return await answer_lines(lines, engine.coach, sys.stdout, today=today)


async def _answer_line(line: str | bytes, coach: Coach, today: date) -> dict[str, object]:
    try:
        given = AskLine.model_validate_json(line)
    except ValidationError as error:
        return refusal(line, error)
    ask = Ask(
        texts=(given.text,),
        today=today,
        received=given.incoming,
        role=given.role,
        language=given.lang,
        want=given.want,
        default_language=detect(given.text) or detect(given.incoming or "") or Language.FR,
        open_facts=tuple(given.facts),
        private_facts=tuple(given.private),
        owner="" if given.user is None else str(given.user),
    )
    start = time.perf_counter()
    try:
        answer = await coach.answer(ask)
    except CoachError as error:
        language = given.lang or Language.EN
        return {"id": given.id, "error": say(error.text, language, **error.values)}
    return _result(given.id, answer, time.perf_counter() - start)


def _result(line_id: str | int, answer: Answer, seconds: float) -> dict[str, object]:
    return {
        "id": line_id,
        "want": answer.want,
        "reply": answer.reply,
        "draft": answer.draft,
        "questions": answer.questions,
        "declined": answer.declined,
        "citations": answer.citations,
        "findings": [asdict(finding) for finding in answer.findings],
        "amounts": [asdict(amount) for amount in answer.amounts],
        "understood": {"open": answer.understood_open, "private": answer.understood_private},
        "composed": answer.composed,
        "model": answer.model,
        "ms": round(seconds * 1000),
        "tokens": {"in": answer.tokens_in, "out": answer.tokens_out},
    }
