"""Who answers the cases: the coach, or a baseline that shows what the coach adds."""

from typing import Protocol

from eval.case import Case
from eval.record import Transcript


class Subject(Protocol):
    """Answers cases. `name` is shown in reports; `fingerprint` changes when answers may."""

    @property
    def name(self) -> str:
        """The name of who answers, with its model."""
        ...

    @property
    def fingerprint(self) -> str:
        """What its answers hang on, for the cache and the log."""
        ...

    async def load(self) -> None:
        """Make ready; seconds. Raises EvalError when it cannot answer."""
        ...

    async def answer(self, case: Case) -> Transcript:
        """Return the answer to one case, or its error. Never raises for a bad answer."""
        ...

    async def close(self) -> None:
        """Free what was loaded."""
        ...
