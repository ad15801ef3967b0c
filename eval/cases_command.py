"""`python -m eval cases`: are the case files sound, what is in them, how many of what."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from eval import shelf


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `cases` takes."""
    parser.add_argument("--folder", type=Path, default=shelf.FOLDER)
    parser.add_argument("--list", action="store_true", help="one line a case")


def main(given: argparse.Namespace) -> int:
    """Print the counts. Raises BadCases, which names file, case and field, when any is broken."""
    cases = shelf.load(given.folder)
    console = Console()
    if given.list:
        grid = Grid("case", "want", "kind", "principles", "asks")
        for case in cases:
            first = case.text.splitlines()[0]
            grid.add_row(case.id, case.want, case.kind, " ".join(case.principles), first)
        console.print(grid)
    console.print(f"{len(cases)} cases, {len({case.scenario for case in cases})} situations")
    for name, counted in shelf.counts(cases).items():
        shown = ", ".join(f"{key} {number}" for key, number in sorted(counted.items()))
        console.print(f"{name}: {shown or 'none'}", highlight=False)
    return 0
