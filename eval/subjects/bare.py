"""Baselines: the bare model with a good prompt, and a plain LangChain retrieval chain before it.

Both use the same model as the coach, and read the cards or not; neither plans nor guards. What
the coach scores above them is what planning and guarding add.
"""

import re
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Model, Reply
from bot.settings import Settings
from bot.wiring import open_model
from eval import fingerprint
from eval.case import Case
from eval.errors import EvalError
from eval.record import Transcript
from knowledge.card import Language, Role
from prompts import Prompt, fill

_CARD = re.compile(r"\b[A-Z]\d{2}\b")
_ROLE = {
    (Language.FR, Role.BUYER): "acheteur",
    (Language.FR, Role.SELLER): "vendeur",
    (Language.EN, Role.BUYER): "buyer",
    (Language.EN, Role.SELLER): "seller",
}


class BareSubject:
    """The model alone, told who it is and everything that the user knows."""

    kind = "bare"

    def __init__(self, settings: Settings, today: date) -> None:
        """Answer with the model of these settings as if it were `today`."""
        self.name = f"{self.kind} · {settings.model}"
        self._settings, self._today = settings, today
        self._held = AsyncExitStack()
        self._model: Model | None = None

    @property
    def fingerprint(self) -> str:
        """Its prompts, the cards, the model, the day."""
        return fingerprint.of_text(
            self.kind,
            fingerprint.words(),
            fingerprint.cards(),
            self._settings.model,
            self._settings.openai_base_url,
            self._today.isoformat(),
        )

    async def load(self) -> None:
        """Load the model. Raises EvalError when it cannot be had."""
        try:
            self._model = await self._held.enter_async_context(open_model(self._settings))
        except ModelUnavailable as error:
            raise EvalError(f"{self.name}: {error.text}") from error

    async def answer(self, case: Case) -> Transcript:
        """Return what the model writes, or the name of its error."""
        start = time.perf_counter()
        try:
            reply = await self.reply(case)
        except ModelUnavailable as error:
            return Transcript(case=case.id, error=error.text)
        return _transcript(case, reply, self._loaded().name, time.perf_counter() - start)

    async def reply(self, case: Case) -> Reply:
        """Ask the model. Raises ModelUnavailable."""
        return await self._loaded().reply(self.prompt(case))

    async def close(self) -> None:
        """Free the model."""
        await self._held.aclose()

    def prompt(self, case: Case, cards: Sequence[str] = ()) -> Prompt:
        """Return the prompt for a case, with the text of some cards."""
        return fill(
            f"bare_{case.language}",
            role=_ROLE[case.language, case.role],
            today=self._today.isoformat(),
            ask=case.text,
            received=case.incoming or "–",
            known="; ".join((*case.open, *_past(case))) or "–",
            private="; ".join(one.text for one in case.private) or "–",
            cards="\n\n".join(cards) or "–",
        )

    def _loaded(self) -> Model:
        if self._model is None:
            raise RuntimeError("asked before it was loaded")
        return self._model


def _past(case: Case) -> list[str]:
    return [
        " · ".join(filter(None, (str(one.day), one.counterpart, one.subject, one.outcome)))
        for one in case.past
    ]


def _transcript(case: Case, reply: Reply, model: str, seconds: float) -> Transcript:
    text, draft = reply.fields["reply"].strip(), reply.fields["draft"].strip()
    cited = dict.fromkeys(_CARD.findall(text))
    return Transcript(
        case=case.id,
        reply=f"{text}\n\n{draft}" if draft else text,
        draft=draft or None,
        citations=tuple(cited),
        model=model,
        tokens_in=reply.tokens_in,
        tokens_out=reply.tokens_out,
        seconds=seconds,
    )
