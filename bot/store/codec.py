"""Ask and Answer as JSON text and back, with the version of their shape.

A new field with a default keeps the version: old rows take the default. A field that changes its
meaning or goes away from under old rows needs a new version and a migration of the rows.
"""

from dataclasses import dataclass
from typing import Literal, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from bot.coach.answer import Answer, Ask
from bot.coach.practice import Practice
from bot.store.errors import UnreadableRow

VERSION: Literal[1] = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _StoredAsk:
    version: Literal[1]
    ask: Ask


@dataclass(frozen=True, slots=True)
class _StoredAnswer:
    version: Literal[1]
    answer: Answer


@dataclass(frozen=True, slots=True)
class _StoredPractice:
    version: Literal[1]
    practice: Practice


_ASKS = TypeAdapter(_StoredAsk)
_ANSWERS = TypeAdapter(_StoredAnswer)
_PRACTICES = TypeAdapter(_StoredPractice)
_IDS: TypeAdapter[tuple[int, ...]] = TypeAdapter(tuple[int, ...])


def write_ask(ask: Ask) -> str:
    """Return the JSON of an ask. Raises UnreadableRow for a text with lone surrogates."""
    return _write(_ASKS, _StoredAsk(VERSION, ask))


def read_ask(text: str) -> Ask:
    """Return the ask that `write_ask` wrote. Raises UnreadableRow for any other text."""
    return _read(_ASKS, text).ask


def write_answer(answer: Answer) -> str:
    """Return the JSON of an answer. Raises UnreadableRow for a text with lone surrogates."""
    return _write(_ANSWERS, _StoredAnswer(VERSION, answer))


def read_answer(text: str) -> Answer:
    """Return the answer that `write_answer` wrote. Raises UnreadableRow for any other text."""
    return _read(_ANSWERS, text).answer


def write_practice(practice: Practice) -> str:
    """Return the JSON of what a user shows a coach. Raises UnreadableRow for lone surrogates."""
    return _write(_PRACTICES, _StoredPractice(VERSION, practice))


def read_practice(text: str) -> Practice:
    """Return what `write_practice` wrote. Raises UnreadableRow for any other text."""
    return _read(_PRACTICES, text).practice


def write_ids(message_ids: tuple[int, ...]) -> str:
    """Return the JSON list of Telegram message ids."""
    return _write(_IDS, message_ids)


def read_ids(text: str) -> tuple[int, ...]:
    """Return the message ids that `write_ids` wrote. Raises UnreadableRow for any other text."""
    return _read(_IDS, text)


def _write(adapter: TypeAdapter[T], value: T) -> str:
    try:
        return adapter.dump_json(value).decode()
    except PydanticSerializationError:
        # Not chained: the message would quote the value, and the value is the user's.
        raise UnreadableRow from None


def _read(adapter: TypeAdapter[T], text: str) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError:
        # Not chained, for the same reason.
        raise UnreadableRow from None
