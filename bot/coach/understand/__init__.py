"""From the user's messages to a Deal: voices apart, figures read, open and private sorted.

All of it is grammar and tables: no model takes part, so no figure can appear that is not there.
"""

from dataclasses import dataclass, replace

from bot.coach.answer import Ask, Finding, Want
from bot.coach.deal import PRIVATE_ROLES, Deal, Fact, FactRole, Flag
from bot.coach.errors import Unusable
from bot.coach.language import detect, other_language
from bot.coach.tactics import TacticReader, findings
from bot.coach.understand import cues, facts, situation
from bot.coach.understand.split import Voices, signature, split
from knowledge.card import Language
from knowledge.tactics import Direction, Zone

MOST_CHARACTERS = 12_000
"""The longest text that one ask may hold: about four pages, more than a brief can use."""

_LONG = 240
"""Characters from which a message tells a situation of its own rather than a detail."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A deal, and the dishonest request that came with it (None in nearly every case).

    `care` is what else was asked for and is allowed with a safeguard.
    """

    deal: Deal
    request: Finding | None
    care: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """An ask taken apart, on its way to a deal."""

    ask: Ask
    own: str
    received: str
    names: tuple[str, ...]
    facts: tuple[Fact, ...]
    language: Language
    request: Finding | None


def understand(ask: Ask, reader: TacticReader | None = None) -> Understood:
    """Return what the ask says, sorted; blocks for as long as embedding its words takes.

    `reader` sees the tactics that the user asks for, by patterns alone where none is given. The
    last text of an ask to check a message is that message, and no word of the user's to the coach.

    Raises Unusable when it is empty, longer than MOST_CHARACTERS, without words, or in a
    language other than French and English.
    """
    reader = reader or TacticReader()
    voices = _voices(ask, reader)
    own = "\n".join(v.own for v in voices if v.own)
    received = "\n".join(filter(None, (ask.received or "", *(v.received for v in voices))))
    _refuse_unusable(ask, own, received)
    # A bare "OK", or a message pasted alone, says nothing of the user's own language.
    language = ask.language or detect(own) or ask.default_language
    asked = findings(
        reader.read(own, Direction.REQUEST), own, language, direction=Direction.REQUEST
    )
    request = next((one for one in asked if one.zone is Zone.FORBIDDEN), None)
    found = _facts(ask, voices, received, language)
    if request is not None:
        found = tuple(_taint(fact, request.quote) for fact in found)
    read = _Read(
        ask=ask,
        own=own,
        received=received,
        names=(*(v.name for v in voices), signature(received)),
        facts=found,
        language=language,
        request=request,
    )
    care = tuple(one for one in asked if one.zone is Zone.RISKY)
    deal = _deal(read)
    if any(one.code == "rival_offer" for one in care):
        deal = replace(deal, flags=deal.flags | {Flag.OWN_RIVAL, Flag.RIVAL_CLAIMED})
    return Understood(deal, request, care)


def _voices(ask: Ask, reader: TacticReader) -> list[Voices]:
    """Return the messages of an ask taken apart, without the message that is to be checked."""
    told = ask.texts[:-1] if ask.want is Want.CHECK else ask.texts
    voices = [split(text) for text in told]
    return [*(_honest(voice, reader) for voice in voices[:-1]), *voices[-1:]]


def _honest(voice: Voices, reader: TacticReader) -> Voices:
    """Return an earlier message without what was declined then: it is not declined again."""
    seen = reader.read(voice.own, Direction.REQUEST)
    own = voice.own
    for one in sorted(seen, key=lambda sighting: sighting.start, reverse=True):
        if one.zone is Zone.FORBIDDEN:
            own = own[: one.start] + own[one.end :]
    return replace(voice, own=own)


def _deal(read: _Read) -> Deal:
    ask, own, received, found = read.ask, read.own, read.received, read.facts
    role = ask.role or situation.role_of(own, found, received) or ask.default_role
    open_notes, private_notes = _notes(read)
    name = situation.name_of(own, read.names)
    problems = situation.problems_of(found, role, read.language)
    return Deal(
        language=read.language,
        draft_language=_draft_language(ask, own, received, read.language),
        want=ask.want or _want(read),
        today=ask.today,
        role=role,
        tone=ask.tone,
        name=name,
        firm=situation.firm_of(own, name),
        facts=facts.settle(found),
        open_notes=open_notes,
        to_say=(*ask.open_facts, *(note for note in open_notes if cues.TO_SAY.search(note))),
        private_notes=private_notes,
        own_words=own,
        received=received,
        flags=situation.flags_of(own, received, found, role),
        problems=(*problems, *situation.past_dates(found, read.language, ask.today)),
    )


def _want(read: _Read) -> Want:
    if any(ends_deal(text) for text in read.ask.texts):
        return Want.DEBRIEF
    if read.received and not read.own.strip() and not read.ask.draft_now:
        return Want.READ_MESSAGE
    return situation.want_of(read.own, read.received, read.facts)


def ends_deal(text: str) -> bool:
    """Tell whether a message begins the debrief of a deal, or says that it is signed."""
    own = split(text).own
    return dict(cues.WANTS)[Want.DEBRIEF].search(own) and not cues.QUESTION.search(own)


