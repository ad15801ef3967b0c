"""Every statement on past deals.

Each names the owner, or a deal just found to be the owner's; only the outbox is read across
owners.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import sqlite

from bot.store.tables import answers, asks, deal_outbox, deal_owners, deal_vectors, deals

_MINE = deals.c.owner == bindparam("whose")
_THIS = _MINE & (deals.c.number == bindparam("which"))
_NUMBER: BindParameter[int] = bindparam("which")

ADD = insert(deals).returning(deals.c.number)
FIND = select(deals).where(_THIS)
FIND_NAMED = select(deals).where(_MINE, deals.c.id == bindparam("name"))
FIND_ALL = select(deals).where(_MINE)
PAGE = (
    FIND_ALL.order_by(deals.c.day.desc(), deals.c.number.desc())
    .offset(bindparam("start"))
    .limit(bindparam("most"))
)
COUNT = select(func.count()).select_from(deals).where(_MINE)
WRITE = (
    update(deals)
    .where(_THIS)
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "day",
                "language",
                "role",
                "counterpart",
                "subject",
                "notes",
                "outcome",
                "figures",
                "lesson",
                "by_hand",
                "change",
            )
        }
    )
)
MOVE_DAY = update(deals).where(_THIS).values(day=bindparam("new_day"))
FORGET = delete(deals).where(_THIS)
ERASE_ALL = delete(deals).where(_MINE)

# What repeats a deal: the conversation that it was born from, the debriefs of it, and answers
# elsewhere that recalled it.
RETELLERS = select(asks.c.id).where(
    asks.c.owner == bindparam("chat_owner"),
    or_(
        asks.c.conversation == bindparam("talk"),
        func.json_extract(asks.c.ask, "$.ask.deal") == bindparam("name"),
    ),
)
CITERS = (
    select(answers.c.ask_id, answers.c.answer)
    .select_from(answers.join(asks, asks.c.id == answers.c.ask_id))
    .where(
        asks.c.owner == bindparam("chat_owner"),
        func.instr(answers.c.answer, bindparam("citation")) > 0,
    )
)
REWRITE_ANSWER = (
    update(answers).where(answers.c.ask_id == _NUMBER).values(answer=bindparam("replacement"))
)
FORGET_ANSWERS = delete(answers).where(answers.c.ask_id.in_(bindparam("ids", expanding=True)))
FORGET_ASKS = delete(asks).where(asks.c.id.in_(bindparam("ids", expanding=True)))

OUTBOX = sqlite.insert(deal_outbox).on_conflict_do_nothing()
CLEAR_OUTBOX = delete(deal_outbox).where(deal_outbox.c.number == _NUMBER)
MARK_ALL = insert(deal_outbox).from_select(
    ["number"],
    select(deals.c.number).where(deals.c.number.not_in(select(deal_outbox.c.number))),
)
MARKED = select(deals).where(deals.c.number.in_(select(deal_outbox.c.number)))
# What another engine indexed is as good as not indexed: its vectors cannot be compared.
_WAITS = deals.c.number.in_(
    select(deal_outbox.c.number).union(
        select(deal_vectors.c.number).where(deal_vectors.c.engine != bindparam("engine"))
    )
)
WAITING: Select[Any] = (
    select(deals)
    .where(_WAITS, deals.c.number > bindparam("after"))
    .order_by(deals.c.number)
    .limit(bindparam("most"))
)
COUNT_WAITING = select(func.count()).select_from(deals).where(_WAITS)
# Asked after each batch: reads the owner's deals by key, and not all that wait.
OWNER_WAITS = (
    select(literal(1))
    .select_from(deals)
    .where(
        _MINE,
        or_(
            exists().where(deal_outbox.c.number == deals.c.number),
            exists().where(
                deal_vectors.c.number == deals.c.number,
                deal_vectors.c.engine != bindparam("engine"),
            ),
        ),
    )
    .limit(1)
)
STILL_SO = (
    select(literal(1))
    .select_from(deals)
    .where(deals.c.number == _NUMBER, deals.c.change == bindparam("seen"))
)
_PUT_VECTORS = sqlite.insert(deal_vectors)
PUT_VECTORS = _PUT_VECTORS.on_conflict_do_update(
    index_elements=[deal_vectors.c.number],
    set_={name: _PUT_VECTORS.excluded[name] for name in ("engine", "vectors")},
)
HOLDINGS: Select[Any] = (
    select(deals, deal_vectors.c.vectors)
    .select_from(
        deals.outerjoin(
            deal_vectors,
            (deal_vectors.c.number == deals.c.number)
            & (deal_vectors.c.engine == bindparam("engine")),
        )
    )
    .where(_MINE)
    .order_by(deals.c.number)
)

REVISION = select(deal_owners.c.revision).where(deal_owners.c.owner == bindparam("whose"))
_REVISE = sqlite.insert(deal_owners)
REVISE = _REVISE.on_conflict_do_update(
    index_elements=[deal_owners.c.owner], set_={"revision": _REVISE.excluded.revision}
)
ERASE_OWNER = delete(deal_owners).where(deal_owners.c.owner == bindparam("whose"))
