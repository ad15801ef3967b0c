import socket

import pytest

from bot.llm import tokens
from tests.bot.llm.endpoint import a_prompt


def test_french_prose_is_counted_as_openai_does() -> None:
    # Counted with tiktoken.get_encoding("o200k_base") of tiktoken 0.14.
    assert tokens.count("L’acheteur propose 12 500 € à trente jours, n'est-ce pas ?\n") == 19


def test_special_strings_count_as_plain_text() -> None:
    assert tokens.count("<|endoftext|>") > 1
    assert tokens.count("") == 0


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was reached")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    tokens._encoding.cache_clear()

    assert tokens.count("Bonjour") == 1


def test_a_prompt_costs_more_than_its_words() -> None:
    prompt = a_prompt(text="Bonjour")

    words = sum(tokens.count(turn.text) for turn in prompt.turns)
    assert tokens.prompt_tokens(prompt) > words
