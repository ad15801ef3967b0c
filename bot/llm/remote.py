"""A model behind any OpenAI-compatible endpoint, the embedded one included."""

import asyncio
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard, Reply
from bot.llm import tokens
from bot.llm.address import is_openai, on_this_machine
from bot.llm.schema import read
from prompts import Prompt

if TYPE_CHECKING:
    from bot.llm.wire import Client, Written

log = logging.getLogger(__name__)

# The vocabulary counted with is OpenAI's. The embedded model needs 5 % more tokens for French
# business prose than it says; others were not measured.
_OTHER_VOCABULARY = 1.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where a model answers. `name` is shown to the user, `model` is asked for.

    `timeout_s` is the deadline of a whole reply, retries included; `context` is how many tokens
    prompt and reply may take together.
    """

    name: str
    model: str
    base_url: str
    api_key: SecretStr
    timeout_s: float
    context: int = 128_000


class Remote:
    """A language model at an `Endpoint`."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._client: Client | None = None

    @property
    def name(self) -> str:
        """The name shown to the user."""
        return self.endpoint.name

    @property
    def ready(self) -> bool:
        """Whether the client's libraries are loaded."""
        return self._client is not None

    @property
    def remote(self) -> bool:
        """Whether text leaves this machine."""
        return not on_this_machine(self.endpoint.base_url)

    def load(self) -> None:
        """Import the client's libraries (seconds): run it in a thread."""
        from bot.llm.wire import Client  # noqa: PLC0415 - takes seconds

        tokens.count("")
        at = self.endpoint
        self._client = Client(at.model, at.base_url, at.api_key, timeout_s=at.timeout_s)

    async def warm(self, prompts: Sequence[Prompt]) -> None:
        """Let a model on this machine read `prompts` ahead; elsewhere do nothing."""
        if self.remote:
            return
        for prompt in prompts:
            try:
                await self._write(prompt, None, max_tokens=1)
            except ModelUnavailable as error:
                log.warning("a prompt was not read ahead: %s", error.text)

    async def reply(self, prompt: Prompt, heard: Heard | None = None) -> Reply:
        """Word `prompt` as the port says.

        Raises ModelUnavailable with `llm.` loading, timeout, refused, busy, down, junk, cut,
        too_long or unknown_model.
        """
        written = await self._write(prompt, heard, max_tokens=prompt.max_tokens)
        if not written.finished:
            raise ModelUnavailable("llm.cut")
        fields = read(written.text, prompt.fields)
        tokens_in, tokens_out = written.tokens_in, written.tokens_out
        return Reply(
            fields=fields,
            tokens_in=tokens.prompt_tokens(prompt) if tokens_in is None else tokens_in,
            tokens_out=tokens.count(written.text) if tokens_out is None else tokens_out,
        )

    async def close(self) -> None:
        """Close the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.close()

    async def _write(self, prompt: Prompt, heard: Heard | None, *, max_tokens: int) -> "Written":
        if self._client is None:
            raise ModelUnavailable("llm.loading")
        if self._needs(prompt) > self.endpoint.context:
            raise ModelUnavailable("llm.too_long")
        try:
            async with asyncio.timeout(self.endpoint.timeout_s) as deadline:
                return await self._client.write(prompt, heard, max_tokens=max_tokens)
        except TimeoutError:
            if not deadline.expired():
                raise  # `heard` had a deadline of its own
            raise ModelUnavailable("llm.timeout") from None

    def _needs(self, prompt: Prompt) -> int:
        share = 1.0 if is_openai(self.endpoint.base_url) else _OTHER_VOCABULARY
        return math.ceil(tokens.prompt_tokens(prompt) * share) + prompt.max_tokens
