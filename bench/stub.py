"""A Telegram server that only hands out updates and says yes: the load of `overhead`."""

import asyncio
import json
from datetime import date
from multiprocessing.connection import Connection

from aiohttp import web

from bot.coach.answer import Ask

_BATCH = 20
_TEXTS = (
    "The customer wants €0.38 instead of our price of €0.42, 40,000 boxes over 12 months. My "
    "bottom line is €0.395. Draft a reply.",
    "Mon fournisseur demande 812 € la tonne. Je veux 760 €, on peut monter jusqu'à 790 €, "
    "600 t par an. Réponds-lui.",
)


def ask(number: int) -> Ask:
    """Return the ask that update `number` carries."""
    return Ask(texts=(_TEXTS[number % len(_TEXTS)],), today=date(2026, 11, 24))


def serve(pipe: Connection, updates: int) -> None:
    """Serve `updates` messages, each of another user; tell the address, then the end."""
    asyncio.run(_serve(pipe, updates))


async def _serve(pipe: Connection, updates: int) -> None:
    stub = _Stub(updates)
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", stub.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pipe.send(f"http://127.0.0.1:{runner.addresses[0][1]}")
    await stub.satisfied.wait()
    pipe.send("done")
    await asyncio.sleep(30)


class _Stub:
    def __init__(self, updates: int) -> None:
        self._updates = updates
        self._answered: set[str] = set()
        self.satisfied = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        method = request.match_info["method"]
        if method == "getUpdates":
            return await self._hand_out(int(str(form.get("offset") or 0)))
        if method == "sendMessage":
            self._answered.add(str(form["chat_id"]))
            if len(self._answered) >= self._updates:
                self.satisfied.set()
            return _ok(_message(int(str(form["chat_id"])), str(form["text"])))
        if method == "getMe":
            return _ok({"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot"})
        return _ok(result=True)

    async def _hand_out(self, offset: int) -> web.Response:
        first = max(offset, 1)
        if first > self._updates:
            await asyncio.sleep(1)
            return _ok([])
        last = min(first + _BATCH, self._updates + 1)
        return _ok([_update(number) for number in range(first, last)])


def _update(number: int) -> dict[str, object]:
    user = {"id": number, "is_bot": False, "first_name": "Sam", "language_code": "en"}
    message = _message(number, ask(number).texts[0]) | {"from": user}
    return {"update_id": number, "message": message}


def _message(chat: int, text: str) -> dict[str, object]:
    private = {"id": chat, "type": "private", "first_name": "Sam"}
    return {"message_id": 1, "date": 1_700_000_000, "chat": private, "text": text}


def _ok(result: object) -> web.Response:
    return web.Response(
        text=json.dumps({"ok": True, "result": result}), content_type="application/json"
    )
