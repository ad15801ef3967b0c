import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.coach.errors import ModelUnavailable
from bot.llm import weights
from bot.llm.embedded import Embedded, usable_cores
from bot.llm.model import loaded
from prompts import Field, Prompt, Turn

TEXT = (
    "Répondez au fournisseur qui augmente son prix à [PRIX_A]. Remerciez-le, demandez ce qui "
    "justifie la hausse de 5 %, proposez un engagement de 24 mois contre le maintien du prix."
)


def a_french_prompt(*, most: int = 320) -> Prompt:
    system = "Vous écrivez des messages courts, courtois et honnêtes, en français, en JSON."
    return Prompt(
        name="test",
        turns=(Turn("system", system), Turn("user", TEXT)),
        fields=(Field("ouverture", 15, 120), Field("demande", 30, most)),
        max_tokens=400,
        temperature=0.4,
    )


def _no_weights() -> Path:
    raise ModelUnavailable("llm.no_weights")


async def test_before_it_is_loaded_it_says_that_it_is_loading() -> None:
    model = Embedded("m", _no_weights, timeout_s=5)

    assert not model.ready
    assert not model.remote
    with pytest.raises(ModelUnavailable, match=r"llm\.loading"):
        await model.reply(a_french_prompt())


async def test_what_stopped_the_loading_is_what_a_reply_says() -> None:
    model = Embedded("m", _no_weights, timeout_s=5)

    with pytest.raises(ModelUnavailable, match=r"llm\.no_weights"):
        model.load()

    assert not model.ready
    with pytest.raises(ModelUnavailable, match=r"llm\.no_weights"):
        await model.reply(a_french_prompt())


async def test_weights_that_llama_cpp_cannot_read_are_broken(tmp_path: Path) -> None:
    junk = tmp_path / "junk.gguf"
    junk.write_bytes(b"GGUF" + b"\x03\x00\x00\x00" + b"\xff" * 500)
    model = Embedded("m", lambda: junk, timeout_s=5)

    with pytest.raises(ModelUnavailable, match=r"llm\.broken_weights"):
        await loaded(model)

    await model.close()


async def test_closing_while_it_loads_ends_the_loading(tmp_path: Path) -> None:
    fifo = tmp_path / "never.gguf"
    os.mkfifo(fifo)  # llama.cpp waits for a writer that does not come
    model = Embedded("m", lambda: fifo, timeout_s=5)
    loading = asyncio.ensure_future(loaded(model))
    while model._process is None:  # noqa: ASYNC110 - the thread has no event to wait for
        await asyncio.sleep(0.01)

    await model.close()

    with pytest.raises(ModelUnavailable):
        await loading
    assert not model.ready


def test_at_least_one_core_is_used() -> None:
    assert usable_cores() >= 1


@pytest.fixture(scope="module")
def real_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if weights.missing():
        pytest.skip("the weights are not installed: make demo")
    return weights.Assembly(cache=tmp_path_factory.mktemp("cache"))()


@pytest.fixture
async def real_model(real_weights: Path) -> AsyncIterator[Embedded]:
    model = Embedded("qwen", lambda: real_weights, timeout_s=90)
    await loaded(model)
    yield model
    await model.close()


@pytest.mark.model
@pytest.mark.timeout(400)
async def test_the_embedded_model_words_french_fields_without_digits(real_model: Embedded) -> None:
    heard: list[str] = []

    async def hear(text: str) -> None:
        heard.append(text)

    reply = await real_model.reply(a_french_prompt(), hear)

    assert set(reply.fields) == {"ouverture", "demande"}
    assert 15 <= len(reply.fields["ouverture"]) <= 120
    assert 30 <= len(reply.fields["demande"]) <= 320
    assert not any(c.isnumeric() for text in reply.fields.values() for c in text)
    assert reply.tokens_in > 50
    assert reply.tokens_out > 10
    assert len(heard) > 5


@pytest.mark.model
@pytest.mark.timeout(400)
async def test_cancelling_frees_the_slot(real_model: Embedded) -> None:
    began = asyncio.Event()

    async def hear(_: str) -> None:
        began.set()

    asking = asyncio.ensure_future(real_model.reply(a_french_prompt(most=2000), hear))
    await began.wait()
    assert await _busy_slots(real_model) == 1
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    async with asyncio.timeout(20):
        while await _busy_slots(real_model):  # noqa: ASYNC110 - another process has no event
            await asyncio.sleep(0.05)


@pytest.mark.model
@pytest.mark.timeout(400)
async def test_a_server_that_died_is_not_ready_until_it_is_loaded_again(
    real_model: Embedded,
) -> None:
    assert real_model.ready
    assert real_model._process is not None
    real_model._process.kill()
    real_model._process.wait()

    assert not real_model.ready
    with pytest.raises(ModelUnavailable, match=r"llm\.down"):
        await real_model.reply(a_french_prompt())
    await loaded(real_model)
    assert real_model.ready


async def _busy_slots(model: Embedded) -> int:
    assert model.endpoint is not None
    key = model.endpoint.api_key.get_secret_value()
    address = model.endpoint.base_url.removesuffix("/v1") + "/slots"
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as http, http.get(address, headers=headers) as answer:
        return sum(slot["is_processing"] for slot in await answer.json())
