"""The only importer of langchain_openai and openai: one streamed call to an endpoint.

Import it inside `load()` only: it costs seconds.
"""

import json
import logging
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from typing import Any, cast

import openai
from langchain_core.messages import AIMessageChunk
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from bot.coach.errors import ModelUnavailable
from bot.coach.ports import Heard
from bot.llm.address import is_openai, on_this_machine
from bot.llm.schema import plain_format, response_format
from prompts import Prompt

log = logging.getLogger(__name__)

_RETRIES = 2
"""After 429 (as late as `retry-after` says), 5xx and lost connections, each time later.

Never 0: llama.cpp closes idle connections, and the first request after that would fail.
"""
_CONNECT_S = 10.0
_NO_KEY = "none"
"""Sent where no key is set: local servers ignore it, and the client insists on one."""


@dataclass(frozen=True, slots=True)
class Written:
    """The raw text of a reply, whether the model ended it itself, and its tokens if told."""

    text: str
    finished: bool
    tokens_in: int | None
    tokens_out: int | None


class Client:
    """One endpoint, one model."""

    def __init__(self, model: str, base_url: str, api_key: SecretStr, *, timeout_s: float) -> None:
        self._openai = is_openai(base_url)
        self._plain = False
        # A proxy set for the outside world must not see what is meant for this machine.
        self._http = openai.DefaultAsyncHttpxClient(trust_env=not on_this_machine(base_url))
        self._chat = ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=api_key if api_key.get_secret_value() else SecretStr(_NO_KEY),
            http_async_client=self._http,
            timeout=openai.Timeout(timeout_s, connect=_CONNECT_S),
            max_retries=_RETRIES,
            stream_usage=True,
            stream_chunk_timeout=None,
            use_responses_api=False,
        )

    async def write(self, prompt: Prompt, heard: Heard | None, *, max_tokens: int) -> Written:
        """Send `prompt`, await `heard` with the text so far at each piece, return the whole.

        Cancelling closes the connection. Raises ModelUnavailable: refused, busy, down, timeout,
        too_long or junk.
        """
        with _translated():
            try:
                options = self._options(prompt, max_tokens, plain=self._plain)
                return await self._stream(prompt, heard, options)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if self._plain or _is_too_long(error):
                    raise
                log.info("the endpoint refused an option (%d): without", error.status_code)
            # Some refuse a seed, a temperature, a pattern or the usage, and few say which.
            options = self._options(prompt, max_tokens, plain=True)
            written = await self._stream(prompt, heard, options)
            self._plain = True
            return written

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def _options(self, prompt: Prompt, max_tokens: int, *, plain: bool) -> dict[str, Any]:
        # Given as `response_format=`, langchain would hand the stream to a helper that copies
        # the whole text at each piece and raises at max_tokens; in the body it comes as it is.
        # OpenAI refuses the old name of the limit for its newest models, others know no other.
        limit = "max_completion_tokens" if self._openai else "max_tokens"
        body: dict[str, Any] = {limit: max_tokens}
        if plain:
            body |= {"response_format": plain_format(prompt.fields)}
            return {"extra_body": body, "stream_usage": False}
        body |= {"response_format": response_format(prompt.fields), "seed": prompt.seed}
        return {"extra_body": body, "temperature": prompt.temperature}

    async def _stream(
        self, prompt: Prompt, heard: Heard | None, options: dict[str, Any]
    ) -> Written:
        turns = [(turn.speaker, turn.text) for turn in prompt.turns]
        so_far = _SoFar()
        # A tracing variable of some other project must not send drafts to a third party.
        with tracing_context(enabled=False), so_far.lost_midway():
            stream = cast(AsyncGenerator[AIMessageChunk], self._chat.astream(turns, **options))
            async with aclosing(stream) as chunks:
                async for chunk in chunks:
                    if so_far.take(chunk) and heard is not None:
                        await heard(so_far.text)
        return so_far.written()


class _SoFar:
    """What has come of a reply."""

    def __init__(self) -> None:
        self.text = ""
        self._ended: str | None = None
        self._usage: tuple[int, int] | tuple[None, None] = (None, None)

    def take(self, chunk: AIMessageChunk) -> bool:
        """Add a piece; tell whether the text grew."""
        self._ended = chunk.response_metadata.get("finish_reason", self._ended)
        if usage := chunk.usage_metadata:
            self._usage = usage["input_tokens"], usage["output_tokens"]
        piece = str(chunk.text)
        self.text += piece
        return bool(piece)

    def written(self) -> Written:
        return Written(self.text, self._ended == "stop", *self._usage)

    @contextmanager
    def lost_midway(self) -> Iterator[None]:
        """A connection lost once the text began is a cut, not an endpoint that is down."""
        try:
            yield
        except openai.APIConnectionError as error:
            if not self.text or isinstance(error, openai.APITimeoutError):
                raise
            raise ModelUnavailable("llm.cut") from None


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the client raises into ModelUnavailable, once.

    `from None`: the body of an error may quote the prompt, and logs print causes.
    """
    try:
        yield
    except openai.OpenAIError as error:
        status = getattr(error, "status_code", "-")
        log.warning("the model call failed: %s %s", type(error).__name__, status)
        raise ModelUnavailable(_sentence(error)) from None
    except json.JSONDecodeError:
        log.warning("the endpoint does not speak the protocol")
        raise ModelUnavailable("llm.junk") from None


def _sentence(error: openai.OpenAIError) -> str:
    if isinstance(error, openai.BadRequestError) and _is_too_long(error):
        return "llm.too_long"
    for kinds, sentence in _SENTENCES:
        if isinstance(error, kinds):
            return sentence
    return "llm.down"


def _is_too_long(error: openai.APIStatusError) -> bool:
    return ("context" in error.message and "exceed" in error.message) or (
        error.code == "context_length_exceeded"
    )


_SENTENCES: tuple[tuple[type[openai.OpenAIError] | tuple[type[openai.OpenAIError], ...], str], ...]
_SENTENCES = (
    (openai.APITimeoutError, "llm.timeout"),
    ((openai.AuthenticationError, openai.PermissionDeniedError), "llm.refused"),
    (openai.RateLimitError, "llm.busy"),
    ((openai.NotFoundError, openai.BadRequestError), "llm.unknown_model"),
    (openai.UnprocessableEntityError, "llm.unknown_model"),
    ((openai.APIResponseValidationError, openai.ContentFilterFinishReasonError), "llm.junk"),
)
