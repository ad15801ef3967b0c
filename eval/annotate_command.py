"""`python -m eval annotate`: takes in what coaches marked, and prints where they disagree."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid

from eval.annotate import (
    BlindLine,
    Disputed,
    Line,
    MissedLine,
    disputed,
    lines_of,
    merge,
    read,
    read_export,
    save,
    splits,
)
from eval.run_folder import Run, open_run
from eval.show import interval


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `annotate` takes."""
    parser.add_argument("run", type=Path, help="a run's folder")
    parser.add_argument(
        "--import",
        dest="files",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="files that coaches exported from the report (default: show what is there)",
    )


def main(given: argparse.Namespace) -> int:
    """Merge the files into the run and print what coaches say. Raises EvalError, writes nothing.

    All files are read before any is taken in.
    """
    run = open_run(given.run)
    exports = [read_export(path, run) for path in given.files]
    before = read(run.folder)
    lines = merge([*before, *(line for export in exports for line in lines_of(export))])
    if exports:
        save(run.folder, lines)
    console = Console()
    console.print(_count(lines, before))
    for export in exports:
        if export.blind_answers and not export.blind:
            console.print(
                escape(f"{export.coach}: answers that were not given blind are left out")
            )
    _show(console, run, lines)
    return 0


def _count(lines: Sequence[Line], before: Sequence[Line]) -> str:
    coaches = {line.coach for line in lines}
    blind = sum(isinstance(line, BlindLine) for line in lines)
    new = len(set(lines) - set(before))
    return f"{len(lines)} annotations of {len(coaches)} coaches, {blind} blind, {new} new"


def _show(console: Console, run: Run, lines: Sequence[Line]) -> None:
    names = {verdict.id: f"{verdict.scorer} {verdict.case}" for verdict in run.verdicts}
    found = splits(lines)
    if found:
        console.print("\nCoaches disagree among themselves")
    for split in found:
        finding = split.what.removeprefix("finding ")
        words = ", ".join(f"{coach}: {word}" for coach, word in sorted(split.words.items()))
        console.print(escape(f"  {names.get(finding, '')} {split.what} — {words}".lstrip(" ")))
    marked = disputed(lines, run.verdicts)
    if marked:
        console.print(_grid(marked))
    missed = [line for line in lines if isinstance(line, MissedLine)]
    if missed:
        console.print("\nNobody found")
    for one in missed:
        where = f"{one.case} ({one.repeat}) {one.principle}".strip()
        console.print(escape(f"{where} — {one.coach}: {one.comment} «{one.quote}»"))


def _grid(marked: Sequence[Disputed]) -> Grid:
    grid = Grid("scorer", "marked", "coaches disagree [95 %]", "unsure")
    for one in marked:
        grid.add_row(
            escape(one.scorer),
            str(one.disagree.n),
            interval(one.disagree) if one.disagree.n else "–",
            str(one.unsure),
        )
    return grid
