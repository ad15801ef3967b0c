import asyncio
import itertools
import logging

import pytest
from pydantic import SecretStr

from bot.coach.errors import ModelUnavailable
from bot.llm.remote import Endpoint, Remote
from tests.bot.llm.endpoint import (
    GOOD,
    Behaviour,
    a_model,
    a_prompt,
    babbles,
    breaks_off,
    errs_midway,
    fails,
    hangs,
    says,
    serving,
)


async def _sentence(*behaviours: Behaviour, timeout_s: float = 20) -> str:
    async with serving(*behaviours) as fake, a_model(fake, timeout_s=timeout_s) as model:
        with pytest.raises(ModelUnavailable) as caught:
            await model.reply(a_prompt())
    return caught.value.text


async def test_a_reply_has_its_fields_and_its_cost() -> None:
    async with serving(says(GOOD)) as fake, a_model(fake) as model:
        reply = await model.reply(a_prompt())

    assert reply.fields == {
        "opening": "Bonjour Madame,",
        "body": "Merci pour votre offre : [PRIX_A].",
    }
    assert (reply.tokens_in, reply.tokens_out) == (21, 13)


async def test_the_text_so_far_is_heard_while_it_grows() -> None:
    heard: list[str] = []

    async def hear(text: str) -> None:
        heard.append(text)

    async with serving(says(GOOD)) as fake, a_model(fake) as model:
        await model.reply(a_prompt(), hear)

    assert len(heard) > 3
    assert all(later.startswith(sooner) for sooner, later in itertools.pairwise(heard))
    assert heard[-1] == GOOD


