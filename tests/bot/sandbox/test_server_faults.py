"""Each failure that a test can set reaches aiogram as the exception that it raises."""

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tests.bot.sandbox.conftest import ALEX, CAMILLE, Json, Rig


@pytest.mark.parametrize(
    ("fault", "raised", "arrived"),
    [
        ({"kind": "429", "retry_after": 7}, TelegramRetryAfter, 0),
        ({"kind": "429", "retry_after": None}, TelegramAPIError, 0),
        ({"kind": "error"}, TelegramBadRequest, 0),
        (
            {"kind": "error", "code": 403, "description": "Forbidden: user is deactivated"},
            TelegramForbiddenError,
            0,
        ),
        ({"kind": "500"}, TelegramServerError, 0),
        ({"kind": "html"}, ClientDecodeError, 0),
        ({"kind": "cut"}, TelegramNetworkError, 0),
        ({"kind": "lost"}, TelegramNetworkError, 1),
    ],
)
async def test_a_fault_meets_the_next_call_and_no_other(
    rig: Rig, fault: Json, raised: type[AiogramError], arrived: int
) -> None:
    await rig.do("fault", method="sendMessage", times=1, **fault)
    await rig.bot.get_me()
    with pytest.raises(raised) as caught:
        await rig.bot.send_message(ALEX, "Hello")
    assert type(caught.value) is raised
    assert len(await rig.events("message")) == arrived
    await rig.bot.send_message(ALEX, "Hello")
    assert len(await rig.events("message")) == arrived + 1


async def test_a_429_says_how_long_to_wait(rig: Rig) -> None:
    await rig.do("fault", method="*", times=2, kind="429", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as caught:
        await rig.bot.send_message_draft(ALEX, 1, text="Ask")
    assert caught.value.retry_after == 7
    url = f"{rig.address}/bot{rig.sandbox.token}/getMe"
    async with rig.http.get(url) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")


async def test_a_slow_answer_runs_into_the_time_limit_and_is_applied_all_the_same(
    rig: Rig,
) -> None:
    await rig.do("fault", method="sendMessage", kind="delay", seconds=1.5)
    with pytest.raises(TelegramNetworkError):
        await rig.bot.send_message(ALEX, "Hello", request_timeout=1)
    assert await rig.happens(lambda: rig.events("message"))


async def test_the_rate_rule_bears_a_burst_and_then_asks_to_wait(rig: Rig) -> None:
    await rig.do("rate", on=True)
    for number in range(5):
        await rig.bot.send_message(ALEX, str(number))
    with pytest.raises(TelegramRetryAfter) as caught:
        await rig.bot.send_message_draft(ALEX, 1, text="Ask")
    assert caught.value.retry_after == 3
    await rig.bot.send_message(CAMILLE, "Another chat")
    await rig.do("clock", seconds=3)
    await rig.bot.send_message(ALEX, "Later")


async def test_a_wrong_token_is_refused(rig: Rig) -> None:
    stranger = Bot("1:stranger", session=rig.bot.session)
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
