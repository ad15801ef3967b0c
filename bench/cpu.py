"""The CPU of a bot under the load of `stub`, in a process that holds nothing but this bot.

What one bot imports changes what another costs (a type kept alive, a larger heap to sweep).
"""

import asyncio
import gc
import importlib
import multiprocessing
import time
from contextlib import suppress
from multiprocessing.connection import Connection

from bench import stub

_CONTEXT = multiprocessing.get_context("spawn")
_SETTLE_S = 0.3
"""After the last answer its delivery is noted; that belongs to the update as well."""


def an_update(module: str, load: stub.Load) -> float:
    """Return the CPU seconds of an update served by `serve(address)` of `module`.

    All threads count, from the poll that brings the first one to the last answer. The start is
    left out: imports, tables and connections are paid once, not by an update.
    """
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_measure, args=(theirs, module, load))
    process.start()
    spent: float = ours.recv()
    process.join()
    return spent / load.measured


def _measure(pipe: Connection, module: str, load: stub.Load) -> None:
    pipe.send(asyncio.run(_spent(module, load)))


async def _spent(module: str, load: stub.Load) -> float:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=stub.serve, args=(theirs, load), daemon=True)
    process.start()
    address = await asyncio.to_thread(ours.recv)
    task = asyncio.ensure_future(importlib.import_module(module).serve(address))
    await asyncio.to_thread(ours.recv)
    await asyncio.sleep(_SETTLE_S)
    gc.collect()
    begin = time.process_time()
    ours.send("go")
    await asyncio.to_thread(ours.recv)
    await asyncio.sleep(_SETTLE_S)
    spent = time.process_time() - begin
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    process.terminate()
    process.join()
    return spent
