"""Fakes of the core's ports, typed against them so that mypy catches a drift."""

import json
from collections.abc import Callable, Mapping, Sequence

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard, Reply
from knowledge.card import Card, CardQuery, FoundCard, Language, Role, Stage
from knowledge.tactics import BY_CODE, Direction, Sighting
from prompts import Prompt

Answerer = Callable[[Prompt], Mapping[str, str]]


class ScriptedModel:
    """Answers by a function of the prompt, and remembers every prompt it was given."""

    name = "scripted"
    ready = True

    def __init__(self, answer: Answerer) -> None:
        self._answer = answer
        self.prompts: list[Prompt] = []

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        self.prompts.append(prompt)
        fields = dict(self._answer(prompt))
        if heard is not None:
            raw = json.dumps(fields, ensure_ascii=False)
            for end in range(0, len(raw) + 20, 20):
                await heard(raw[:end])
        return Reply(fields=fields, tokens_in=100, tokens_out=50)

    @property
    def read(self) -> str:
        """Return everything that this model was ever shown."""
        return "\n".join(turn.text for prompt in self.prompts for turn in prompt.turns)


class AwayModel:
    """A model that is never there, for the reason given."""

    name = "away"
    ready = False

    def __init__(self, why: str = "llm.none") -> None:
        self._why = why

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        raise ModelUnavailable(self._why)


def echo_sentences(prompt: Prompt) -> Mapping[str, str]:
    """Answer as an obedient model: each field is the sentence that the prompt holds for it."""
    ask = prompt.turns[-1].text
    if "{" not in ask:
        return {field.name: "Demandez d'abord ce qui compte pour eux." for field in prompt.fields}
    sentences: dict[str, str] = json.loads(ask[ask.index("{") : ask.rindex("}") + 1])
    return sentences


class Shelf:
    """A library of blank cards: any id exists, and a search finds the ids it was given."""

    ready = True

    def __init__(self, *found: str) -> None:
        self._found = found

    async def search(self, query: CardQuery) -> tuple[FoundCard, ...]:
        cards = [self.card(card_id, query.language) for card_id in self._found[: query.limit]]
        return tuple(FoundCard(card, 0.9) for card in cards)

    def card(self, card_id: str, language: Language) -> Card:
        return Card(
            id=card_id,
            language=language,
            title=f"Card {card_id}",
            roles=frozenset(Role),
            stage=Stage.TRADE,
            principles=("P12",),
            status="practice",
            keywords=("trade",),
            situations=(),
            body="Ask before you give. Then say if and then.",
            phrase="If you can, then I can.",
            sources=("Composed for the tests",),
        )


class PointingEye:
    """Sees the tactics it was told of, where the words it was told stand in the text."""

    ready = True

    def __init__(self, direction: Direction, **words: str) -> None:
        self._direction, self._words = direction, words

    def sightings(
        self, text: str, direction: Direction, facts: Sequence[str] = ()
    ) -> tuple[Sighting, ...]:
        del facts
        return tuple(
            Sighting(code, BY_CODE[code].zone, 0.9, text.index(word), text.index(word) + len(word))
            for code, word in self._words.items()
            if direction is self._direction and word in text
        )
