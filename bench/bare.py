"""The same prompts to bare llama.cpp: what the bot's own path costs in tokens per second."""

import argparse
import asyncio
import statistics
import time

from bench.negotiations import generate
from bot.coach.coach import Coach
from bot.coach.ports import Heard, Model, Reply
from bot.llm.choose import build_model
from bot.llm.model import loaded
from bot.settings import load
from knowledge.library import KnowledgeLibrary
from prompts import Prompt

_ASKS = 8


class _Watched:
    """Passes prompts through to a model and keeps them with the time that each took."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name = model.name
        self.ready = True
        self.calls: list[tuple[Prompt, float, int]] = []

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Return the model's reply, timed."""
        begin = time.perf_counter()
        reply = await self._model.reply(prompt, heard)
        self.calls.append((prompt, time.perf_counter() - begin, reply.tokens_out))
        return reply


async def compare(model_name: str) -> None:
    """Print tokens per second of a whole answer as a share of the bare model's."""
    settings = load().model_copy(update={"model": model_name})
    model = build_model(settings)
    await loaded(model)
    watched = _Watched(model)
    coach = Coach(watched, KnowledgeLibrary(settings.data_dir / "bench-index"))
    ratios: list[float] = []
    try:
        for negotiation in generate(_ASKS, seed=11):
            watched.calls.clear()
            begin = time.perf_counter()
            await coach.answer(negotiation.ask)
            whole = time.perf_counter() - begin
            if not watched.calls:
                continue
            tokens = sum(call[2] for call in watched.calls)
            bare = 0.0
            bare_tokens = 0
            for prompt, _, _ in list(watched.calls):
                start = time.perf_counter()
                reply = await model.reply(prompt)
                bare += time.perf_counter() - start
                bare_tokens += reply.tokens_out
            ratios.append((tokens / whole) / (bare_tokens / bare))
    finally:
        await model.close()
    print(f"tokens per second of the answer / of the bare model: {statistics.median(ratios):.2f}")


def main() -> None:
    """Run the comparison alone."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="embedded")
    asyncio.run(compare(parser.parse_args().model))


if __name__ == "__main__":
    main()
