"""`python -m bot.sandbox [--port N]`: serve the sandbox until Ctrl+C."""

import argparse
import asyncio
import sys
from contextlib import suppress


async def _serve(port: int) -> int:
    from bot.sandbox.server import Sandbox
    from bot.settings import load
    from bot.texts import say

    language = load().language
    sandbox = Sandbox()
    try:
        address = await sandbox.start(port=port)
    except OSError:
        sys.stderr.write(say("cli.demo_port", language, port=port) + "\n")
        return 2
    try:
        print(say("sandbox.ready", language, address=address, token=sandbox.token), flush=True)
        await asyncio.Event().wait()
        return 0
    finally:
        await sandbox.stop()


def main() -> None:
    """Read the command line and serve; exits with 2 where the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox")
    parser.add_argument("--port", type=int, default=8081)
    port: int = parser.parse_args().port
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(_serve(port)))


main()
