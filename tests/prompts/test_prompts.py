"""Prompts are strict both ways: about what goes in and about what they declare."""

import pytest

import prompts
from prompts import Prompt, PromptError, fill

INPUTS: dict[str, str] = {
    "role": "a buyer, to their supplier",
    "tone": "warm",
    "context": "-",
    "received": "-",
    "sentences": '{"offer": "If [PRICE_A], then [TERM_A]."}',
    "remarks": "",
}


def the_prompt(**changes: str) -> Prompt:
    return fill("word_en", keep=(), **(INPUTS | changes))


def test_a_filled_prompt_carries_every_input_in_its_last_turn() -> None:
    prompt = the_prompt()

    assert prompt.turns[0].speaker == "system"
    assert prompt.turns[-1].speaker == "user"
    assert "[PRICE_A]" in prompt.turns[-1].text
    assert "{{" not in prompt.turns[-1].text


def test_a_missing_input_is_refused() -> None:
    inputs = dict(INPUTS)
    del inputs["tone"]

    with pytest.raises(PromptError, match="tone"):
        fill("word_en", keep=(), **inputs)


def test_an_unknown_input_is_refused() -> None:
    with pytest.raises(PromptError, match="budget"):
        fill("word_en", keep=(), **INPUTS, budget="none")


def test_an_unknown_prompt_is_refused() -> None:
    with pytest.raises(PromptError, match="nothing_like_it"):
        fill("nothing_like_it")


def test_only_declared_fields_can_be_kept() -> None:
    assert [f.name for f in fill("word_en", keep=("offer",), **INPUTS).fields] == ["offer"]
    with pytest.raises(PromptError, match="secret"):
        fill("word_en", keep=("secret",), **INPUTS)


def test_an_input_that_looks_like_a_place_stays_what_it_is() -> None:
    prompt = the_prompt(received="{{context}} and {{budget}}")

    assert "{{context}} and {{budget}}" in prompt.turns[-1].text


@pytest.mark.parametrize("name", prompts.names())
def test_every_shipped_prompt_keeps_the_contract(name: str) -> None:
    template = prompts._load(name)

    filled = fill(name, keep=(), **dict.fromkeys(template.inputs, "x"))
    assert filled.fields
    assert filled.max_tokens > 0


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("reader: user\ninputs: [a]\n", "declares"),
        ("reader: nobody\ninputs: []\n", "reader"),
    ],
)
def test_a_page_that_breaks_the_contract_is_refused(
    page: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = "returns: {x: [1, 9]}\nmax_tokens: 9\ntemperature: 0\n"
    text = f"---\n{page}{rest}---\n# system\ns\n# user\nu"
    monkeypatch.setattr(prompts, "_read", lambda _: text)
    prompts._load.cache_clear()

    with pytest.raises(PromptError, match=fault):
        fill("broken")


def test_a_page_ends_with_the_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "---\nreader: user\ninputs: []\nreturns: {x: [1, 9]}\nmax_tokens: 9\ntemperature: 0\n---\n"
        "# user\nu\n# system\ns"
    )
    monkeypatch.setattr(prompts, "_read", lambda _: text)
    prompts._load.cache_clear()

    with pytest.raises(PromptError, match="ends with"):
        fill("backwards")


def test_the_fingerprint_changes_with_any_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    before = prompts.fingerprint()
    read = prompts._read
    monkeypatch.setattr(prompts, "_read", lambda name: read(name) + " ")

    assert len(before) == 12
    assert prompts.fingerprint() != before
