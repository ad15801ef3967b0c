"""The methods of the Bot API that concern messages, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.checks import caption_words, draft_words, keyboard, message_words
from bot.sandbox.files import DOWNLOAD_BYTES, UPLOAD_BYTES, Kept, check_size
from bot.sandbox.profile import PROFILE_METHODS
from bot.sandbox.wire import Json, Params, Refusal, bad
from bot.sandbox.world import DRAFT_LIFE_S, MESSAGE_LIFE_S, QUERY_LIFE_S, Draft, World

Method = Callable[[World, Params], Any]

_DELETE_WITHIN_S = 2 * MESSAGE_LIFE_S
_PHOTO_BYTES = 10_000_000
_ANSWER_LENGTH = 200
_ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
     "upload_document", "choose_sticker", "find_location", "record_video_note",
     "upload_video_note"}
)  # fmt: skip


def chat_of(world: World, params: Params) -> int:
    """Return the chat that the bot writes to. Raises Refusal where it may not."""
    if not params.text("chat_id"):
        raise bad("chat_id is empty")
    chat = params.integer("chat_id")
    if chat not in world.users:
        raise bad("chat not found")
    if chat in world.blocked:
        raise Refusal(403, "Forbidden: bot was blocked by the user")
    return chat


def send_message(world: World, params: Params) -> Json:
    """Send a text; the draft of the chat is over."""
    chat = chat_of(world, params)
    words, buttons = message_words(params), keyboard(params)
    return _deliver(
        world, chat, params, text=words.text, entities=words.entities, reply_markup=buttons
    )


def _deliver(world: World, chat: int, params: Params, **content: Any) -> Json:
    quoted = _quoted(world, chat, params)
    draft = world.live_draft(chat)
    world.drafts.pop(chat, None)
    message = world.new_message(chat, world.bot, reply_to_message=quoted, **content)
    ended = [] if draft is None else [draft.draft_id]
    world.log.add("message", chat_id=chat, message=dict(message), ended_drafts=ended)
    return message


def _quoted(world: World, chat: int, params: Params) -> Json | None:
    reply = params.fields("reply_parameters")
    message_id = reply.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return None
    if not isinstance(message_id, int):
        raise bad("message identifier is not specified")
    quoted = world.replied(chat, message_id)
    if quoted is None and not reply.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return quoted


def send_message_draft(world: World, params: Params) -> bool:
    """Show a frame of an answer that is being written, for 30 s from now."""
    try:
        chat = chat_of(world, params)
    except Refusal as refusal:
        if params.integer("chat_id") < 0:
            raise bad("TEXTDRAFT_PEER_INVALID") from None
        raise refusal from None
    draft_id = params.integer("draft_id")
    if draft_id == 0:
        raise bad("draft_id must be non-zero")
    words = draft_words(params)
    if (chat, draft_id) in world.stopped:
        # The person has stopped this answer: nothing of it is shown again, and the log tells.
        world.log.add("draft", chat_id=chat, draft_id=draft_id, stopped=True, why="late frame")
        return True
    before = world.live_draft(chat)
    world.drafts[chat] = Draft(
        draft_id=draft_id,
        text=words.text,
        entities=words.entities,
        can_stop=params.flag("can_stop"),
        keep_on_stop=params.flag("keep_on_stop"),
        until=world.clock.now() + DRAFT_LIFE_S,
    )
    animated = before is not None and before.draft_id == draft_id
    world.log.add("draft", chat_id=chat, animated=animated, **world.drafts[chat].shown())
    return True


def send_chat_action(world: World, params: Params) -> bool:
    """Show that the bot is busy."""
    chat = chat_of(world, params)
    action = params.text("action")
    if action not in _ACTIONS:
        raise bad("wrong parameter action in request")
    world.log.add("action", chat_id=chat, action=action)
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    """Answer a tap, once and in time."""
    text = params.text("text")
    if len(text) > _ANSWER_LENGTH:
        raise bad("MESSAGE_TOO_LONG")
    query_id = params.text("callback_query_id")
    query = world.queries.get(query_id)
    if query is None or query.answered or world.clock.now() - query.born > QUERY_LIFE_S:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    query.answered = True
    world.log.add(
        "callback_answer",
        chat_id=query.chat,
        callback_query_id=query_id,
        text=text,
        show_alert=params.flag("show_alert"),
        url=params.text("url"),
    )
    return True


def edit_message_text(world: World, params: Params) -> Json:
    """Change a message's text; its keyboard goes unless it is given again."""
    message = _own_message(world, params)
    words, buttons = message_words(params), keyboard(params)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(world, message, text=words.text, entities=words.entities, reply_markup=buttons)


