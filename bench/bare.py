"""The same prompts to bare llama.cpp: what the bot's own path costs in tokens per second."""

import statistics
import time
from pathlib import Path

import aiohttp

from bench.negotiations import Negotiation, generate
from bot.coach.coach import Coach
from bot.coach.ports import Heard, Reply
from bot.llm.choose import build_model
from bot.llm.embedded import Embedded
from bot.llm.model import loaded
from bot.llm.remote import Endpoint
from bot.llm.schema import response_format
from bot.settings import load
from knowledge.library import KnowledgeLibrary
from prompts import Prompt

_ASKS = 8


class _Watched:
    """Passes prompts on to a model and keeps them, with the tokens that came back."""

    ready = True

    def __init__(self, model: Embedded) -> None:
        self._model = model
        self.name = model.name
        self.prompts: list[Prompt] = []
        self.tokens = 0

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Return the model's reply."""
        reply = await self._model.reply(prompt, heard)
        self.prompts.append(prompt)
        self.tokens += reply.tokens_out
        return reply


async def compare(model_name: str) -> None:
    """Print tokens per second of whole answers as a share of the bare model's.

    Both are taken when the model has read the prompt before, so that neither pays for it.
    """
    model = build_model(load().model_copy(update={"model": model_name}))
    if not isinstance(model, Embedded):
        return
    await loaded(model)
    try:
        ratios = [await _ratio(model, one) for one in generate(_ASKS, seed=11)]
    finally:
        await model.close()
    print(f"tokens per second, answer / bare llama.cpp: median {statistics.median(ratios):.2f}")


async def _ratio(model: Embedded, negotiation: Negotiation) -> float:
    endpoint = model.endpoint
    assert endpoint is not None  # noqa: S101 - the model is loaded
    watched = _Watched(model)
    coach = Coach(watched, KnowledgeLibrary(Path()))
    await coach.answer(negotiation.ask)
    first, watched.prompts, watched.tokens = watched.prompts, [], 0
    begin = time.perf_counter()
    await coach.answer(negotiation.ask)
    ours = watched.tokens / (time.perf_counter() - begin)
    begin = time.perf_counter()
    tokens = 0
    for prompt in first:
        tokens += await _bare(endpoint, prompt)
    return ours / (tokens / (time.perf_counter() - begin))


async def _bare(endpoint: Endpoint, prompt: Prompt) -> int:
    body = {
        "model": endpoint.model,
        "messages": [{"role": turn.speaker, "content": turn.text} for turn in prompt.turns],
        "max_tokens": prompt.max_tokens,
        "temperature": prompt.temperature,
        "seed": prompt.seed,
        "response_format": response_format(prompt.fields),
    }
    headers = {"Authorization": f"Bearer {endpoint.api_key.get_secret_value()}"}
    address = f"{endpoint.base_url}/chat/completions"
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(address, json=body) as reply,
    ):
        return int((await reply.json())["usage"]["completion_tokens"])
