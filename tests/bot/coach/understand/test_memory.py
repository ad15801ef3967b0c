"""Which messages ask about the user's own past negotiations."""

import tomllib
from pathlib import Path

import pytest

from bot.coach.answer import Ask
from bot.coach.understand import asks_memory, is_aside, understand
from tests.bot.coach.deals import TODAY

_TABLE = tomllib.loads((Path(__file__).parent / "memory.toml").read_text("utf-8"))
ASKS = [*_TABLE["asks"]["fr"], *_TABLE["asks"]["en"]]
DOES_NOT = [*_TABLE["does_not"]["fr"], *_TABLE["does_not"]["en"]]


def asks(text: str, received: str | None = None) -> bool:
    return asks_memory(understand(Ask(texts=(text,), today=TODAY, received=received)).deal)


@pytest.mark.parametrize("text", ASKS)
def test_a_question_about_the_past_is_recognised(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_what_looks_like_one_is_left_to_the_other_use_cases(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize("text", ASKS)
def test_it_begins_a_conversation_of_its_own(text: str) -> None:
    assert is_aside(text)


def test_a_message_received_is_to_be_answered_whatever_is_asked_beside_it() -> None:
    assert not asks("What did we agree last time?", received="We move to €1,180. Best, Marta")
