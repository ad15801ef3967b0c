"""What a tactic seen in a text means for the user: why it matters, and the honest way.

For each code, texts/ holds `tactics.<code>_name` and `_honest` (the same move made honestly, ready
to send); `_why` where it is ruled out and `_care` where it asks for care; and, for a message that
was received, `_seen`, `_check` (the question that checks it) and `_calm` (a calm reply).
"""

from collections.abc import Iterable

from bot.coach.answer import Finding
from bot.texts import say
from knowledge.card import Language
from knowledge.tactics import BY_CODE, Direction, Sighting, Zone

_MOST_QUOTED = 200


def findings(
    sightings: Iterable[Sighting],
    text: str,
    language: Language,
    *,
    direction: Direction,
    who: str = "",
) -> tuple[Finding, ...]:
    """Return what was seen in `text` in the user's words, the worst first as it was given.

    `who` is the counterpart's name; without it they are "the other side".
    """
    return tuple(
        finding(
            seen.code,
            text[seen.start : seen.end].strip(),
            language,
            direction=direction,
            zone=seen.zone,
            who=who,
        )
        for seen in sightings
    )


def finding(  # noqa: PLR0913 - what a finding is made of
    code: str,
    quote: str,
    language: Language,
    *,
    direction: Direction = Direction.REQUEST,
    zone: Zone = Zone.FORBIDDEN,
    who: str = "",
) -> Finding:
    """Return the finding for one tactic, with its reason and honest version in `language`."""
    tactic = BY_CODE[code]
    return Finding(
        code=code,
        zone=zone,
        quote=quote[:_MOST_QUOTED],
        principles=tactic.principles,
        cards=tactic.cards,
        why=_why(code, language, direction, zone, who),
        honest_version=_honest(code, language, direction),
    )


def name_of(code: str, language: Language) -> str:
    """Return what a tactic is called in a sentence: "a deadline", « une échéance »."""
    return say(f"tactics.{code}_name", language)


def question_for(code: str, language: Language) -> str:
    """Return the question that checks a tactic seen in a received message."""
    return say(f"tactics.{code}_check", language)


def calm_reply(code: str, language: Language) -> str:
    """Return the calm sentence that answers a tactic seen in a received message."""
    return say(f"tactics.{code}_calm", language)


def _why(code: str, language: Language, direction: Direction, zone: Zone, who: str) -> str:
    if direction is Direction.RECEIVED:
        return say(f"tactics.{code}_seen", language)
    if zone is Zone.RISKY:
        return say(f"tactics.{code}_care", language)
    return say(f"tactics.{code}_why", language, who=who or say("coach.other_side", language))


def _honest(code: str, language: Language, direction: Direction) -> str:
    if direction is Direction.RECEIVED:
        return f"{calm_reply(code, language)} {question_for(code, language)}"
    return say(f"tactics.{code}_honest", language)
