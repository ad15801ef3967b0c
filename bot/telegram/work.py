"""Works on one stored ask, from whatever state a crash left it in to the delivered answer."""

import asyncio
import logging
from dataclasses import dataclass, replace

from aiogram import Bot

from bot.coach.answer import Answer, Part, PartKind, Want
from bot.coach.errors import CoachError, Unusable
from bot.coach.journal import AskRow, State
from bot.telegram import keyboards, render
from bot.telegram.desk import Desk
from bot.telegram.figures import may_hold_figures
from bot.telegram.lanes import Lane, Running
from bot.telegram.sender import Parcel, Refused, Sender, Unsent
from bot.telegram.split import Styled
from bot.telegram.stream import Drafts, Stream, Typing
from bot.telegram.tasks import Tasks
from bot.telegram.throttle import Throttle
from bot.telegram.users import Users
from bot.texts import say
from knowledge.card import Language

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """Answers asks. `work` is the outermost edge of everything that happens to one."""

    desk: Desk
    bot: Bot
    tasks: Tasks
    throttle: Throttle
    sender: Sender
    users: Users

    async def work(self, lane: Lane, row: AskRow) -> None:
        """Bring an ask to its end. What goes wrong is told to the user; the ask stays stored."""
        try:
            await self._finish(lane, row)
        except CoachError as error:
            log.warning("an ask could not be finished: %s", error.text)
            await self._tell_failed(row, say(error.text, _language(row), **error.values))
        except Exception as error:  # noqa: BLE001 - the outermost edge of an ask
            log.error("an ask failed: %s", type(error).__name__)  # noqa: TRY400 - no content
            await self._tell_failed(row, say("telegram.failed", _language(row)))

    async def _finish(self, lane: Lane, row: AskRow) -> None:
        journal = self.desk.journal
        if row.state is State.SENDING:
            await journal.unsent(row.owner, row.id, doubtful=True)
            row = replace(row, state=State.ANSWERED, doubtful=True)
        answer = row.answer
        if answer is None:
            answer = await self._answer(lane, row)
        if answer is None:
            await journal.cancelled(row.owner, row.id)
            await self.sender.say(row.chat, _sentence("telegram.stopped", row))
        else:
            await self._deliver(row, answer)

    async def _answer(self, lane: Lane, row: AskRow) -> Answer | None:
        """Have the ask answered and store the answer; None when stopped with nothing shown."""
        stream = self._stream(row.chat)
        showing = self.tasks.spawn(stream.run())
        task = self.tasks.spawn(self.desk.coach.answer(row.ask, stream.show))
        running = lane.running = Running(row, stream, task)
        try:
            answer = await self._outcome(running)
            if answer is not None:
                await self.desk.journal.answered(row.owner, row.id, answer)
                self.desk.nudge(str(row.owner))
                await self._speak(row, answer.language)
        except asyncio.CancelledError:
            showing.cancel()
            raise
        finally:
            lane.running = None
            stream.close()
            # A frame in flight would land after the final message, so it is awaited first.
            await asyncio.wait([showing])
        return answer

    async def _speak(self, row: AskRow, language: Language) -> None:
        """Speak from now on the language in which the user writes."""
        if row.ask.texts:
            user = await self.users.of(row.owner, language)
            await self.users.change(user, language=language)

    async def _outcome(self, running: Running) -> Answer | None:
        try:
            return await running.task
        except Unusable as error:
            return _told(running.row, say(error.text, _language(running.row), **error.values))
        except asyncio.CancelledError:
            lane_ends = (asyncio.current_task() or running.task).cancelling()
            if lane_ends or not running.stopped:
                raise
        shown = running.stream.shown
        return _cut_short(shown) if shown is not None and shown.parts else None

    async def _deliver(self, row: AskRow, answer: Answer) -> None:
        """Send the answer, once as far as anybody can know, and note where it arrived."""
        journal, pace = self.desk.journal, self.desk.pace
        pages = list(render.messages(answer)) or [_sentence("telegram.nothing", row)]
        buttons = keyboards.under(
            answer,
            row.id,
            figures=may_hold_figures(row.ask, answer),
            review=self.desk.review,
        )
        parcel = Parcel(row.chat, pages, buttons)
        doubtful, delay = row.doubtful, pace.retry_s
        while True:
            if doubtful:
                parcel.warn(say("telegram.twice", answer.language))
            await journal.sending(row.owner, row.id)
            try:
                await self.sender.send(parcel)
            except Refused:
                await journal.unsent(row.owner, row.id, doubtful=False)
                await journal.cancelled(row.owner, row.id)
                return
            except Unsent as failure:
                doubtful = failure.doubtful
                await journal.unsent(row.owner, row.id, doubtful=doubtful)
                await asyncio.sleep(delay)
                delay = min(2 * delay, pace.retry_most_s)
            else:
                break
        await self._note_delivered(row, tuple(parcel.sent))

    async def _note_delivered(self, row: AskRow, message_ids: tuple[int, ...]) -> None:
        """Note where the answer arrived; tried again, since a note lost means a second message."""
        for delay in (0.0, self.desk.pace.retry_s, self.desk.pace.retry_most_s):
            await asyncio.sleep(delay)
            try:
                await self.desk.journal.delivered(row.owner, row.id, message_ids)
            except CoachError as error:
                log.warning("a delivery could not be noted: %s", error.text)
            else:
                return

    async def _tell_failed(self, row: AskRow, sentence: str) -> None:
        buttons = keyboards.again(_language(row), row.id)
        await self.sender.say(row.chat, render.plain(sentence), keyboard=buttons)

    def _stream(self, chat: int) -> Stream:
        kind = Drafts if self.desk.stream == "draft" else Typing
        return kind(self.bot, chat, self.throttle, self.desk.pace)


def _language(row: AskRow) -> Language:
    return row.answer.language if row.answer else row.ask.language or row.ask.default_language


def _sentence(name: str, row: AskRow) -> Styled:
    return render.plain(say(name, _language(row)))


def _told(row: AskRow, sentence: str) -> Answer:
    """Return an answer that is one sentence: what to do instead."""
    return Answer(
        want=row.ask.want or Want.QUESTION,
        role=row.ask.role,
        language=_language(row),
        parts=(_notice(sentence),),
    )


def _cut_short(shown: Answer) -> Answer:
    """Return what the user had seen when they stopped the answer, with a line that says so."""
    line = _notice(say("telegram.cut_short", shown.language))
    return replace(shown, parts=(*shown.parts, line))


def _notice(sentence: str) -> Part:
    return Part(kind=PartKind.NOTICE, title="", lines=(sentence,))
