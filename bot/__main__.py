"""`python -m bot …`: run, demo, ask, check, doctor. Each command imports what it needs."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence

from bot.settings import Settings, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code (0 fine, 1 failed, 2 wrong usage)."""
    parser = _parser()
    given = parser.parse_args(arguments)
    settings = load()
    if getattr(given, "model", None):
        settings = settings.model_copy(update={"model": given.model})
    command: Callable[[argparse.Namespace, Settings], int] = given.command
    return command(given, settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, command, about in (
        ("run", _run, "serve Telegram by long polling (TELEGRAM_BOT_TOKEN)"),
        ("demo", _demo, "open the chat page on this machine, no token needed"),
        ("ask", _ask, "answer asks given as JSON Lines"),
        ("check", _check, "read texts given as JSON Lines for tactics and leaks"),
        ("doctor", _doctor, "tell what is in use, what is missing, and the fix"),
    ):
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(command=command)
        sub.add_argument("--model", help="embedded, none, path:…, hf:… or a remote model's name")
        if name in ("ask", "check"):
            sub.add_argument("--jsonl", required=True, metavar="FILE|-", help="what to read")
        if name == "doctor":
            sub.add_argument(
                "--alive", action="store_true", help="only: has the bot moved lately?"
            )
        if name == "demo":
            sub.add_argument("--port", type=int, default=8090, help="of the page; 0: any free one")
    return parser


def _run(given: argparse.Namespace, settings: Settings) -> int:
    from bot.serve_command import run

    del given
    return asyncio.run(run(settings))


def _demo(given: argparse.Namespace, settings: Settings) -> int:
    from bot.demo import demo

    return asyncio.run(demo(settings, port=given.port))


def _ask(given: argparse.Namespace, settings: Settings) -> int:
    from bot.ask_command import ask_file

    return asyncio.run(ask_file(given.jsonl, settings))


def _check(given: argparse.Namespace, settings: Settings) -> int:
    from bot.check_command import check_file

    return asyncio.run(check_file(given.jsonl, settings))


def _doctor(given: argparse.Namespace, settings: Settings) -> int:
    if given.alive:
        from time import time

        from bot.heartbeat import alive

        return 0 if alive(settings, time()) else 1
    from bot.doctor import doctor

    return doctor(settings)


if __name__ == "__main__":
    sys.exit(main())