def edit_message_reply_markup(world: World, params: Params) -> Json:
    """Change a message's keyboard, or take it away."""
    message = _own_message(world, params)
    return _change(world, message, reply_markup=keyboard(params))


def _own_message(world: World, params: Params) -> Json:
    chat = chat_of(world, params)
    message = world.messages.get((chat, _message_id(params)))
    if message is None:
        raise bad("message to edit not found")
    if not message["from"]["is_bot"]:
        raise bad("message can't be edited")
    return message


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if message_id == 0:
        raise bad("message identifier is not specified")
    return message_id


def _change(world: World, message: Json, **content: Any) -> Json:
    """Change a message in place. Raises Refusal when nothing would change."""
    if all((message.get(name) or None) == (value or None) for name, value in content.items()):
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    for name, value in content.items():
        message.pop(name, None)
        if value:
            message[name] = value
    message["edit_date"] = world.clock.unix()
    world.log.add("edit", chat_id=message["chat"]["id"], message=dict(message))
    return message


def delete_message(world: World, params: Params) -> bool:
    """Delete a message younger than 48 h, whoever wrote it."""
    chat, message_id = chat_of(world, params), _message_id(params)
    message = world.messages.get((chat, message_id))
    if message is None:
        raise bad("message to delete not found")
    if world.clock.unix() - message["date"] > _DELETE_WITHIN_S:
        raise bad("message can't be deleted")
    del world.messages[chat, message_id]
    world.log.add("delete", chat_id=chat, message_id=message_id)
    return True


def send_document(world: World, params: Params) -> Json:
    """Send a file, new or by its id."""
    chat = chat_of(world, params)
    kept = _file(world, params, "document", folder="documents")
    return _deliver_file(world, chat, params, document=kept.document)


def send_photo(world: World, params: Params) -> Json:
    """Send a picture, new or by its id; its size in pixels is not measured."""
    chat = chat_of(world, params)
    kept = _file(world, params, "photo", folder="photos")
    return _deliver_file(world, chat, params, photo=[photo_size(kept)])


def _deliver_file(world: World, chat: int, params: Params, **content: Any) -> Json:
    words, buttons = caption_words(params), keyboard(params)
    content |= {"caption": words.text, "caption_entities": words.entities}
    return _deliver(world, chat, params, reply_markup=buttons, **content)


def _file(world: World, params: Params, name: str, *, folder: str) -> Kept:
    upload = params.upload(name)
    if upload is not None:
        check_size(upload, _PHOTO_BYTES if name == "photo" else UPLOAD_BYTES)
        return world.files.keep(folder, upload)
    file_id = params.text(name)
    if not file_id or file_id.startswith("attach://"):
        raise bad(f"there is no {name} in the request")
    kept = world.files.find(file_id)
    if kept is None:
        raise bad("wrong file identifier/HTTP URL specified")
    return kept


def photo_size(kept: Kept) -> Json:
    """Return a PhotoSize of a stored picture."""
    return {**kept.shown, "width": 640, "height": 480}


def get_file(world: World, params: Params) -> Json:
    """Return where a file can be downloaded."""
    if not params.text("file_id"):
        raise bad("file_id not specified")
    kept = world.files.find(params.text("file_id"))
    if kept is None:
        raise bad("invalid file_id")
    if kept.file["file_size"] > DOWNLOAD_BYTES:
        raise bad("file is too big")
    return kept.file


METHODS: Mapping[str, Method] = {
    name.casefold(): method
    for name, method in {
        "sendMessage": send_message,
        "sendMessageDraft": send_message_draft,
        "sendChatAction": send_chat_action,
        "answerCallbackQuery": answer_callback_query,
        "editMessageText": edit_message_text,
        "editMessageReplyMarkup": edit_message_reply_markup,
        "deleteMessage": delete_message,
        "sendDocument": send_document,
        "sendPhoto": send_photo,
        "getFile": get_file,
        **PROFILE_METHODS,
    }.items()
}
"""Everything that the sandbox can do but getUpdates, by its name in small letters."""
