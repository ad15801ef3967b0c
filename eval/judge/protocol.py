"""A judge: one binary criterion a call, blind, with evidence; what cannot be told is unscored.

There is no default: a reply that cannot be used neither passes nor fails an answer.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Model
from eval.cache import Cache
from eval.case import Case
from eval.judge import page
from eval.judge.criteria import FAITHFUL, PRINCIPLES, rubric
from eval.judge.evidence import find
from eval.record import Transcript, Value, Verdict
from prompts import Prompt, fill

PREFIX = "judge:"
"""A judge's scorer is named by this and the criterion."""

WORDS = frozenset({"respected", "violated", "not_applicable", "cannot_tell"})
ABSTAINED, NOT_APPLICABLE = "abstained", "not_applicable"
INVALID_FORMAT, INVALID_EVIDENCE = "invalid_response_format", "invalid_evidence"
NO_RESPONSE = "no_response"

UNUSABLE = frozenset({"llm.junk", "llm.cut"})
"""Errors of a model that did reply, in a shape that cannot be read."""


class Said(BaseModel):
    """A usable reply of a judge."""

    model_config = ConfigDict(frozen=True)

    reason: str
    quote: str = ""
    word: str


@dataclass(frozen=True, slots=True)
class Question:
    """One criterion asked of one answer; `principle` is that of `faithful`, else empty."""

    case: Case
    answer: Transcript
    criterion: str
    principle: str = ""

    def prompt(self, *, again: bool = False) -> Prompt:
        """Return the filled prompt, in the language of the case; `again` after a useless reply."""
        language = self.case.language
        whole = rubric(language)
        criterion = whole.criteria[self.criterion]
        return fill(
            f"judge_{language}",
            keep=(),
            rule=whole.rule(self.criterion, self.principle),
            not_applicable=criterion.not_applicable,
            examples=criterion.examples(language),
            answer=page.of_answer(self.answer),
            again=whole.again if again else "",
            **page.of_case(self.case),
        )

    @property
    def principles(self) -> tuple[str, ...]:
        """The principles of which the verdict speaks, among those at stake in the case."""
        if self.criterion == FAITHFUL:
            return (self.principle,)
        return tuple(one for one in PRINCIPLES[self.criterion] if one in self.case.principles)


def questions(case: Case, answer: Transcript) -> Iterator[Question]:
    """Yield every question about an answer: four criteria, and each principle at stake."""
    for criterion in PRINCIPLES:
        if criterion == FAITHFUL:
            for principle in case.principles:
                yield Question(case, answer, criterion, principle)
        else:
            yield Question(case, answer, criterion)


class Judge:
    """Asks one model, at most `at_once` questions at a time; usable replies are kept."""

    def __init__(self, model: Model, cache: Cache, at_once: int = 2) -> None:
        """Judge with `model`, whose name stands in every verdict."""
        self.name = model.name
        self._model, self._cache = model, cache
        self._free = asyncio.Semaphore(at_once)

    async def judge(self, question: Question) -> Verdict:
        """Return the verdict on one question, unscored with its reason where there is none."""
        repeat = str(question.answer.repeat)
        said = await self.ask(question.prompt(), WORDS, repeat)
        if said == INVALID_FORMAT:
            said = await self.ask(question.prompt(again=True), WORDS, repeat)
        return self._verdict(question, said)

    async def ask(self, prompt: Prompt, allowed: frozenset[str], *made_from: str) -> Said | str:
        """Return what the model says in one of the `allowed` words, or why that is nothing.

        `made_from`, beside judge and prompt, tells apart replies that are kept.
        """
        key = (self.name, page.as_text(prompt), *made_from)
        kept = self._cache.get(Said, *key)
        if kept is not None:
            return kept
        try:
            async with self._free:
                fields = (await self._model.reply(prompt)).fields
        except ModelUnavailable as error:
            return INVALID_FORMAT if error.text in UNUSABLE else NO_RESPONSE
        word = page.word_of(fields, allowed)
        if word is None:
            return INVALID_FORMAT
        said = Said(reason=fields.get("reason", ""), quote=fields.get("quote", ""), word=word)
        self._cache.put(said, *key)
        return said

    def _verdict(self, question: Question, said: Said | str) -> Verdict:
        value, quote, reason = _weighed(said, question.answer)
        return Verdict(
            case=question.case.id,
            repeat=question.answer.repeat,
            scorer=PREFIX + question.criterion,
            key=question.principle,
            value=value,
            principles=question.principles,
            quote=quote,
            why=said.reason if isinstance(said, Said) else "",
            reason=reason,
            judge=self.name,
        )


def _weighed(said: Said | str, answer: Transcript) -> tuple[Value, str, str]:
    """Return (value, quote as the answer has it, why there is no value)."""
    if isinstance(said, str):
        return None, "", said
    if said.word == "respected":
        return 1, "", ""
    if said.word == "violated":
        quote = find(said.quote, answer.draft or "", answer.reply)
        return (0, quote, "") if quote else (None, "", INVALID_EVIDENCE)
    return None, "", NOT_APPLICABLE if said.word == NOT_APPLICABLE else ABSTAINED


async def judged(case: Case, answer: Transcript, judges: Sequence[Judge]) -> tuple[Verdict, ...]:
    """Return what each of `judges` says of an answer, every judge apart; none of an error."""
    if answer.error is not None:
        return ()
    asked = [judge.judge(one) for judge in judges for one in questions(case, answer)]
    return tuple(await asyncio.gather(*asked))
