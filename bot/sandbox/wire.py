"""The HTTP side of the Bot API: parameters in any of the four encodings, answers, refusals."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

Json = dict[str, Any]
"""A JSON object as it travels, for example a Message of the Bot API."""

MOST_BYTES = 60_000_000
"""The largest body that is read, somewhat above the largest file."""
_ATTACHED = "attach://"


class Refusal(Exception):
    """A call or a control operation that is answered with an error."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after


def bad(description: str) -> Refusal:
    """Return a 400 with Telegram's prefix."""
    return Refusal(400, f"Bad Request: {description}")


def too_large() -> Refusal:
    """Return the refusal of a body or a file above the limit."""
    return Refusal(413, "Request Entity Too Large")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of one call. A form brings strings, JSON brings values: both are read."""

    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a text, empty where it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number. Raises Refusal for anything else."""
        value = self.text(name)
        if not value:
            return default
        try:
            return int(value)
        except ValueError:
            raise bad(f"can't parse {name} as a number") from None

    def flag(self, name: str) -> bool:
        """Return a yes or no; what is missing is a no."""
        return self.text(name).casefold() in {"true", "1", "yes"}

    def data(self, name: str) -> Any:
        """Return a list or an object, None where it is missing. Raises Refusal for broken JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            raise bad(f"can't parse {name} JSON object") from None

    def fields(self, name: str) -> Json:
        """Return an object, an empty one where it is missing. Raises Refusal for a list."""
        value = self.data(name)
        if not isinstance(value, dict | None):
            raise bad(f"object expected as {name}")
        return value or {}

    def upload(self, name: str) -> Upload | None:
        """Return the file of a parameter: its own part, or the part that `attach://` names."""
        value = self.text(name)
        return self.uploads.get(value.removeprefix(_ATTACHED) if value else name)


async def read_params(request: web.Request) -> Params:
    """Read the parameters of a request from its address and its body.

    Raises Refusal for a body that is too large or not what its type says.
    """
    try:
        return await _read_params(request)
    except web.HTTPRequestEntityTooLarge:
        raise too_large() from None
    except (ValueError, LookupError):  # a wrong boundary, bytes or an unknown charset
        raise bad("can't parse the request body") from None


async def _read_params(request: web.Request) -> Params:
    values: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        values |= await read_json(request)
    elif request.content_type == "multipart/form-data":
        await _read_parts(request, values, uploads)
    else:
        form = await request.post()
        values |= {name: value for name, value in form.items() if isinstance(value, str)}
    return Params(values, uploads)


async def read_json(request: web.Request) -> Json:
    """Read a JSON object; an empty body is an empty one. Raises Refusal for anything else."""
    body = await request.text()
    try:
        content = json.loads(body) if body.strip() else {}
    except json.JSONDecodeError:
        raise bad("can't parse the JSON body") from None
    if not isinstance(content, dict):
        raise bad("object expected as the JSON body")
    return content


async def _read_parts(request: web.Request, values: Json, uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = content.decode("utf-8", "replace")
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            name = re.split(r"[/\\]", part.filename)[-1]
            uploads[part.name] = Upload(name or "file", mime, content)


def success(result: Any) -> web.Response:
    """Return the answer to a call that was carried out."""
    return web.json_response({"ok": True, "result": result})


def failure(refusal: Refusal) -> web.Response:
    """Return the answer to a call that was refused, with Retry-After where one must wait."""
    body: Json = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
    }
    headers = {}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
        headers["Retry-After"] = str(refusal.retry_after)
    return web.json_response(body, status=refusal.code, headers=headers)
