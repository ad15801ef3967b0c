"""Has the model word what the plan says, checks it, repairs it once, or composes it by code.

The model sees the plan's sentences with tokens for figures, the open sentences with their figures
taken out, and nothing private. What it returns counts only if every token came back exactly once
and the guard finds nothing.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.coach.answer import Finding
from bot.coach.errors import ModelUnavailable
from bot.coach.guard import Case, review
from bot.coach.guard.case import called
from bot.coach.plan import TOKEN, Block, Plan
from bot.coach.ports import Model
from bot.coach.screen import MOST_READ, screened
from bot.coach.typography import tidy
from bot.texts import say
from knowledge.card import Language
from prompts import Prompt, fill

_FIELD = re.compile(r'"(\w+)"\s*:\s*"((?:[^"\\]|\\.)*)"')
Show = Callable[[tuple[str, ...]], Awaitable[None]]
"""Receives the finished, reviewed sentences of a draft while the others are being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """The sentences of a draft, figures put in, in order; how they came about and their cost.

    `notice` is a sentence for the user when the model could not be used.
    """

    sentences: tuple[str, ...]
    composed: bool
    findings: tuple[Finding, ...] = ()
    notice: str = ""
    tokens_in: int = 0
    tokens_out: int = 0


def composed(plan: Plan, blocks: tuple[Block, ...], notice: str = "") -> Worded:
    """Return the moves' own phrases with the plan's figures: the answer that needs no model."""
    language = plan.deal.draft_language
    sentences = tuple(plan.put(block.sentence, language) for block in blocks)
    return Worded(sentences=sentences, composed=True, notice=notice)


def phrases(plan: Plan, blocks: tuple[Block, ...]) -> str:
    """Return the blocks' own phrases with their figures, in one text."""
    return " ".join(composed(plan, blocks).sentences)


async def word(
    plan: Plan, blocks: tuple[Block, ...], case: Case, *, model: Model, show: Show
) -> Worded:
    """Return the blocks worded by the model, or composed when it cannot or may not be used.

    One repair: a wording with findings is asked for once more with these named. `show` is awaited
    with the sentences that are complete and pass the guard, each time one more is.
    """
    remarks = ""
    spent = Counter[str]()
    findings: tuple[Finding, ...] = ()
    for _ in range(2):
        listener = _Listener(plan, blocks, case, show)
        try:
            reply = await model.reply(_prompt(plan, blocks, remarks), listener.heard)
        except ModelUnavailable as error:
            notice = "" if error.text == "llm.none" else _why(error, plan.deal.language)
            return _fallback(plan, blocks, spent, findings=findings, notice=notice)
        spent.update({"in": reply.tokens_in, "out": reply.tokens_out})
        sentences = _sentences(plan, blocks, reply.fields)
        found = await _reviewed(sentences, case)
        if sentences and not found:
            return _worded(sentences, findings, spent, plan.deal.language)
        findings += found
        remarks = _remark(found, plan.deal.draft_language)
    language = plan.deal.language
    why = (say("coach.not_kept", language), _took_out(findings, language))
    notice = " ".join(filter(None, why))
    return _fallback(plan, blocks, spent, findings=findings, notice=notice)


async def _reviewed(sentences: tuple[str, ...] | None, case: Case) -> tuple[Finding, ...]:
    # In a thread: the reader of tactics embeds the text.
    if not sentences:
        return ()
    verdict = await asyncio.to_thread(review, " ".join(sentences), case)
    return verdict.findings


def _remark(found: tuple[Finding, ...], language: Language) -> str:
    if not found:
        return say("coach.remark_tokens", language)
    codes = ", ".join(sorted({finding.code for finding in found}))
    return say("coach.remark_findings", language, codes=codes)


def _took_out(findings: tuple[Finding, ...], language: Language) -> str:
    """Return the sentence that tells the user what a wording held that is not in the draft."""
    codes = dict.fromkeys(finding.code for finding in findings)
    names = [called(code, language) for code in codes]
    return say("coach.took_out", language, what=", ".join(names)) if names else ""


def _worded(
    sentences: tuple[str, ...],
    findings: tuple[Finding, ...],
    spent: Counter[str],
    language: Language,
) -> Worded:
    return Worded(
        sentences=sentences,
        composed=False,
        findings=findings,
        notice=_took_out(findings, language),
        tokens_in=spent["in"],
        tokens_out=spent["out"],
    )


class _Listener:
    """Follows the model's JSON while it is written and shows each sentence that is ready."""

    def __init__(self, plan: Plan, blocks: tuple[Block, ...], case: Case, show: Show) -> None:
        self._plan, self._blocks, self._case, self._show = plan, blocks, case, show
        self._ready: list[str] = []
        self._refused = False

    async def heard(self, raw: str) -> None:
        fields = _FIELD.findall(raw)[: len(self._blocks)]
        done = len(self._ready)
        if self._refused or len(fields) <= done:
            return
        for block, (_, escaped) in zip(self._blocks[done:], fields[done:], strict=False):
            sentence = _sentence(self._plan, block, json.loads(f'"{escaped}"'))
            if sentence is None or await _reviewed((sentence,), self._case):
                self._refused = True
                return
            self._ready.append(sentence)
        await self._show(tuple(self._ready))


def _prompt(plan: Plan, blocks: tuple[Block, ...], remarks: str) -> Prompt:
    deal = plan.deal
    language = deal.draft_language
    skeleton = {block.move.slot.value: block.sentence for block in blocks}
    context = [screened(note, deal, language) for note in deal.to_say]
    return fill(
        f"word_{language.value}",
        keep=tuple(skeleton),
        role=say(f"coach.writer_{plan.role}", language),
        tone=say(f"coach.tone_{deal.tone}", language),
        context=" ".join(context)[:MOST_READ] or "-",
        received=screened(deal.received, deal, language) or "-",
        sentences=json.dumps(skeleton, ensure_ascii=False, indent=1),
        remarks=remarks,
    )


def _why(error: ModelUnavailable, language: Language) -> str:
    return say(error.text, language, **error.values)


def _sentences(
    plan: Plan, blocks: tuple[Block, ...], fields: Mapping[str, str]
) -> tuple[str, ...] | None:
    found = [_sentence(plan, block, fields.get(block.move.slot.value, "")) for block in blocks]
    return tuple(s for s in found if s is not None) if None not in found else None


def _sentence(plan: Plan, block: Block, wording: str) -> str | None:
    """Return a worded sentence with its figures in, or None when its tokens are not the plan's."""
    text = tidy(wording, plan.deal.draft_language)
    if not text or Counter(TOKEN.findall(text)) != Counter(TOKEN.findall(block.sentence)):
        return None
    return plan.put(text, plan.deal.draft_language)


def _fallback(
    plan: Plan,
    blocks: tuple[Block, ...],
    spent: Counter[str],
    *,
    findings: tuple[Finding, ...],
    notice: str,
) -> Worded:
    return replace(
        composed(plan, blocks, notice),
        findings=findings,
        tokens_in=spent["in"],
        tokens_out=spent["out"],
    )
