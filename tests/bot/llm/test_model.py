import threading

import pytest

from bot.coach.errors import ModelUnavailable
from bot.llm.model import NoModel, loaded


class Unloadable(NoModel):
    def __init__(self, error: Exception) -> None:
        self.error = error

    def load(self) -> None:
        raise self.error


async def test_loading_ends_when_the_model_is_loaded() -> None:
    await loaded(NoModel())


async def test_what_stops_the_loading_reaches_the_caller() -> None:
    with pytest.raises(ModelUnavailable, match=r"llm\.no_weights"):
        await loaded(Unloadable(ModelUnavailable("llm.no_weights")))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_bug_while_loading_does_not_leave_the_caller_waiting() -> None:
    with pytest.raises(RuntimeError):
        await loaded(Unloadable(KeyError("bug")))

    for thread in threading.enumerate():
        if thread.name == "load-model":
            thread.join()  # so that its last words are of this test
