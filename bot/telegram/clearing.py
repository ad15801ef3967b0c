"""Erases a deal to the end, while another program may still read the file that it stood in."""

import asyncio
import logging

from bot.coach.errors import CoachError
from bot.telegram.desk import Pace
from knowledge.deals import PastDeal
from knowledge.deals.book import DealBook
from knowledge.errors import UnknownDeal

log = logging.getLogger(__name__)
_UNFINISHED = "store.erase_unfinished"
_TRIES = 8


async def forget(book: DealBook, deal: PastDeal) -> bool:
    """Erase a deal; False when it is gone but traces are left on the disk.

    Raises UnknownDeal, and StoreErrors.
    """
    try:
        await book.forget(deal.owner, deal.number)
    except CoachError as error:
        if error.text != _UNFINISHED:
            raise
        return False
    return True


async def clear(book: DealBook, deal: PastDeal, pace: Pace) -> bool:
    """Clear what `forget` left, in several tries with pauses; False when it is still there."""
    delay = pace.retry_s
    for _ in range(_TRIES):
        await asyncio.sleep(delay)
        delay = min(2 * delay, pace.retry_most_s)
        try:
            # A number is never given twice, so this meets no other deal.
            await book.forget(deal.owner, deal.number)
        except UnknownDeal:
            return True
        except CoachError as error:
            log.warning("traces of a deal could not be cleared: %s", error.text)
    return False
