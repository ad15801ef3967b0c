"""`python -m eval report RUN`: a run as one HTML page for coaches, or as JSON for machines."""

import argparse
import json
import sys
from pathlib import Path

from eval import annotate, calibrate
from eval.errors import EvalError
from eval.report.build import Beside, data_of, page
from eval.run_folder import RUNS, latest, open_run
from eval.trust import trust_of
from knowledge.card import Language


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what `report` takes."""
    parser.add_argument("run", type=Path, nargs="?", help="a run's folder (default: the newest)")
    parser.add_argument("--previous", type=Path, help="the run before: what changed since")
    parser.add_argument("--versus", type=Path, help="another version, shown side by side")
    parser.add_argument(
        "--history", type=Path, nargs="+", default=[], help="earlier runs, for the plots"
    )
    parser.add_argument(
        "--blind", action="store_true", help="ask first, show the machine's verdict after"
    )
    parser.add_argument("--lang", type=Language, default=Language.FR, help="fr (default) or en")
    parser.add_argument(
        "--calibration", type=Path, default=calibrate.FILE, help="what judges are worth"
    )
    parser.add_argument("-o", "--output", type=Path, help="the file (default: RUN/report.html)")
    parser.add_argument("--json", action="store_true", help="print the data, write no page")


def main(given: argparse.Namespace) -> int:
    """Write the page or print the data; return 0. Raises EvalError on what cannot be read."""
    run = open_run(given.run or latest(RUNS.glob("*")))
    known = calibrate.read(given.calibration)
    beside = Beside(
        previous=open_run(given.previous) if given.previous else None,
        versus=open_run(given.versus) if given.versus else None,
        history=tuple(open_run(folder) for folder in given.history),
        marks=() if given.blind else annotate.read(run.folder),
        calibration=known,
        trusted=trust_of(run, known),
    )
    data = data_of(run, beside, blind=given.blind)
    if given.json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n")
        return 0
    name = "report-blind.html" if given.blind else "report.html"
    path = given.output or run.folder / name
    try:
        path.write_text(page(data, given.lang), "utf-8")
    except OSError as error:
        raise EvalError(f"{path}: {error.strerror}") from error
    sys.stdout.write(f"{path}\n")
    return 0
