"""An OpenAI-compatible endpoint in the test's own process, which answers as it is told to."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from bot.llm.remote import Endpoint, Remote
from prompts import Field, Prompt, Turn

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]

FIELDS = (Field("opening", 4, 60), Field("body", 4, 200))
GOOD = '{"opening": "Bonjour Madame,", "body": "Merci pour votre offre : [PRIX_A]."}'


def a_prompt(*, text: str = "Rédigez un message.", max_tokens: int = 200) -> Prompt:
    turns = (Turn("system", "Vous êtes un coach."), Turn("user", text))
    return Prompt(name="test", turns=turns, fields=FIELDS, max_tokens=max_tokens, temperature=0.4)


class FakeEndpoint:
    """Answers each request with the next behaviour, the last one from then on."""

    def __init__(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)
        self.bodies: list[dict[str, Any]] = []
        self.strays: list[str] = []
        self.keys: list[str | None] = []
        self.base_url = ""
        self.hung_up = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/chat/completions"):
            self.strays.append(request.path)
            return web.json_response({})
        self.bodies.append(await request.json())
        self.keys.append(request.headers.get("Authorization"))
        behave = self.behaviours.pop(0) if len(self.behaviours) > 1 else self.behaviours[0]
        try:
            return await behave(request)
        except (asyncio.CancelledError, ConnectionResetError):
            self.hung_up.set()
            raise


@asynccontextmanager
async def serving(*behaviours: Behaviour) -> AsyncIterator[FakeEndpoint]:
    fake = FakeEndpoint(*behaviours)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", fake.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield fake
    finally:
        await runner.cleanup()


@asynccontextmanager
async def a_model(
    fake: FakeEndpoint, *, timeout_s: float = 20, context: int = 8000
) -> AsyncIterator[Remote]:
    model = Remote(
        Endpoint(
            name="shown",
            model="asked",
            base_url=fake.base_url,
            api_key=SecretStr("k-1"),
            timeout_s=timeout_s,
            context=context,
        )
    )
    await asyncio.to_thread(model.load)
    try:
        yield model
    finally:
        await model.close()


def says(text: str, *, finish: str | None = "stop", usage: bool = True) -> Behaviour:
    """Stream `text` a few characters at a time, as servers do."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = await _opened(request)
        for start in range(0, len(text), 8):
            await _send(response, {"content": text[start : start + 8]})
        if finish is not None:
            await _send(response, {}, finish=finish)
            if usage:
                await _write(response, _chunk([]) | {"usage": _USAGE})
            await response.write(b"data: [DONE]\n\n")
        return response

    return behave


def breaks_off(text: str) -> Behaviour:
    """Stream `text`, then lose the connection."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = await _opened(request)
        await _send(response, {"content": text})
        assert request.transport is not None
        request.transport.abort()
        return response

    return behave


def hangs(text: str = "") -> Behaviour:
    """Stream `text`, then never say anything more."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = await _opened(request)
        if text:
            await _send(response, {"content": text})
        await asyncio.Event().wait()
        return response

    return behave


def fails(status: int, message: str = "no", code: str | None = None) -> Behaviour:
    """Refuse with an error as OpenAI writes it, and let the client come back at once."""

    async def behave(_: web.Request) -> web.StreamResponse:
        error = {"error": {"message": message, "code": code, "type": "x", "param": None}}
        return web.json_response(error, status=status, headers={"retry-after-ms": "1"})

    return behave


def errs_midway(text: str) -> Behaviour:
    """Stream `text`, then an error in the stream, as llama.cpp does."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = await _opened(request)
        await _send(response, {"content": text})
        await _write(response, {"error": {"message": text, "code": 500, "type": "server_error"}})
        return response

    return behave


def babbles() -> Behaviour:
    """Send an event stream that is not JSON."""

    async def behave(request: web.Request) -> web.StreamResponse:
        response = await _opened(request)
        await response.write(b"data: <html>\n\n")
        return response

    return behave


_USAGE = {"prompt_tokens": 21, "completion_tokens": 13, "total_tokens": 34}


async def _opened(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    return response


def _chunk(choices: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "asked",
        "choices": choices,
    }


async def _send(
    response: web.StreamResponse, delta: dict[str, str], finish: str | None = None
) -> None:
    await _write(response, _chunk([{"index": 0, "delta": delta, "finish_reason": finish}]))


async def _write(response: web.StreamResponse, event: dict[str, Any]) -> None:
    await response.write(f"data: {json.dumps(event)}\n\n".encode())
