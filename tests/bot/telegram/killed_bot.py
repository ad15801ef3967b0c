"""A bot in a process of its own: `python -m tests.bot.telegram.killed_bot API TOKEN FILE STEP`.

It kills itself with SIGKILL after the journal's step STEP; with `-` it runs until it is stopped.
"""

import asyncio
import sys

from bot.coach.answer import Answer, Ask
from bot.store import open_journal
from bot.telegram.app import Desk, serve
from tests.bot.telegram.crash import DyingJournal, kill_process
from tests.bot.telegram.scene import QUICK, StringCoach, clock
from tests.bot.telegram.values import draft_answer


def drafted(ask: Ask) -> Answer:
    return draft_answer("Bonjour,", "Si trois ans, alors ce prix.")


async def main(api: str, token: str, file: str, step: str) -> None:
    journal = await open_journal(f"sqlite:///{file}", clock)
    dying = DyingJournal(journal, step, "after", kill_process)
    desk = Desk(
        token=token,
        api=api,
        coach=StringCoach(drafted),
        journal=dying,  # type: ignore[arg-type]  # passes every call on by name
        deals=journal.deals,
        clock=clock,
        pace=QUICK,
    )
    await serve(desk)
    await journal.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
