"""Has judges read the answers of a run, and the violations planted among them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.coach.errors import ModelUnavailable
from bot.settings import Settings
from bot.wiring import open_model
from eval.cache import Cache
from eval.case import Case
from eval.errors import EvalError
from eval.judge.planted import planted_sample
from eval.judge.protocol import Judge, judged
from eval.record import Transcript, Verdict

Told = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Judges are models as `--model` names them; `seed` draws what is planted among the answers.

    `told` is called after each answer.
    """

    names: Sequence[str]
    settings: Settings
    cache: Cache
    seed: int = 0
    told: Told = lambda: None

    async def judge(
        self, cases: Sequence[Case], transcripts: Sequence[Transcript]
    ) -> tuple[tuple[Transcript, ...], tuple[Verdict, ...]]:
        """Return the planted texts, and what each judge says of them and of the answers.

        The judges read one after the other; without any, nothing is planted. Raises EvalError
        when a judge cannot be had.
        """
        if not self.names:
            return (), ()
        planted = planted_sample(len(cases), self.seed)
        by_id = {case.id: case for case in cases}
        # A run that is judged anew holds what was planted in it before.
        transcripts = [one for one in transcripts if one.planted is None]
        verdicts: list[Verdict] = []
        for name in self.names:
            try:
                settings = self.settings.model_copy(update={"model": name})
                async with open_model(settings) as model:
                    judge = Judge(model, self.cache)
                    verdicts += await _by(judge, by_id, transcripts, self.told)
                    asked = (judge.judge(one.question()) for one in planted)
                    verdicts += await asyncio.gather(*asked)
            except ModelUnavailable as error:
                raise EvalError(f"judge {name}: {error.text}") from error
        return tuple(one.transcript() for one in planted), tuple(verdicts)


async def _by(
    judge: Judge, cases: dict[str, Case], transcripts: Sequence[Transcript], told: Told
) -> list[Verdict]:
    async def one(answer: Transcript) -> tuple[Verdict, ...]:
        found = await judged(cases[answer.case], answer, (judge,))
        told()
        return found

    found = await asyncio.gather(*map(one, transcripts))
    return [verdict for verdicts in found for verdict in verdicts]
