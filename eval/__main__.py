"""`python -m eval …`: cases, run, gate, compare, report, annotate, calibrate."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from eval.errors import EvalError

_COMMANDS = (
    ("cases", "eval.cases_command", "check the case files, list and count them"),
    ("run", "eval.run_command", "answer a suite of cases and score the answers"),
    ("gate", "eval.gate", "exit 1 where a run misses a threshold of eval/gates.yaml"),
    ("compare", "eval.compare", "what changed between two runs, and how certain that is"),
    ("versus", "eval.versus_command", "let a judge compare two runs' answers, blind"),
    ("report", "eval.report_command", "write a run as one HTML page for coaches"),
    ("annotate", "eval.annotate_command", "take in what coaches marked on a report"),
    ("inbox", "eval.inbox_command", "what users chose to show a coach, as cases to complete"),
    ("calibrate", "eval.calibrate_command", "how far judges agree with people"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 fine, 1 a gate fails, 2 bad input, 3 no verdict."""
    parser = argparse.ArgumentParser(prog="python -m eval", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    words = list(sys.argv[1:] if arguments is None else arguments)
    for name, module, about in _COMMANDS:
        sub = commands.add_parser(name, help=about, description=about)
        if name in words[:1]:
            # Only what is asked for is imported: `report` starts in a blink.
            command = import_module(module)
            command.add_arguments(sub)
            sub.set_defaults(command=command.main)
    given = parser.parse_args(words)
    command_of: Callable[[argparse.Namespace], int] = given.command
    try:
        return command_of(given)
    except EvalError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
