"""How soon the first useful content shows, and how fast the model words, beside bare llama.cpp."""

import argparse
import statistics
import time

from bench import bare
from bench.negotiations import generate
from bot.coach.answer import Answer
from bot.settings import load
from bot.wiring import build_engine

_ASKS = 12


async def measure(given: argparse.Namespace) -> None:
    """Print the median time to the first useful part, to the answer, and the speed ratio."""
    engine = build_engine(load().model_copy(update={"model": given.model}))
    first: list[float] = []
    whole: list[float] = []
    try:
        await engine.load()
        for negotiation in generate(_ASKS, seed=7):
            begin = time.perf_counter()
            seen: list[float] = []

            async def show(answer: Answer, seen: list[float] = seen) -> None:
                if len(answer.parts) > 0:
                    seen.append(time.perf_counter())

            answer = await engine.coach.answer(negotiation.ask, show)
            end = time.perf_counter()
            first.append((seen[0] if seen else end) - begin)
            whole.append(end - begin)
            del answer
    finally:
        await engine.close()
    print(f"first useful content: median {statistics.median(first):.3f} s over {_ASKS} asks")
    print(f"whole answer: median {statistics.median(whole):.1f} s")
    await bare.compare(given.model)
