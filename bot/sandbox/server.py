"""The sandbox as one HTTP server: the Bot API, the control API and the chat page."""

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.sandbox.control import Control
from bot.sandbox.faults import DOWNLOAD, Faults, abort, strike
from bot.sandbox.files import UNKNOWN_MIME
from bot.sandbox.methods import METHODS
from bot.sandbox.polling import Poller
from bot.sandbox.wire import MOST_BYTES, Params, Refusal, failure, read_params, success
from bot.sandbox.world import BOT_ID, Example, World

__all__ = ["Example", "Sandbox"]

_PAGE = Path(__file__).with_name("page")
_POLL = "getupdates"
_WHOLE = re.compile(r"-?[0-9]{1,20}")
_LAST_WORD_S = 1.0


class Sandbox:
    """A Telegram of its own, in memory, on the loopback interface."""

    token = f"{BOT_ID}:sandbox"

    def __init__(
        self,
        *,
        examples: Sequence[Example] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare a sandbox that offers `examples` on its page; `clock` gives seconds."""
        self.world = World(clock, examples)
        self._faults = Faults(self.world)
        self._poller = Poller(self.world)
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Serve, and return the base address; port 0 takes a free one.

        Raises OSError when the port is taken.
        """
        self._runner = web.AppRunner(
            self._app(), access_log=None, shutdown_timeout=_LAST_WORD_S, handle_signals=False
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound_host, bound_port, *_ = self._runner.addresses[0]
        return f"http://{bound_host}:{bound_port}"

    async def stop(self) -> None:
        """End streams and long polls, then the server."""
        self.world.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=MOST_BYTES, middlewares=[_own_page_only])
        app.add_routes(
            [
                web.route("*", "/bot{token:[^/]+}/{method}", self._call),
                web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
                *Control(self.world, self._faults, self._poller).routes(),
                web.get("/", _index),
                web.static("/page", _PAGE),
                web.route("*", "/bot{rest:.*}", _nothing),
            ]
        )
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["method"]
        params = Params()
        try:
            self._admit(request.match_info["token"])
            params = await read_params(request)
            fault = self._faults.take(name)
            if fault is not None:
                self.world.log.add("fault", **_place(params), method=name, kind=fault.kind)
                if fault.kind != "lost" and (answer := await strike(fault, request, self.world)):
                    return answer
            result = await self._carry_out(name, params, request)
        except Refusal as refusal:
            self.world.log.add(
                "error",
                **_place(params),
                method=name,
                code=refusal.code,
                description=refusal.description,
            )
            return failure(refusal)
        return abort(request) if fault is not None and fault.kind == "lost" else success(result)

    def _admit(self, token: str) -> None:
        if ":" not in token:
            raise Refusal(401, "Unauthorized: invalid token specified")
        if token != self.token:
            raise Refusal(401, "Unauthorized")

    async def _carry_out(self, name: str, params: Params, request: web.Request) -> Any:
        if name.casefold() == _POLL:
            return await self._poller.poll(params, lambda: request.transport is None)
        method = METHODS.get(name.casefold())
        if method is None:
            raise Refusal(404, "Not Found: method not found")
        if params.text("chat_id"):
            self._faults.check_rate(name, params.integer("chat_id"))
        return method(self.world, params)

    async def _download(self, request: web.Request) -> web.Response:
        try:
            self._admit(request.match_info["token"])
        except Refusal as refusal:
            return failure(refusal)
        fault = self._faults.take(DOWNLOAD)
        if fault is not None:
            self.world.log.add("fault", method=DOWNLOAD, kind=fault.kind)
            if answer := await strike(fault, request, self.world):
                return answer
        kept = self.world.files.at(request.match_info["path"])
        if kept is None:
            return failure(Refusal(404, "Not Found"))
        return web.Response(body=kept.upload.content, content_type=UNKNOWN_MIME)


def _place(params: Params) -> dict[str, int]:
    """Return the chat that a call is about, for the log; nothing where there is none."""
    chat = params.text("chat_id")
    return {"chat_id": int(chat)} if _WHOLE.fullmatch(chat) else {}


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_PAGE / "index.html")


async def _nothing(_: web.Request) -> web.Response:
    return failure(Refusal(404, "Not Found"))


@web.middleware
async def _own_page_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Keep other web pages that are open in the same browser from steering the sandbox."""
    origin = request.headers.get("Origin")
    if (
        request.path.startswith("/control/")
        and origin is not None
        and urlsplit(origin).netloc != request.host
    ):
        answer = {"ok": False, "description": "refused: the request comes from another page"}
        return web.json_response(answer, status=403)
    return await handler(request)
