"""What a judge reads of a case and an answer: never who answered, nor what is expected."""

import re
from collections.abc import Mapping

from eval.case import Case
from eval.fingerprint import of_text
from eval.record import Transcript
from knowledge.card import Language, Role
from prompts import Prompt, fill

NONE = "–"
_INPUTS = (
    "rule",
    "not_applicable",
    "examples",
    "role",
    "ask",
    "incoming",
    "facts",
    "answer",
    "again",
)
_FENCE = re.compile(r"<(/?(?:ask|received|facts|answer|draft|first|second))>", re.IGNORECASE)
_ROLE = {
    (Language.FR, Role.BUYER): "acheteur",
    (Language.FR, Role.SELLER): "vendeur",
    (Language.EN, Role.BUYER): "buyer",
    (Language.EN, Role.SELLER): "seller",
}
_PRIVATE = {Language.FR: "(privé, à garder pour soi)", Language.EN: "(private, to be kept)"}
_PAST = {Language.FR: "(affaire passée)", Language.EN: "(past deal)"}


def of_case(case: Case) -> dict[str, str]:
    """Return the inputs of a prompt that speak of the ask: role, ask, incoming, facts."""
    facts = [
        *case.open,
        *(f"{_PRIVATE[case.language]} {one.text}" for one in case.private),
        *(
            f"{_PAST[case.language]} "
            + " · ".join(filter(None, (str(one.day), one.counterpart, one.subject, one.outcome)))
            for one in case.past
        ),
    ]
    return {
        "role": _ROLE[case.language, case.role],
        "ask": _harmless(case.text),
        "incoming": _harmless(case.incoming or NONE),
        "facts": _harmless("\n".join(f"- {fact}" for fact in facts) or NONE),
    }


def of_answer(answer: Transcript) -> str:
    """Return the whole answer, with the draft marked where it stands in it."""
    reply, draft = _harmless(answer.reply), _harmless(answer.draft or "")
    if not draft:
        return reply
    marked = f"<draft>\n{draft}\n</draft>"
    return reply.replace(draft, marked, 1) if draft in reply else f"{reply}\n\n{marked}"


def prompt_hash(language: Language) -> str:
    """Return 12 hexadecimal digits that change with the judge's prompt in this language."""
    blank = fill(f"judge_{language}", keep=(), **{name: name for name in _INPUTS})
    return of_text(as_text(blank))[:12]


def as_text(prompt: Prompt) -> str:
    """Return all that a model's reply to `prompt` hangs on, as one text."""
    turns = "\n".join(f"{turn.speaker}: {turn.text}" for turn in prompt.turns)
    fields = " ".join(f"{one.name}[{one.least},{one.most}]" for one in prompt.fields)
    return f"{turns}\n{fields}\n{prompt.max_tokens} {prompt.temperature} {prompt.seed}"


def word_of(fields: Mapping[str, str], allowed: frozenset[str]) -> str | None:
    """Return the verdict of a reply where it is one of the words that were offered."""
    word = fields.get("verdict", "").strip(" \n.\"'`*«»“”").lower().replace(" ", "_")
    return word if word in allowed else None


def _harmless(text: str) -> str:
    # A text that closes its own fence would speak to the judge.
    return _FENCE.sub(r"‹\1›", text)
