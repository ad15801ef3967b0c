"""What the user writes after the bot asked for something: a field, a debrief, a message."""

from dataclasses import replace

from bot.coach.answer import Want
from bot.coach.errors import Unusable
from bot.coach.journal import User
from bot.telegram import deal_buttons, deal_view
from bot.telegram.deal_edit import edited
from bot.telegram.incoming import Piece, ask_to_check, ask_to_read, first_ask
from bot.telegram.office import Office
from bot.telegram.pending import Field, Paste, Pending, read
from bot.telegram.render import plain
from bot.texts import say
from knowledge.errors import UnknownDeal


async def take_text(office: Office, piece: Piece) -> None:
    """Take a message as the answer to what the user was asked, or else as a new ask.

    Forwarded words were not written as an answer: they end the question, unless a message was
    asked for.
    """
    user = await office.users.of(piece.owner, piece.language)
    pending = read(user.pending)
    asked = pending is not None and pending.before(piece.update_id)
    if asked and isinstance(pending, Paste):
        await take_pasted(office, piece, user, pending)
    elif not asked or not isinstance(pending, Pending) or piece.forwarded:
        await office.users.stop_asking(user, piece.update_id)
        await office.take(piece)
    elif pending.field is None:
        await _debrief(office, piece, user, pending)
    else:
        await _edit(office, piece, pending.field, pending.deal)


async def take_pasted(office: Office, piece: Piece, user: User, asked: Paste) -> None:
    """Take a message as the one to check, or to read, and forget that it was asked for.

    A check belongs to the conversation against whose limits it is made; a reading opens one.
    """
    previous = await office.desk.journal.last(user.owner, asked.conversation)
    today, talk = office.desk.today(), asked.conversation
    if asked.want is Want.READ_MESSAGE:
        talk += previous is not None
        ask = ask_to_read(piece, replace(user, conversation=talk), today)
    else:
        there = replace(user, conversation=talk)
        ask = ask_to_check(previous.ask if previous else None, piece, there, today)
    await office.put(replace(piece, received=asked.want is Want.READ_MESSAGE), user, ask, talk)
    await office.users.stop_asking(user, piece.update_id)


async def _debrief(office: Office, piece: Piece, user: User, pending: Pending) -> None:
    # Stored before the question is forgotten: a crash in between stores nothing twice.
    try:
        deal = await office.desk.deals.deal(str(user.owner), pending.deal)
        # In the deal's own conversation, or in a new one where it has none.
        own = deal.conversation
        talk = user.conversation + 1 if own is None else own
        ask = replace(
            first_ask(piece, user, office.desk.today()),
            want=Want.DEBRIEF,
            deal=deal.id,
            default_role=deal.role or user.role,
        )
        await office.put(piece, user, ask, talk)
    except UnknownDeal:
        await _end(office, piece, user)
        raise
    await office.users.stop_asking(user, piece.update_id)


async def _edit(office: Office, piece: Piece, field: Field, number: int) -> None:
    desk = office.desk
    user = await office.users.of(piece.owner, piece.language)
    try:
        deal = await desk.deals.deal(str(user.owner), number)
        deal = await desk.deals.save(edited(deal, field, piece.text, desk.today()))
    except Unusable as error:
        if not await desk.journal.seen(piece.update_id):
            sentence = say(error.text, user.language, **error.values)
            office.say(piece.chat, plain(sentence))
        return
    except UnknownDeal:
        await _end(office, piece, user)
        raise
    await _end(office, piece, user)
    desk.nudge(deal.owner)
    shown = deal_view.card(deal, user.language, above=say("deals.saved", user.language))
    buttons = deal_buttons.under_card(deal, 0, user.language)
    office.say(piece.chat, shown, keyboard=buttons)


async def _end(office: Office, piece: Piece, user: User) -> None:
    """Note that this message was taken, then forget the question that it answered."""
    await office.desk.journal.seen(piece.update_id)
    await office.users.stop_asking(user, piece.update_id)
