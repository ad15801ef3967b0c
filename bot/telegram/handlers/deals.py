"""/deals, /forget, /export, /import: the user's past deals."""

import asyncio

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, Message

from bot.telegram import deal_buttons as b
from bot.telegram import deal_list
from bot.telegram.handlers.once import ends_question, only_once, writer
from bot.telegram.imports import holds_deals
from bot.telegram.office import Office
from bot.telegram.render import plain
from bot.texts import say
from knowledge.deals.files import write_deals


def router() -> Router:
    """Return the router of the commands about past deals."""
    router = Router(name="deals")
    router.message.middleware(only_once)
    router.message.middleware(ends_question)
    router.message.register(on_deals, Command("deals"))
    router.message.register(on_forget, Command("forget"))
    router.message.register(on_export, Command("export"))
    router.message.register(on_import, Command("import"))
    return router


async def on_deals(message: Message, office: Office) -> None:
    """Show the first page of the user's deals."""
    user = await writer(message, office)
    page = await deal_list.page(office.desk.deals, user, b.DealsTap(page=0, to="open"))
    office.say(message.chat.id, page.text, keyboard=page.keyboard)


async def on_forget(message: Message, office: Office) -> None:
    """Ask what to erase: one deal, or everything."""
    language = (await writer(message, office)).language
    what = plain(say("deals.forget_what", language))
    office.say(message.chat.id, what, keyboard=b.forget_what(language))


async def on_export(message: Message, office: Office) -> None:
    """Send all deals as one file."""
    user = await writer(message, office)
    deals = await deal_list.everything(office.desk.deals, str(user.owner))
    if not deals:
        office.say(message.chat.id, plain(say("deals.export_none", user.language)))
        return
    content = await asyncio.to_thread(write_deals, deals)
    name = f"accord-deals-{office.desk.today().isoformat()}.json"
    caption = say("deals.export", user.language, count=len(deals))
    file = BufferedInputFile(content.encode(), name)
    office.tasks.background(office.sender.file(message.chat.id, file, caption))


async def on_import(message: Message, office: Office) -> None:
    """Take in the file above which the command stands, or say which files can be taken in."""
    user = await writer(message, office)
    if message.document is not None and holds_deals(message.document):
        office.imports.begin(message.document, user)
        return
    language = user.language
    examples = {name: say(f"deals.import_{name}", language) for name in ("table", "line")}
    office.say(message.chat.id, plain(say("deals.import", language, **examples).strip()))
