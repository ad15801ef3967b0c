"""unsupported_commitment: the draft promises nothing that the user did not allow."""

import re
from collections.abc import Iterator

from bot.coach.answer import Finding
from bot.coach.guard.case import Case, finding
from bot.coach.letters import fold

# Each group is one thing that may be given away; its words in both languages stand together,
# since a draft is in another language than the user's own words more often than not.
_GIVEN = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"\bgarant(?:i|e|y)\w*|\bguarant\w+|\bwarrant\w+",
        r"\bprome(?:t|ss)\w*|\bpromis\w*|\bparole\b|\bgive you my word",
        r"\b(?:m|nous |s|vous )['’]?engag\w+|\bcommit(?!tee)\w*|\bengagement\w*",
        r"\bgratuit\w*|\boffert\w*|\bfree (?:of charge|delivery|month)\w*|\bfor free\b|sans frais",
        r"\bexclusiv\w*",
        r"\brembours\w*|\brefund\w*|\bmoney back",
        r"\bremise\w*|\brabais|\bristourne\w*|\bdiscount\w*|\brebate\w*",
        r"\bpenalit\w*|\bpenalt\w*|\bcompensat\w*|\bdedommag\w*|\bavoirs? (?:de|pour)\b",
        r"\bprolong\w+|\bextend\w* (?:the|your|our)",
        r"\bpriorit\w+|\bpriority\b",
        r"\bsigne(?:r|rai|rons|z)\b|\b(?:we|i)(?: will|'ll) sign\b",
        r"\bc['’]est d['’]accord\b|\bnous acceptons\b|\bj['’]accepte\b",
        r"\b(?:we|i) (?:accept|agree)\b",
    )
)
_ASKS = re.compile(
    r"(?:^|(?<=[.!?\n]))[ \u00a0\u202f]*(?:quel(?:le)?s?|what|which)\b"
    r"(?:(?!\b(?:we|i|nous|je|j['’])\b)[^.!?\n])*\?",
    re.IGNORECASE,
)
"""A question about the other side alone gives nothing away: "What is your priority?"."""


def unsupported_commitment(draft: str, case: Case) -> Iterator[Finding]:
    """Find a promise or concession that neither the plan nor the user's open words hold."""
    allowed = fold(f"{case.planned} {case.open_words}")
    folded = _ASKS.sub(lambda asked: " " * len(asked[0]), fold(draft))
    for given in _GIVEN:
        found = given.search(folded)
        if found and not given.search(allowed):
            yield finding("unsupported_commitment", draft[found.start() : found.end()], case)
