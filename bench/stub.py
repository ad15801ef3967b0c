"""A Telegram server that only hands out updates and says yes: the load of `overhead`."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection

from aiohttp import web

from bot.coach.answer import Ask

_TEXTS = (
    (
        "en",
        "The customer wants €0.38 instead of our price of €0.42, {0} boxes over 12 months. My "
        "bottom line is €0.395. Draft a reply.",
    ),
    (
        "fr",
        "Mon fournisseur demande 812 € la tonne. Je veux 760 €, on peut monter jusqu'à 790 €, "
        "{0} t par an. Réponds-lui.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is handed out: `warm_up` messages, then, on a word, `measured` ones.

    `a_poll` is how many Telegram gives at once: one where people write seconds apart.
    """

    warm_up: int
    measured: int
    a_poll: int


def ask(number: int) -> Ask:
    """Return the ask that update `number` carries: no two texts are the same."""
    return Ask(texts=(_text(number)[1],), today=date(2026, 11, 24))


def serve(pipe: Connection, load: Load) -> None:
    """Serve messages, each of another user.

    Tells the address; then that the warm-up is answered, and waits for a word to go on; then
    that everything is answered, and serves on until it is ended.
    """
    asyncio.run(_serve(pipe, load))


async def _serve(pipe: Connection, load: Load) -> None:
    stub = _Stub(load.a_poll)
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stub.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await stub.hand_out_until(load.warm_up)
    pipe.send("warm")
    await asyncio.to_thread(pipe.recv)
    await stub.hand_out_until(load.warm_up + load.measured)
    pipe.send("done")
    await asyncio.Event().wait()


@dataclass(slots=True)
class _Stub:
    _a_poll: int
    _last: int = 0
    _answered: set[str] = field(default_factory=set)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _satisfied: asyncio.Event = field(default_factory=asyncio.Event)

    async def hand_out_until(self, last: int) -> None:
        """Hand out the updates up to number `last`; return when each was answered."""
        self._last = last
        self._satisfied.clear()
        self._more.set()
        await self._satisfied.wait()

    async def answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        method = request.match_info["method"]
        if method == "getUpdates":
            return await self._hand_out(int(str(form.get("offset") or 0)))
        if method == "sendMessage":
            self._answered.add(str(form["chat_id"]))
            if len(self._answered) >= self._last:
                self._satisfied.set()
            return _ok(_message(int(str(form["chat_id"])), str(form["text"])))
        if method == "getMe":
            return _ok({"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"})
        return _ok(result=True)

    async def _hand_out(self, offset: int) -> web.Response:
        first = max(offset, 1)
        if first > self._last:
            self._more.clear()
            await self._more.wait()
        last = min(first + self._a_poll, self._last + 1)
        return _ok([_update(number) for number in range(first, last)])


def _text(number: int) -> tuple[str, str]:
    language, text = _TEXTS[number % len(_TEXTS)]
    return language, text.format(4000 + number)


def _update(number: int) -> dict[str, object]:
    language, text = _text(number)
    user = {"id": number, "is_bot": False, "first_name": "Sam", "language_code": language}
    return {"update_id": number, "message": _message(number, text) | {"from": user}}


def _message(chat: int, text: str) -> dict[str, object]:
    private = {"id": chat, "type": "private", "first_name": "Sam"}
    return {"message_id": 1, "date": 1_700_000_000, "chat": private, "text": text}


def _ok(result: object) -> web.Response:
    return web.Response(
        text=json.dumps({"ok": True, "result": result}), content_type="application/json"
    )
