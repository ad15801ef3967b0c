"""`python -m bot.llm.serve`: llama.cpp in a process of its own, for as long as stdin is open.

In the bot's process it would hold Python's lock for all the seconds of its start, so that
nothing else runs, and a crash or a lack of memory would end the bot.

The first line of stdin is a JSON object: `path`, `alias`, `key`, `threads`, `slots`, `context`
(tokens per slot), `cache_mib`. The answer on stdout is a JSON line with `address`.
"""

import json
import os
import sys
from typing import Any

import xllamacpp

_BATCH = 128
"""Tokens read between two looks at whether the caller is still there; 2048 by default."""


def main() -> None:
    """Serve until stdin closes, which it does when the bot ends, however it ends."""
    server = xllamacpp.Server(_parameters(json.loads(sys.stdin.readline())))
    print(json.dumps({"address": server.listening_address}), flush=True)  # noqa: T201 - the answer
    sys.stdin.read()
    os._exit(0)  # the server's own threads would keep the process


def _parameters(wish: dict[str, Any]) -> Any:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = wish["path"]
    parameters.model_alias = {wish["alias"]}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [wish["key"]]
    parameters.ui = False
    parameters.endpoint_slots = True
    parameters.verbosity = 1
    parameters.n_parallel = wish["slots"]
    parameters.n_ctx = wish["slots"] * wish["context"]
    parameters.n_batch = parameters.n_ubatch = _BATCH
    parameters.cpuparams.n_threads = wish["threads"]
    parameters.cpuparams_batch.n_threads = wish["threads"]
    parameters.cache_ram_mib = wish["cache_mib"]
    return parameters


if __name__ == "__main__":
    main()