def is_of(text: str, previous: Ask) -> bool:
    """Tell whether a message names nobody, or only whom the ask before it named."""
    name = situation.name_of(text, ())
    before = " ".join((*previous.texts, previous.received or ""))
    return all(who in before for who in (name, situation.firm_of(text, name)))


def continues(text: str) -> bool:
    """Tell whether a message reads as a correction or completion of the one before."""
    return cues.CORRECTION.search(text)


def is_greeting(deal: Deal) -> bool:
    """Tell whether the user only says hello or asks whether the coach can help."""
    return not deal.received and not deal.facts and cues.GREETING.search(deal.own_words)


def is_thanks(deal: Deal) -> bool:
    """Tell whether the user only says thank you."""
    return not deal.received and not deal.facts and cues.THANKS.search(deal.own_words)


def asks_memory(deal: Deal) -> bool:
    """Tell whether the user asks about their own past negotiations, and for no text to be made."""
    return not deal.received and _is_about_the_past(deal.own_words)


def _is_about_the_past(text: str) -> bool:
    if cues.MAKE.search(text) or dict(cues.WANTS)[Want.DRAFT].search(text):
        return False
    return any(_asks_of_the_past(sentence) for _, sentence in facts.sentences(text))


def _asks_of_the_past(sentence: str) -> bool:
    if cues.REMINDER.search(sentence):
        return True
    asked = "?" in sentence or cues.QUESTION.search(sentence)
    return asked and cues.MEMORY.search(sentence) and not cues.ADVICE.search(sentence)


def is_aside(text: str) -> bool:
    """Tell whether a message is a question of its own, a hello or a thank you."""
    if _is_about_the_past(text):
        return True
    about_figures = any(char.isdigit() for char in text)
    small_talk = cues.THANKS.search(text) or cues.GREETING.search(text)
    return small_talk or (cues.QUESTION.search(text) and not about_figures)


def stands_alone(text: str, ask: Ask) -> bool:
    """Tell whether a message opens a situation of its own: a call, a pasted offer, two prices."""
    voices = split(text)
    money = [f for f in facts.own_facts(voices.own, None, ask.today) if f.amount.unit]
    call = dict(cues.WANTS)[Want.PREP].search(voices.own)
    return bool(voices.received) or len(money) > 1 or len(text) > _LONG or call


def _refuse_unusable(ask: Ask, own: str, received: str) -> None:
    if ask.want is Want.CHECK:
        own = ask.texts[-1]
    length = len(own) + len(received)
    if length > MOST_CHARACTERS:
        raise Unusable("coach.too_long", {"length": str(length), "most": str(MOST_CHARACTERS)})
    if not (own + received).strip():
        raise Unusable("coach.empty")
    if not any(char.isalpha() for char in own + received):
        raise Unusable("coach.no_words")
    if ask.language is None and other_language(own or received):
        raise Unusable("coach.other_language")


def _draft_language(ask: Ask, own: str, received: str, language: Language) -> Language:
    if ask.want is Want.CHECK:
        return detect(ask.texts[-1]) or language
    for code, cue in cues.DRAFT_IN:
        if cue.search(own):
            return code
    return (detect(received) if received else None) or language


def _facts(ask: Ask, voices: list[Voices], received: str, language: Language) -> tuple[Fact, ...]:
    theirs = facts.received_facts(received, detect(received) or language, ask.today)
    given = facts.given_facts(ask.open_facts, language, ask.today, private=False)
    hidden = facts.given_facts(ask.private_facts, language, ask.today, private=True)
    own = "\n".join(voice.own for voice in voices)
    chair = ask.role or situation.chair_by_words(own) or ask.default_role
    mine: tuple[Fact, ...] = ()
    for voice in voices:
        mine = facts.supersede(mine, facts.own_facts(voice.own, language, ask.today, chair))
    return (*theirs, *given, *hidden, *(_as_decided(fact, ask) for fact in mine))


def _as_decided(fact: Fact, ask: Ask) -> Fact:
    """Return a fact as private or open as the user has said it is, if they have."""
    words = fact.amount.text
    if words and words in ask.kept:
        return replace(fact, private=True)
    if words and words in ask.shared:
        # A limit that may be told is an offer.
        role = FactRole.OURS if fact.role in PRIVATE_ROLES else fact.role
        return replace(fact, private=False, role=role)
    return fact


def _taint(fact: Fact, quote: str) -> Fact:
    """Mark a figure of the untrue claim itself, so that nothing of the claim is ever said."""
    return replace(fact, tainted=True) if fact.amount.text in quote else fact


def _notes(read: _Read) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the user's sentences, open and private apart."""
    hidden = [f.amount.text for f in read.facts if f.private and f.amount.text]
    opened: list[str] = list(read.ask.open_facts)
    private: list[str] = list(read.ask.private_facts)
    untrue = read.request.quote if read.request else ""
    for _, sentence in facts.sentences(read.own):
        if sentence.strip() in untrue:
            continue  # an untrue claim is neither said nor a secret to keep
        secret = facts.is_private(sentence) or any(text in sentence for text in hidden)
        (private if secret else opened).append(sentence.strip())
    return tuple(opened), tuple(private)
