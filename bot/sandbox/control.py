"""The control API: what the chat page and tests ask of the sandbox, and what they can see."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web

from bot.sandbox import people
from bot.sandbox.faults import Faults, fault_of
from bot.sandbox.files import UNKNOWN_MIME
from bot.sandbox.polling import Poller
from bot.sandbox.profile import commands_by_language
from bot.sandbox.wire import Json, Refusal, read_json, read_params
from bot.sandbox.world import World

Operation = Callable[[World, Json], Json]

_PERSONS: Mapping[str, Operation] = {
    "send": people.send,
    "photo": people.send_photo,
    "sticker": people.send_sticker,
    "voice": people.send_voice,
    "edit": people.edit,
    "tap": people.tap,
    "stop": people.stop,
    "block": people.block,
}


@dataclass(frozen=True, slots=True)
class Control:
    """The operations, over one sandbox."""

    world: World
    faults: Faults
    poller: Poller

    def routes(self) -> list[web.RouteDef]:
        """Return where the operations are found."""
        return [
            web.get("/control/state", self._state),
            web.get("/control/transcript", self._transcript),
            web.get("/control/events", self._events),
            web.get("/control/file/{file_id}", self._file),
            web.post("/control/{op}", self._operate),
        ]

    async def _operate(self, request: web.Request) -> web.Response:
        op = request.match_info["op"]
        try:
            return web.json_response({"ok": True, **await self._result(op, request)})
        except Refusal as refusal:
            return _refused(refusal.code, refusal.description)
        except (TypeError, ValueError) as error:
            return _refused(400, f"the request has a field of the wrong kind: {error}")

    async def _result(self, op: str, request: web.Request) -> Json:
        if op == "document":
            return await self._document(request)
        body = await read_json(request)
        if op in _PERSONS:
            return _PERSONS[op](self.world, body)
        own: Mapping[str, Callable[[Json], Json]] = {
            "fault": self._fault,
            "redeliver": self._redeliver,
            "clock": self._clock,
            "rate": self._rate,
            "reset": self._reset,
        }
        if op not in own:
            raise Refusal(404, "unknown operation")
        return own[op](body)

    async def _document(self, request: web.Request) -> Json:
        params = await read_params(request)
        body = dict(params.values) | {"user": params.integer("user")}
        return people.send_document(self.world, body, next(iter(params.uploads.values()), None))

    def _fault(self, body: Json) -> Json:
        fault = fault_of(body)
        self.faults.add(fault)
        return {"kind": fault.kind, "method": fault.method, "times": fault.times}

    def _redeliver(self, body: Json) -> Json:
        update = self.world.history.get(int(body.get("update_id", 0)))
        if update is None:
            raise Refusal(404, "update not found")
        self.world.again.append(update)
        self.world.updates_bell.ring()
        return {"update_id": update["update_id"]}

    def _clock(self, body: Json) -> Json:
        self.world.clock.forward(float(body.get("seconds", 0)))
        self._fade()
        return {"now": self.world.clock.now()}

    def _rate(self, body: Json) -> Json:
        self.faults.rated = bool(body.get("on", True))
        return {"on": self.faults.rated}

    def _reset(self, _: Json) -> Json:
        self.faults.clear()
        self.world.reset()
        return {}

    def _fade(self) -> None:
        for chat in tuple(self.world.drafts):
            self.world.live_draft(chat)

    async def _state(self, _: web.Request) -> web.Response:
        world, profile = self.world, self.world.profile
        bot = {
            **world.bot,
            "names": profile.names,
            "descriptions": profile.descriptions,
            "short_descriptions": profile.short_descriptions,
            "menu_button": profile.menu_button,
        }
        if "" in profile.descriptions:
            bot["description"] = profile.descriptions[""]
        users = [{**user, "blocked": user["id"] in world.blocked} for user in world.users.values()]
        examples = [
            {"label": one.label, "text": one.text}
            | ({} if one.user is None else {"user": one.user})
            for one in world.examples
        ]
        return web.json_response(
            {
                "users": users,
                "bot": bot,
                "commands": commands_by_language(world),
                "connected": self.poller.connected,
                "examples": examples,
            }
        )

    async def _transcript(self, request: web.Request) -> web.Response:
        """Return messages, live drafts and events, of one person or of all."""
        self._fade()
        only = request.query.get("user")
        if only is not None and not only.isdecimal():
            return _refused(400, "user must be a number")
        chats = set(self.world.users) if only is None else {int(only)}
        log = self.world.log.events
        return web.json_response(
            {
                "messages": [m for (c, _), m in self.world.messages.items() if c in chats],
                "drafts": [
                    {"chat_id": chat, **draft.shown()}
                    for chat, draft in self.world.drafts.items()
                    if chat in chats
                ],
                "events": [e for e in log if only is None or e.get("chat_id") in chats],
            }
        )

    async def _file(self, request: web.Request) -> web.Response:
        """Return a file as the people's own app saves it: always as a file, never as a page."""
        kept = self.world.files.find(request.match_info["file_id"])
        if kept is None:
            return _refused(404, "file not found")
        name = quote(kept.upload.name, safe="", errors="replace")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=kept.upload.content, content_type=UNKNOWN_MIME, headers=headers)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Stream the log: from its start, or after Last-Event-ID."""
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        with suppress(ConnectionError):  # the reader may leave
            await self._follow(stream, request.headers.get("Last-Event-ID", ""))
        return stream

    async def _follow(self, stream: web.StreamResponse, last: str) -> None:
        log = self.world.log
        place, volume = int(last) if last.isdecimal() else 0, log.volume
        if place > len(log.events):
            place = 0
        while not self.world.closed.is_set():
            if volume != log.volume:
                place, volume = 0, log.volume
            fresh = log.events[place:]
            place += len(fresh)
            if fresh:
                # The type stays inside the data: a kind "error" of its own would look like a
                # lost connection to the browser.
                lines = (f"id: {e['id']}\ndata: {json.dumps(e)}\n\n" for e in fresh)
                await stream.write("".join(lines).encode())
            else:
                await log.bell.wait()


def _refused(code: int, description: str) -> web.Response:
    return web.json_response({"ok": False, "description": description}, status=code)
