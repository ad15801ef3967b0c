"""Use case: the one-page brief before a call. All of it is computed but the two spoken lines."""

from dataclasses import replace

from bot.coach import calculator
from bot.coach.amounts import Amount, Kind, write
from bot.coach.answer import Answer, Part, PartKind, Want
from bot.coach.deal import Deal, FactRole
from bot.coach.draft import ShowAnswer, notices, problems
from bot.coach.echo import echo, open_facts, private_facts
from bot.coach.guard import Case
from bot.coach.moves import Slot
from bot.coach.plan import Block, Plan, plan
from bot.coach.ports import Library, Model
from bot.coach.reading import pressed
from bot.coach.recall import recall, sources
from bot.coach.tools import Tools
from bot.coach.word import Worded, phrases, word
from bot.texts import say
from knowledge.card import Language, Role, Stage

_CITED = 3


async def prepare(deal: Deal, role: Role, *, tools: Tools, show: ShowAnswer) -> Answer:
    """Return a brief that fits a phone screen and a half.

    Aim, their likely interests, three questions, the trade to offer, one pressure and its honest
    answer, what stays private, and the cards. `show` gets the computed parts at once; the model
    then words the two sentences to say aloud.
    """
    planned = plan(replace(deal, role=role), role)
    page = _page(planned)
    await show(page)
    cited = await _cards(planned, tools.library)
    spoken = tuple(b for b in planned.said if b.move.slot in (Slot.OPENING, Slot.OFFER))
    case = Case(
        deal=planned.deal,
        allowed=tuple(figure.amount for figure in planned.figures),
        cards=frozenset(cited),
        planned=phrases(planned, spoken),
        reader=tools.reader,
    )

    async def show_script(sentences: tuple[str, ...]) -> None:
        await show(replace(page, parts=(*page.parts, _script(deal, sentences))))

    worded = await word(planned, spoken, case, model=tools.model, show=show_script)
    tail = (_script(deal, worded.sentences), *notices(worded))
    shelf = sources(cited, deal.language, tools.library)
    return _finish(planned, page, worded, (*tail, *shelf), cited=cited, model=tools.model)


def _finish(  # noqa: PLR0913 - the pieces of one page
    planned: Plan,
    page: Answer,
    worded: Worded,
    tail: tuple[Part, ...],
    *,
    cited: tuple[str, ...],
    model: Model,
) -> Answer:
    script = "\n\n".join(worded.sentences)
    return replace(
        page,
        parts=(*page.parts, *tail),
        draft=script,
        citations=cited,
        findings=worded.findings,
        amounts=planned.sources(script, planned.deal.draft_language),
        composed=worded.composed,
        model="none" if worded.composed else model.name,
        tokens_in=worded.tokens_in,
        tokens_out=worded.tokens_out,
    )


async def _cards(planned: Plan, library: Library) -> tuple[str, ...]:
    found = await recall(planned.deal, library, Stage.PREPARE, _CITED)
    best = [f.card.id for f in found[:1]]
    own = (planned.trade.move.card, planned.pressure.move.card, *planned.cards)
    return tuple(dict.fromkeys([*own[:2], *best, *own]))[:_CITED]


def _page(planned: Plan) -> Answer:
    deal, language = planned.deal, planned.deal.language
    trade = planned.put(planned.trade.sentence, language)
    parts = (
        echo(deal),
        *problems(deal),
        *pressed(deal),
        _section("aim", _aim(planned), language),
        _section("interests", _lines(planned, planned.interests), language),
        _section("questions", _lines(planned, planned.questions), language),
        _section("trade", (trade,), language),
        _section("pressure", _lines(planned, (planned.pressure,)), language),
        _section("private", _private(deal), language),
        _section("asides", _lines(planned, planned.asides), language),
    )
    return Answer(
        want=Want.PREP,
        role=deal.role,
        language=language,
        parts=parts,
        understood_open=open_facts(deal),
        understood_private=private_facts(deal),
    )


def _aim(planned: Plan) -> tuple[str, ...]:
    deal, language = planned.deal, planned.deal.language
    own = deal.own_price
    theirs = deal.figure(FactRole.THEIRS, Kind.MONEY)
    volume = deal.figure(FactRole.VOLUME, Kind.QUANTITY)
    lines = [_aim_line(planned, own)]
    if own and theirs and volume:
        stake = calculator.at_stake(own, theirs, volume)
        if stake:
            written = write(replace(stake, per=""), language)
            lines.append(say("brief.stake", language, stake=written, volume=volume.text))
    if deal.limit is None:
        lines.append(say("brief.no_limit", language))
    return tuple(lines)


def _aim_line(planned: Plan, own: Amount | None) -> str:
    language = planned.deal.language
    figures = {figure.name: write(figure.amount, language) for figure in planned.figures}
    if own and "offer_price" in figures:
        return say("brief.aim_step", language, own=write(own, language), **_only(figures))
    if own:
        return say(f"brief.aim_{planned.role}", language, own=write(own, language))
    return say(f"brief.aim_open_{planned.role}", language)


def _only(figures: dict[str, str]) -> dict[str, str]:
    return {"offer": figures["offer_price"]}


def _private(deal: Deal) -> tuple[str, ...]:
    language = deal.language
    held = private_facts(deal)
    own, limit = deal.own_price, deal.limit
    room = calculator.room(own, limit) if own and limit else None
    lines = [fact[:1].upper() + fact[1:] for fact in held[:4]]
    if room:
        lines.append(say("brief.room", language, room=write(room, language)))
    lines.append(say("brief.if_asked", language))
    return tuple(lines)


def _lines(planned: Plan, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    return tuple(planned.put(block.sentence, planned.deal.language) for block in blocks)


def _script(deal: Deal, sentences: tuple[str, ...]) -> Part:
    return Part(kind=PartKind.DRAFT, title=say("brief.script", deal.language), lines=sentences)


def _section(name: str, lines: tuple[str, ...], language: Language) -> Part:
    return Part(kind=PartKind.SECTION, title=say(f"brief.{name}", language), lines=lines)
