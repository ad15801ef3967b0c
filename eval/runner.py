"""Runs a subject over cases: at once but not too many, cached, within a ceiling, to the end."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from eval.cache import Cache
from eval.case import Case
from eval.record import Transcript
from eval.subjects.subject import Subject

log = logging.getLogger(__name__)

_TRIES = 3
_FIRST_PAUSE_S = 1.0
_PER = 1_000_000
_GUESS = 0.5
"""Before the first answer nobody knows what one costs: this share of the ceiling is kept free."""

STOPPED = "ceiling"
"""The error of a case that was not asked because the money was spent."""

TIMED_OUT = "timeout"

Told = Callable[[Transcript, float], None]
"""Receives each answer as it comes, and what was spent so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How a run is held.

    `repeats` answers to each case, `at_once` of them under way, each within `seconds`. Prices are
    per million tokens; `ceiling`, in their currency, is the most that may be spent, 0 for none.
    """

    repeats: int = 1
    at_once: int = 2
    seconds: float = 300.0
    price_in: float = 0.0
    price_out: float = 0.0
    ceiling: float = 0.0


@dataclass(slots=True)
class _Purse:
    """What was spent in this process, and whether one more answer fits under the ceiling."""

    limits: Limits
    spent: float = 0.0
    under_way: int = 0
    dearest: float = field(default=0.0)

    def takes(self) -> bool:
        """Reserve the dearest answer so far for each one under way; tell whether that fits."""
        ceiling = self.limits.ceiling
        if ceiling:
            reserve = self.dearest or ceiling * _GUESS
            if self.spent + reserve * (self.under_way + 1) > ceiling:
                return False
        self.under_way += 1
        return True

    def pays(self, answer: Transcript) -> float:
        cost = (
            answer.tokens_in * self.limits.price_in + answer.tokens_out * self.limits.price_out
        ) / _PER
        self.under_way -= 1
        self.spent += cost
        self.dearest = max(self.dearest, cost)
        return cost


async def answers(
    subject: Subject,
    cases: Sequence[Case],
    *,
    limits: Limits,
    cache: Cache,
    told: Told = lambda answer, spent: None,
) -> tuple[Transcript, ...]:
    """Return the answers to every case, in the order of cases and repeats.

    What is in the cache is not asked again, so a run that was killed goes on where it stopped.
    A case that cannot be answered has its error in place of an answer.
    """
    purse = _Purse(limits)
    slots = asyncio.Semaphore(limits.at_once)

    async def one(case: Case, repeat: int) -> Transcript:
        made_from = (subject.fingerprint, case.model_dump_json(), str(repeat))
        async with slots:
            answer = cache.get(Transcript, *made_from)
            if answer is None:
                answer = await _paid(subject, case, repeat, purse)
                if answer.error is None:
                    await asyncio.to_thread(cache.put, answer, *made_from)
        told(answer, purse.spent)
        return answer

    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(one(case, repeat))
            for case in cases
            for repeat in range(limits.repeats)
        ]
    return tuple(task.result() for task in tasks)


async def _paid(subject: Subject, case: Case, repeat: int, purse: _Purse) -> Transcript:
    if not purse.takes():
        return Transcript(case=case.id, repeat=repeat, error=STOPPED)
    answer = await _tried(subject, case, purse.limits.seconds)
    return answer.model_copy(update={"repeat": repeat, "cost": purse.pays(answer)})


async def _tried(subject: Subject, case: Case, seconds: float) -> Transcript:
    """Ask up to three times, each after a longer pause: endpoints fail for a moment."""
    answer = Transcript(case=case.id, error=TIMED_OUT)
    for attempt in range(_TRIES):
        if attempt:
            await asyncio.sleep(_FIRST_PAUSE_S * 2 ** (attempt - 1))
        answer = await _asked(subject, case, seconds)
        if answer.error is None or answer.error.startswith("understand."):
            # What cannot be understood will not be understood the second time.
            break
    return answer


async def _asked(subject: Subject, case: Case, seconds: float) -> Transcript:
    try:
        async with asyncio.timeout(seconds):
            return await subject.answer(case)
    except TimeoutError:
        return Transcript(case=case.id, error=TIMED_OUT)
    except Exception as error:  # noqa: BLE001 - an outermost edge: one case must not end a run
        log.warning("%s: %s", case.id, type(error).__name__)
        return Transcript(case=case.id, error=type(error).__name__)