async def test_the_endpoint_is_asked_for_every_field_and_no_digit() -> None:
    async with serving(says(GOOD)) as fake, a_model(fake) as model:
        await model.reply(a_prompt(max_tokens=77))

    (body,) = fake.bodies
    schema = body["response_format"]["json_schema"]["schema"]
    assert schema["required"] == ["opening", "body"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["body"]["pattern"].startswith("^[^0-9")
    assert schema["properties"]["body"]["pattern"].endswith("{4,200}$")
    assert (body["model"], body["max_tokens"], body["temperature"]) == ("asked", 77, 0.4)
    assert body["seed"] == 7
    assert fake.keys == ["Bearer k-1"]


async def test_tokens_are_counted_here_when_the_endpoint_does_not_tell() -> None:
    async with serving(says(GOOD, usage=False)) as fake, a_model(fake) as model:
        reply = await model.reply(a_prompt())

    assert reply.tokens_in > 10
    assert reply.tokens_out > 10


async def test_a_busy_endpoint_is_asked_again() -> None:
    async with serving(fails(429), says(GOOD)) as fake, a_model(fake) as model:
        reply = await model.reply(a_prompt())

    assert reply.fields["opening"] == "Bonjour Madame,"
    assert len(fake.bodies) == 2


async def test_an_endpoint_that_fails_twice_is_asked_a_third_time() -> None:
    async with serving(fails(500), fails(500), says(GOOD)) as fake, a_model(fake) as model:
        reply = await model.reply(a_prompt())

    assert reply.fields["opening"] == "Bonjour Madame,"
    assert len(fake.bodies) == 3


async def test_an_endpoint_that_refuses_the_options_is_asked_plainly_and_remembered() -> None:
    refusal = fails(400, "Unsupported parameter: seed")
    async with serving(refusal, says(GOOD)) as fake, a_model(fake) as model:
        await model.reply(a_prompt())
        await model.reply(a_prompt())

    first, second, third = fake.bodies
    assert "seed" in first
    assert "seed" not in second
    assert "temperature" not in second
    assert "pattern" not in str(second["response_format"])
    assert second == third


async def test_one_bad_request_does_not_cost_the_options_for_good() -> None:
    async with serving(fails(400), fails(400), says(GOOD)) as fake, a_model(fake) as model:
        with pytest.raises(ModelUnavailable):
            await model.reply(a_prompt())
        await model.reply(a_prompt())

    assert "pattern" in str(fake.bodies[-1]["response_format"])


@pytest.mark.parametrize(
    ("behaviour", "sentence"),
    [
        (fails(401), "llm.refused"),
        (fails(403), "llm.refused"),
        (fails(404), "llm.unknown_model"),
        (fails(400), "llm.unknown_model"),
        (fails(429), "llm.busy"),
        (fails(500), "llm.down"),
        (fails(400, "exceeds the available context size"), "llm.too_long"),
        (fails(400, "no", "context_length_exceeded"), "llm.too_long"),
        (breaks_off(GOOD[:20]), "llm.cut"),
        (says(GOOD[:20], finish="length"), "llm.cut"),
        (says(GOOD[:20], finish=None), "llm.cut"),
        (errs_midway(GOOD[:20]), "llm.down"),
        (babbles(), "llm.junk"),
        (says("Bien sûr ! Voici le message."), "llm.junk"),
        (says('{"opening": "Bonjour"}'), "llm.junk"),
    ],
)
async def test_each_failure_has_its_sentence(behaviour: Behaviour, sentence: str) -> None:
    assert await _sentence(behaviour) == sentence


async def test_a_silent_endpoint_is_given_up_at_the_deadline() -> None:
    assert await _sentence(hangs(GOOD[:20]), timeout_s=0.3) == "llm.timeout"


async def test_nobody_at_the_address_is_down() -> None:
    async with serving(says(GOOD)) as fake:
        gone = fake.base_url
    model = Remote(
        Endpoint(name="n", model="m", base_url=gone, api_key=SecretStr(""), timeout_s=20)
    )
    await asyncio.to_thread(model.load)

    with pytest.raises(ModelUnavailable, match=r"llm\.down"):
        await model.reply(a_prompt())

    await model.close()


async def test_cancelling_hangs_up() -> None:
    began = asyncio.Event()

    async def hear(_: str) -> None:
        began.set()

    async with serving(hangs(GOOD[:20])) as fake, a_model(fake) as model:
        asking = asyncio.ensure_future(model.reply(a_prompt(), hear))
        await began.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

        await asyncio.wait_for(fake.hung_up.wait(), 5)


async def test_cancelling_while_the_text_is_being_heard_hangs_up() -> None:
    began = asyncio.Event()

    async def hear(_: str) -> None:
        began.set()
        await asyncio.Event().wait()

    async with serving(hangs(GOOD[:20])) as fake, a_model(fake) as model:
        asking = asyncio.ensure_future(model.reply(a_prompt(), hear))
        await began.wait()
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

        await asyncio.wait_for(fake.hung_up.wait(), 5)


async def test_a_fault_of_the_hearer_is_its_own() -> None:
    async def hear(_: str) -> None:
        raise TimeoutError

    async with serving(says(GOOD)) as fake, a_model(fake) as model:
        with pytest.raises(TimeoutError):
            await model.reply(a_prompt(), hear)


async def test_a_prompt_beyond_the_context_is_not_sent() -> None:
    async with serving(says(GOOD)) as fake, a_model(fake, context=300) as model:
        with pytest.raises(ModelUnavailable, match=r"llm\.too_long"):
            await model.reply(a_prompt(text="mot " * 100))

    assert fake.bodies == []


async def test_a_model_that_is_not_loaded_says_so() -> None:
    model = Remote(
        Endpoint(name="n", model="m", base_url="http://x/v1", api_key=SecretStr(""), timeout_s=1)
    )

    assert not model.ready
    with pytest.raises(ModelUnavailable, match=r"llm\.loading"):
        await model.reply(a_prompt())


async def test_warming_reads_the_prompts_and_writes_one_token() -> None:
    async with serving(fails(500), says("{", finish="length")) as fake, a_model(fake) as model:
        await model.warm([a_prompt(text="un"), a_prompt(text="deux")])

    assert {body["max_tokens"] for body in fake.bodies} == {1}
    assert fake.bodies[-1]["messages"][-1]["content"] == "deux"


async def test_logs_hold_neither_prompt_nor_reply(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")

    await _sentence(errs_midway("secret-reply"))
    await _sentence(fails(400, "secret-prompt"))

    assert caplog.records
    assert "secret" not in caplog.text


async def test_no_variable_of_another_project_sends_a_draft_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with serving(says(GOOD)) as stranger, serving(says(GOOD)) as fake:
        monkeypatch.setenv("LANGSMITH_TRACING", "true")
        monkeypatch.setenv("LANGSMITH_API_KEY", "k")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", stranger.base_url)
        monkeypatch.setenv("HTTP_PROXY", stranger.base_url)
        async with a_model(fake) as model:
            await model.reply(a_prompt())

    assert (stranger.bodies, stranger.strays) == ([], [])
    assert len(fake.bodies) == 1
