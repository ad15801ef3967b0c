"""What the user writes after the bot asked for something: a field of a deal, or a debrief."""

from bot.coach.errors import Unusable
from bot.coach.journal import User
from bot.telegram import deal_buttons, deal_view
from bot.telegram.deal_edit import edited
from bot.telegram.incoming import Piece
from bot.telegram.office import Office
from bot.telegram.pending import Field, Pending, read
from bot.telegram.render import plain
from bot.texts import say
from knowledge.errors import UnknownDeal


async def take_text(office: Office, piece: Piece) -> None:
    """Take a message as the answer to what the user was asked, or else as a new ask.

    Forwarded words were not written as an answer: they end the question.
    """
    user = await office.users.of(piece.owner, piece.language)
    pending = read(user.pending)
    if pending is None or piece.forwarded or not pending.before(piece.update_id):
        await office.users.stop_asking(user, piece.update_id)
        await office.take(piece)
    elif pending.field is None:
        await _debrief(office, piece, user, pending)
    else:
        await _edit(office, piece, pending.field, pending.deal)


async def _debrief(office: Office, piece: Piece, user: User, pending: Pending) -> None:
    # Stored before the question is forgotten: a crash in between stores nothing twice.
    try:
        deal = await office.desk.deals.deal(str(user.owner), pending.deal)
        await office.debrief(piece, user, deal)
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
