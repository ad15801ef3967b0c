"""A judge's voice for the tests: what a scripted model says, and where it runs away."""

from collections.abc import Callable, Mapping

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard, Reply
from eval.cache import Cache
from eval.judge.protocol import Judge
from prompts import Prompt
from tests.fakes import ScriptedModel

Says = Callable[[Prompt], Mapping[str, str]]


def saying(verdict: str, quote: str = "", reason: str = "So it is.") -> dict[str, str]:
    return {"reason": reason, "quote": quote, "verdict": verdict}


def judge_of(says: Says | Mapping[str, str], cache: Cache | None = None) -> Judge:
    answer = says if callable(says) else lambda _: says
    return Judge(ScriptedModel(answer), cache or Cache(None))


class Failing:
    """A model that raises the errors it was given, one a call, then says the word it was given."""

    name = "failing"
    ready = True

    def __init__(self, *errors: str, then: str = "respected") -> None:
        self.errors, self._then = list(errors), then
        self.prompts: list[Prompt] = []

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        del heard
        self.prompts.append(prompt)
        if self.errors:
            raise ModelUnavailable(self.errors.pop(0))
        return Reply(fields=saying(self._then), tokens_in=1, tokens_out=1)
