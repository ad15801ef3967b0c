"""Failures on demand: the next matching calls of the bot meet what a test has set."""

import asyncio
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.wire import Json, Refusal, failure
from bot.sandbox.world import World

DOWNLOAD = "download"
"""How a fault names the fetching of a file, which has no method of its own."""
KINDS = ("429", "error", "500", "html", "delay", "cut", "lost")
_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>502 Bad Gateway</body></html>"
_RATED = frozenset(
    {"sendmessage", "sendmessagedraft", "senddocument", "sendphoto", "editmessagetext",
     "editmessagereplymarkup"}
)  # fmt: skip
_BUCKET = 5.0
_WAIT_S = 3


@dataclass(slots=True, kw_only=True)
class Fault:
    """What happens to the next `times` calls of a method, `*` for any."""

    method: str
    kind: str
    times: int
    retry_after: int | None
    code: int
    description: str
    seconds: float


def fault_of(body: Json) -> Fault:
    """Read a fault from a control request. Raises Refusal for an unknown kind."""
    kind = str(body.get("kind", ""))
    if kind not in KINDS:
        raise Refusal(400, f"kind must be one of {', '.join(KINDS)}")
    return Fault(
        method=str(body.get("method", "*")).casefold(),
        kind=kind,
        times=int(body.get("times", 1)),
        # An explicit null stands for a 429 that does not say how long to wait.
        retry_after=body.get("retry_after", 5),
        code=int(body.get("code", 400)),
        description=str(body.get("description", "Bad Request: refused by the sandbox")),
        seconds=float(body.get("seconds", 5.0)),
    )


class Faults:
    """The faults that are set, and the rate rule."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._faults: list[Fault] = []
        self._buckets: dict[int, tuple[float, float]] = {}
        self.rated = False

    def add(self, fault: Fault) -> None:
        """Set a fault after those that are set already."""
        self._faults.append(fault)

    def clear(self) -> None:
        """Forget faults and rates."""
        self._faults.clear()
        self._buckets.clear()
        self.rated = False

    def take(self, method: str) -> Fault | None:
        """Return the fault that meets this call, and use it up once."""
        for fault in self._faults:
            if fault.method in {"*", method.casefold()}:
                fault.times -= 1
                if fault.times < 1:
                    self._faults.remove(fault)
                return fault
        return None

    def check_rate(self, method: str, chat: int) -> None:
        """Refuse more than one call a second to a chat, once a burst of five is used up."""
        if not self.rated or method.casefold() not in _RATED:
            return
        now = self._world.clock.now()
        left, since = self._buckets.get(chat, (_BUCKET, now))
        left = min(_BUCKET, left + now - since)
        if left < 1:
            self._buckets[chat] = (left, now)
            raise flood(_WAIT_S)
        self._buckets[chat] = (left - 1, now)


def flood(seconds: int | None) -> Refusal:
    """Return a 429; None says nothing of how long to wait."""
    words = "Too Many Requests" + ("" if seconds is None else f": retry after {seconds}")
    return Refusal(429, words, retry_after=seconds)


async def strike(fault: Fault, request: web.Request, world: World) -> web.Response | None:
    """Answer a call in the fault's way; None lets the call go on after a delay."""
    if fault.kind == "429":
        return failure(flood(fault.retry_after))
    if fault.kind == "error":
        return failure(Refusal(fault.code, fault.description))
    if fault.kind == "500":
        return failure(Refusal(500, "Internal Server Error"))
    if fault.kind == "html":
        return web.Response(status=502, text=_PAGE, content_type="text/html")
    if fault.kind == "delay":
        await _sleep(fault.seconds, world)
        return None
    return abort(request)


def abort(request: web.Request) -> web.Response:
    """Cut the connection; the answer returned reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _sleep(seconds: float, world: World) -> None:
    """Wait, but not beyond the end of the sandbox."""
    try:
        async with asyncio.timeout(seconds):
            await world.closed.wait()
    except TimeoutError:
        return
