"""The embedded model: llama.cpp beside the bot, spoken to as any other endpoint."""

import asyncio
import contextlib
import json
import logging
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Timer

from pydantic import SecretStr

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard, Reply
from bot.llm.remote import Endpoint, Remote
from prompts import Prompt

log = logging.getLogger(__name__)

_SLOTS = 2
_CONTEXT = 4096
_CACHE_MIB = 512
"""Memory for prompts read before and pushed out of a slot: about 18,000 tokens of this model."""
_START_S = 300.0
_STOP_S = 5.0


class Embedded:
    """A GGUF file served on this machine. `find` returns the file, or raises ModelUnavailable."""

    remote = False

    def __init__(
        self, name: str, find: Callable[[], Path], *, timeout_s: float, threads: int = 0
    ) -> None:
        self.name = name
        self._find = find
        self._timeout_s = timeout_s
        self._threads = threads or usable_cores()
        self._process: subprocess.Popen[str] | None = None
        self._model: Remote | None = None
        self._trouble = "llm.loading"

    @property
    def ready(self) -> bool:
        """Whether the weights are loaded and their process is alive."""
        alive = self._process is not None and self._process.poll() is None
        return alive and self._model is not None

    @property
    def endpoint(self) -> Endpoint | None:
        """Where its server listens and with which key; None until it is loaded."""
        return None if self._model is None else self._model.endpoint

    def load(self) -> None:
        """Find the weights and start the server: seconds, longer at the very first time.

        A server that died, for want of memory say, is started again by a second call.
        Raises ModelUnavailable with what `find` raises, `llm.broken_weights` or `llm.no_memory`.
        """
        try:
            self._load()
        except ModelUnavailable as error:
            self._trouble = error.text
            raise

    async def warm(self, prompts: Sequence[Prompt]) -> None:
        """Read `prompts` ahead (a second for 60 tokens on two cores), so that they start warm."""
        if self._model is not None:
            await self._model.warm(prompts)

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Word `prompt` as the port says; see `Remote.reply` for what it raises."""
        if self._model is None:
            raise ModelUnavailable(self._trouble)
        return await self._model.reply(prompt, heard)

    async def close(self) -> None:
        """Stop the server and free its memory."""
        model, self._model = self._model, None
        process, self._process = self._process, None
        if model is not None:
            await model.close()
        if process is not None:
            await asyncio.to_thread(_stop, process)

    def _load(self) -> None:
        if self._process is not None:
            _stop(self._process)
        path = self._find()
        key = secrets.token_urlsafe(24)
        self._process = process = _start(path, key, self._threads)
        # Both take seconds: the libraries load while the weights do.
        from bot.llm import wire  # noqa: F401, PLC0415

        address = _address(process)
        endpoint = Endpoint(
            name=self.name,
            model="coach",
            base_url=f"{address}/v1",
            api_key=SecretStr(key),
            timeout_s=self._timeout_s,
            context=_CONTEXT,
        )
        model = Remote(endpoint)
        model.load()
        self._model = model


def usable_cores() -> int:
    """Return how many cores this process may use, at least one, a container's share included."""
    # macOS does not tell which cores a process may use.
    limited = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if limited else os.cpu_count() or 1
    try:
        quota, period = Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split()
        return max(1, min(cores, int(quota) // int(period)))
    except (OSError, ValueError):  # no such file, or "max": no limit
        return cores


def _start(path: Path, key: str, threads: int) -> "subprocess.Popen[str]":
    # Its error output may quote what it was asked, so nobody keeps it. A session of its own:
    # Ctrl-C reaches the bot only, which then stops the server in good order.
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.llm.serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    wish = {
        "path": str(path),
        "alias": "coach",
        "key": key,
        "threads": threads,
        "slots": _SLOTS,
        "context": _CONTEXT,
        "cache_mib": _CACHE_MIB,
    }
    assert process.stdin is not None  # noqa: S101 - asked for above
    with contextlib.suppress(BrokenPipeError):  # it died at once: `_address` tells
        process.stdin.write(json.dumps(wish) + "\n")
        process.stdin.flush()
    return process


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101 - asked for in `_start`
    too_slow = Timer(_START_S, process.terminate)
    too_slow.start()
    try:
        for line in process.stdout:
            if line.startswith('{"address"'):
                return str(json.loads(line)["address"])
    finally:
        too_slow.cancel()
    code = process.wait()
    _stop(process)
    log.warning("llama.cpp ended with code %d before it was ready", code)
    killed = code == -signal.SIGKILL  # by the kernel, when memory runs out
    raise ModelUnavailable("llm.no_memory" if killed else "llm.broken_weights")


def _stop(process: "subprocess.Popen[str]") -> None:
    """End the server: closing its input asks it to, then it is made to."""
    assert process.stdin is not None  # noqa: S101 - asked for in `_start`
    assert process.stdout is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:  # it is still loading
        process.kill()
        process.wait()
    # Last: a thread that waits in `_address` holds it until the process is gone.
    process.stdout.close()
