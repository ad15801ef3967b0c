"""The user's deals read from the book: page by page as a list, or all of them."""

from dataclasses import dataclass

from bot.coach.journal import User
from bot.telegram import deal_buttons
from bot.telegram.deal_buttons import DealsTap
from bot.telegram.deal_view import PER_PAGE
from bot.telegram.keyboards import Keyboard
from bot.telegram.render import plain
from bot.telegram.split import Styled
from bot.texts import say
from knowledge.deals import PastDeal
from knowledge.deals.book import DealBook

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of the list, with its buttons; without where there are no deals."""

    text: Styled
    keyboard: Keyboard | None = None


async def page(book: DealBook, user: User, tap: DealsTap) -> ListPage:
    """Return the page of `tap`, or the last one where there are no longer so many."""
    owner, language = str(user.owner), user.language
    count = await book.count(owner)
    if not count:
        return ListPage(plain(say("deals.none", language)))
    last = (count - 1) // PER_PAGE
    tap = DealsTap(page=min(tap.page, last), to=tap.to)
    deals = await book.page(owner, start=tap.page * PER_PAGE, count=PER_PAGE)
    heading = say(
        "deals.list" if tap.to == "open" else "deals.list_forget",
        language,
        count=count,
        page=tap.page + 1,
        pages=last + 1,
    )
    return ListPage(plain(heading), deal_buttons.pages(deals, tap, last, language))


async def everything(book: DealBook, owner: str) -> tuple[PastDeal, ...]:
    """Return all deals of the owner, most recent first."""
    found: list[PastDeal] = []
    while part := await book.page(owner, start=len(found), count=_AT_ONCE):
        found += part
    return tuple(found)
