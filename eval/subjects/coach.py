"""The coach itself, as the wiring builds it, answering cases."""

import time
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.coach.answer import Answer, Ask
from bot.coach.errors import CoachError
from bot.settings import Settings
from bot.wiring import Deals, Engine, build_engine, open_deals
from eval import fingerprint
from eval.case import Case
from eval.errors import EvalError
from eval.record import Changed, Transcript
from knowledge.deals import PastDeal


class CoachSubject:
    """The coach with one model, on a throw-away database that holds the cases' past deals."""

    def __init__(self, settings: Settings, cases: tuple[Case, ...], today: date) -> None:
        """Answer `cases` as if it were `today`, so that a run can be had again."""
        self.name = f"coach · {settings.model}"
        self._settings, self._cases, self._today = settings, cases, today
        self._held = AsyncExitStack()
        self._engine: Engine | None = None

    @property
    def fingerprint(self) -> str:
        """The source of the coach, its model, the day."""
        return fingerprint.of_text(
            fingerprint.source(),
            self._settings.model,
            self._settings.openai_base_url,
            self._today.isoformat(),
        )

    async def load(self) -> None:
        """Load model, index and eye. Raises EvalError when the model cannot be had."""
        folder = self._held.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        try:
            url = f"sqlite:///{Path(folder) / 'past.db'}"
            deals = await self._held.enter_async_context(open_deals(url))
            await self._remember(deals)
            self._engine = build_engine(self._settings, deals.memory)
        except CoachError as error:
            raise EvalError(f"{self.name}: {error.text}") from error
        self._held.push_async_callback(self._engine.close)
        if not await self._engine.load():
            raise EvalError(f"{self.name}: its model or index cannot be loaded")

    async def answer(self, case: Case) -> Transcript:
        """Return the coach's answer to `case`, or the name of its error."""
        if self._engine is None:
            raise RuntimeError("asked before it was loaded")
        start = time.perf_counter()
        try:
            answer = await self._engine.coach.answer(ask_of(case, self._today))
        except CoachError as error:
            return Transcript(case=case.id, error=error.text)
        return transcript_of(case.id, answer, time.perf_counter() - start)

    async def close(self) -> None:
        """Free the model, the index and the database."""
        await self._held.aclose()

    async def _remember(self, deals: Deals) -> None:
        for case in self._cases:
            if case.past:
                await deals.book.bring_in(case.id, past_of(case))
        await deals.memory.index_waiting()


def ask_of(case: Case, today: date) -> Ask:
    """Return a case as an ask.

    A private fact that stands in the user's own message is not told once more: that the coach
    sees it is private is part of what is evaluated.
    """
    return Ask(
        texts=(case.text,),
        today=today,
        received=case.incoming,
        role=case.role,
        language=case.language,
        want=case.want,
        default_language=case.language,
        open_facts=case.open,
        private_facts=tuple(one.text for one in case.private if one.text not in case.text),
        owner=case.id if case.past else "",
    )


def past_of(case: Case) -> tuple[PastDeal, ...]:
    """Return the past deals of a case, owned by the case alone."""
    return tuple(
        PastDeal(
            owner=case.id,
            id=one.id,
            day=one.day,
            language=case.language,
            role=case.role,
            counterpart=one.counterpart,
            subject=one.subject,
            notes=one.notes,
            outcome=one.outcome,
            figures=one.figures,
        )
        for one in case.past
    )


def transcript_of(case_id: str, answer: Answer, seconds: float) -> Transcript:
    """Return an answer as a line of a run."""
    return Transcript(
        case=case_id,
        reply=answer.reply,
        draft=answer.draft,
        questions=answer.questions,
        declined=answer.declined,
        citations=answer.citations,
        guard=tuple(Changed(code=one.code, quote=one.quote) for one in answer.findings),
        composed=answer.composed,
        model=answer.model,
        tokens_in=answer.tokens_in,
        tokens_out=answer.tokens_out,
        seconds=seconds,
    )
