"""What the people of the sandbox do: write, send files, tap, stop, block the bot."""

import base64
from typing import Any

from bot.sandbox.checks import CAPTION_LIMIT, CLEANED, TEXT_LIMIT, found_entities, units
from bot.sandbox.files import UPLOAD_BYTES, check_size
from bot.sandbox.methods import photo_size
from bot.sandbox.wire import Json, Refusal, Upload
from bot.sandbox.world import Query, World

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def send(world: World, body: Json) -> Json:
    """Write to the bot; clients cut a text above 4096 units into several messages."""
    text = str(body.get("text", "")).strip()
    if not text:
        raise Refusal(400, "text must be non-empty")
    sent = [
        _arrive(world, body, text=part, entities=found_entities(part, []))
        for part in cut(text, TEXT_LIMIT)
    ]
    return {
        "messages": [message for message, _ in sent],
        "update_ids": [update_id for _, update_id in sent if update_id is not None],
        "dropped": any(update_id is None for _, update_id in sent),
    }


def cut(text: str, limit: int) -> list[str]:
    """Cut a text into parts of at most `limit` UTF-16 units, at a line or a space if it can."""
    parts = []
    while units(text) > limit:
        head = text[:limit]
        while units(head) > limit:
            head = head[: len(head) - (units(head) - limit + 1) // 2]
        place = max(head.rfind("\n"), head.rfind(" "))
        if place > len(head) // 2:
            head = head[:place]
        parts.append(head.rstrip())
        text = text[len(head) :].lstrip()
    return [*parts, text]


def send_photo(world: World, body: Json) -> Json:
    """Send a picture of one pixel."""
    kept = world.files.keep("photos", Upload("photo.png", "image/png", _PIXEL))
    return _sent(world, body, photo=[photo_size(kept)], **_caption(body))


def send_sticker(world: World, body: Json) -> Json:
    """Send a sticker that stands for an emoji."""
    kept = world.files.keep("stickers", Upload("sticker.webp", "image/webp", _PIXEL))
    sticker = {
        **photo_size(kept),
        "type": "regular",
        "is_animated": False,
        "is_video": False,
        "emoji": str(body.get("emoji", "👍")),
    }
    return _sent(world, body, sticker=sticker)


def send_voice(world: World, body: Json) -> Json:
    """Send a voice message of three seconds."""
    kept = world.files.keep("voice", Upload("voice.ogg", "audio/ogg", b"OggS"))
    return _sent(world, body, voice={**kept.shown, "duration": 3, "mime_type": "audio/ogg"})


def send_document(world: World, body: Json, upload: Upload | None = None) -> Json:
    """Send a file: an upload, or `file_name` with what the body says it holds."""
    _free(world, body)  # before the file costs an older one its place
    caption, upload = _caption(body), upload or _described(body)
    check_size(upload)
    return _sent(world, body, document=world.files.keep("documents", upload).document, **caption)


def _described(body: Json) -> Upload:
    """Return the file of a body: `content` or `content_base64`, filled up to `size` bytes."""
    encoded = body.get("content_base64")
    content = (
        str(body.get("content", "")).encode()
        if encoded is None
        else base64.b64decode(str(encoded), validate=True)
    )
    size = min(int(body.get("size", 0)), UPLOAD_BYTES + 1)
    name, mime = str(body.get("file_name", "document.txt")), str(body.get("mime_type", ""))
    return Upload(name, mime, content.ljust(size, b" "))


def _caption(body: Json) -> Json:
    """Return the words under a file, as a message holds them."""
    text = str(body.get("caption") or "").strip()
    if units(text) > CAPTION_LIMIT:
        raise Refusal(400, f"caption must hold at most {CAPTION_LIMIT} characters")
    return {"caption": text, "caption_entities": found_entities(text, [])}


def _sent(world: World, body: Json, **content: Any) -> Json:
    message, update_id = _arrive(world, body, **content)
    return {
        "messages": [message],
        "update_ids": [] if update_id is None else [update_id],
        "dropped": update_id is None,
    }


def _arrive(world: World, body: Json, **content: Any) -> tuple[Json, int | None]:
    """Put a person's message into the chat and tell the bot."""
    user = _free(world, body)
    chat, quoted = user["id"], None
    if body.get("reply_to") is not None:
        quoted = world.replied(chat, int(body["reply_to"]))
        if quoted is None:
            raise Refusal(404, "message to reply to not found")
    origin = _origin(world, body.get("forward_from"))
    message = world.new_message(
        chat, user, reply_to_message=quoted, forward_origin=origin, **content
    )
    world.log.add("user", chat_id=chat, message=dict(message))
    return message, world.push(chat, "message", dict(message))


def _free(world: World, body: Json) -> Json:
    """Return who writes. Raises Refusal for one who has blocked the bot."""
    user = world.user(body.get("user"))
    if user["id"] in world.blocked:
        raise Refusal(409, "unblock the bot first")
    return user


def _origin(world: World, forward_from: object) -> Json | None:
    """Return where a forwarded message comes from: a person of the sandbox, or just a name."""
    if forward_from is None:
        return None
    date = world.clock.unix()
    if isinstance(forward_from, int):
        return {"type": "user", "sender_user": world.user(forward_from), "date": date}
    return {"type": "hidden_user", "sender_user_name": str(forward_from), "date": date}


def edit(world: World, body: Json) -> Json:
    """Correct an own message."""
    chat = world.user(body.get("user"))["id"]
    message = _message(world, chat, body)
    text = str(body.get("text", "")).strip()
    if message["from"]["is_bot"] or "text" not in message:
        raise Refusal(400, "only an own text can be edited")
    if not text or units(text) > TEXT_LIMIT:
        raise Refusal(400, "text must hold 1 to 4096 characters")
    message |= {"text": text, "edit_date": world.clock.unix()}
    message.pop("entities", None)
    if entities := found_entities(text, []):
        message["entities"] = entities
    world.log.add("edit", chat_id=chat, message=dict(message))
    update_id = world.push(chat, "edited_message", dict(message))
    return {"message": message, "update_id": update_id, "dropped": update_id is None}


def _message(world: World, chat: int, body: Json) -> Json:
    message_id = body.get("message_id")
    if not isinstance(message_id, int) or (chat, message_id) not in world.messages:
        raise Refusal(404, "message not found")
    return world.messages[chat, message_id]


def tap(world: World, body: Json) -> Json:
    """Tap a button, named by its data or its text; copy and link buttons tell no one."""
    user = world.user(body.get("user"))
    message = _message(world, user["id"], body)
    button = _button(message, body)
    if "copy_text" in button:
        return {"copied": button["copy_text"]["text"].translate(CLEANED)}
    if "url" in button:
        return {"url": button["url"]}
    query_id = str(len(world.queries) + 1)
    world.queries[query_id] = Query(user["id"], world.clock.now())
    query = {
        "id": query_id,
        "from": user,
        "message": dict(message),
        "chat_instance": str(user["id"]),
        "data": button.get("callback_data", ""),
    }
    update_id = world.push(user["id"], "callback_query", query)
    return {"callback_query_id": query_id, "update_id": update_id, "dropped": update_id is None}


def _button(message: Json, body: Json) -> Json:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    data, text = body.get("data"), body.get("text")
    for row in rows:
        for button in row:
            named = data is not None and button.get("callback_data") == data
            if named or (text is not None and button["text"] == text):
                found: Json = button
                return found
    raise Refusal(404, "the message has no such button")


def stop(world: World, body: Json) -> Json:
    """Press Stop under the live draft. Raises Refusal (409) where there is no such button."""
    chat = world.user(body.get("user"))["id"]
    draft = world.live_draft(chat)
    if draft is None or not draft.can_stop:
        raise Refusal(409, "there is no draft that can be stopped")
    world.stopped.add((chat, draft.draft_id))
    # With keep_on_stop the text stays until it fades or a message comes; its button goes.
    draft.can_stop = False
    if not draft.keep_on_stop:
        del world.drafts[chat]
    world.log.add(
        "draft", chat_id=chat, stopped=not draft.keep_on_stop, why="stop", **draft.shown()
    )
    content = {"chat": world.chat(chat), "draft_id": draft.draft_id}
    update_id = world.push(chat, "stopped_message_generation", content)
    return {"draft_id": draft.draft_id, "update_id": update_id, "dropped": update_id is None}


def block(world: World, body: Json) -> Json:
    """Block or unblock the bot; saying the same again changes nothing."""
    user = world.user(body.get("user"))
    chat, blocked = user["id"], bool(body.get("blocked", True))
    if blocked == (chat in world.blocked):
        return {"blocked": blocked}
    old, new = ("member", "kicked") if blocked else ("kicked", "member")
    world.blocked ^= {chat}
    world.log.add("user", chat_id=chat, blocked=blocked)
    change = {
        "chat": world.chat(chat),
        "from": user,
        "date": world.clock.unix(),
        "old_chat_member": _member(world, old),
        "new_chat_member": _member(world, new),
    }
    return {"blocked": blocked, "update_id": world.push(chat, "my_chat_member", change)}


def _member(world: World, status: str) -> Json:
    member: Json = {"user": world.bot, "status": status}
    return member | {"until_date": 0} if status == "kicked" else member
