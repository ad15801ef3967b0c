"""Time from the command to the first answered /start and to the model; idle memory."""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

import aiohttp

from bot.sandbox.server import Sandbox

_CAMILLE = 1001
_ENOUGH_S = 180


async def measure(given: argparse.Namespace) -> None:
    """Print the times and the memory of a bot in a process of its own, with model and without."""
    for model in dict.fromkeys(("none", given.model)):
        await _measure(model)


async def _measure(model: str) -> None:
    sandbox = Sandbox()
    address = await sandbox.start()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        await _post(address, "send", {"user": _CAMILLE, "text": "/start"})
        begin = time.perf_counter()
        environment = dict(os.environ) | {  # noqa: TID251 - the bot's own, for a child process
            "ACCORD_MODEL": model,
            "ACCORD_DATA": folder,
            "TELEGRAM_BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_BASE": address,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        try:
            answered = await _until(address, begin)
            print(f"{model}: first /start answered after {answered:.1f} s")
            await asyncio.sleep(45 if model != "none" else 10)
            bot, helpers = _memory_mib(process.pid)
            print(f"{model}: idle memory {bot:.0f} MiB, of its model process {helpers:.0f} MiB")
        finally:
            process.terminate()
            await process.wait()
            await sandbox.stop()


async def _until(address: str, begin: float) -> float:
    async with aiohttp.ClientSession() as http:
        while time.perf_counter() - begin < _ENOUGH_S:
            async with http.get(f"{address}/control/transcript?user={_CAMILLE}") as reply:
                transcript = await reply.json()
            if any(m["from"]["is_bot"] for m in transcript["messages"]):
                return time.perf_counter() - begin
            await asyncio.sleep(0.05)
    raise TimeoutError(address)


async def _post(address: str, operation: str, body: dict[str, object]) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{address}/control/{operation}", json=body) as reply,
    ):
        reply.raise_for_status()


def _memory_mib(pid: int) -> tuple[float, float]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return _rss_mib(pid), sum(_rss_mib(int(child)) for child in children)


def _rss_mib(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
