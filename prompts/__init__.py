"""Messages to the language model: one Markdown file each, its inputs declared, filled strictly.

A file opens with front matter: `reader` (user, counterpart or judge: who reads what comes back),
`inputs` (names that appear as `{{name}}`), `returns` (fields of the reply, each with its least
and most characters, and `free` where it may hold digits and line ends), `max_tokens` and
`temperature`. The body has sections headed `# system`,
`# user` and `# assistant`: the worked examples come first, the last `# user` is the ask.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

import frontmatter

Speaker = Literal["system", "user", "assistant"]
_PLACE = re.compile(r"\{\{(\w+)\}\}")
_SECTION = re.compile(r"^# (system|user|assistant)\s*$", re.MULTILINE)


class PromptError(Exception):
    """A prompt file or a call of `fill` that does not keep the contract: a bug, never an input."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation with the model."""

    speaker: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the reply: a text of `least` to `most` characters without any digit.

    Digits are forbidden because figures reach the model as placeholders such as [PRIX_A] and
    come back as such: what the model cannot write, it cannot invent. A `free` field may hold
    them: none of the coach's own is, those of the evaluation's judge and baselines are.
    """

    name: str
    least: int
    most: int
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A filled prompt, ready for a model."""

    name: str
    turns: tuple[Turn, ...]
    fields: tuple[Field, ...]
    max_tokens: int
    temperature: float
    seed: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    inputs: frozenset[str]
    turns: tuple[Turn, ...]
    fields: tuple[Field, ...]
    max_tokens: int
    temperature: float


def names() -> tuple[str, ...]:
    """Return the names of all prompts, sorted."""
    found = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(n.removesuffix(".md") for n in found if _is_prompt(n)))


def fill(name: str, *, keep: tuple[str, ...] = (), **inputs: str) -> Prompt:
    """Return the prompt `name` with its inputs filled in.

    `keep` names the fields to ask for, when not all of them. Raises PromptError when an input is
    missing, unknown, or declared and never used, or when a field to keep is not declared.
    """
    template = _load(name)
    fields = tuple(f for f in template.fields if not keep or f.name in keep)
    if len(fields) < len(keep):
        raise PromptError(f"{name}: returns {[f.name for f in template.fields]}, not {keep}")
    given = frozenset(inputs)
    if given != template.inputs:
        missing, unknown = template.inputs - given, given - template.inputs
        raise PromptError(f"{name}: missing {sorted(missing)}, unknown {sorted(unknown)}")
    turns = tuple(Turn(t.speaker, _put(t.text, inputs)) for t in template.turns)
    return Prompt(
        name=name,
        turns=turns,
        fields=fields,
        max_tokens=template.max_tokens,
        temperature=template.temperature,
    )


def fingerprint() -> str:
    """Return 12 hexadecimal digits that change when any prompt changes."""
    digest = hashlib.sha256()
    for name in names():
        digest.update(name.encode() + b"\0" + _read(name).encode() + b"\0")
    return digest.hexdigest()[:12]


def _is_prompt(file_name: str) -> bool:
    return file_name.endswith(".md") and file_name != "README.md"


def _read(name: str) -> str:
    try:
        return (files(__package__) / f"{name}.md").read_text("utf-8")
    except FileNotFoundError as error:
        raise PromptError(f"no prompt is named {name}") from error


def _put(text: str, inputs: dict[str, str]) -> str:
    # One pass: an input that itself holds {{…}} is content and stays as it is.
    return _PLACE.sub(lambda place: inputs[place[1]], text)


@cache
def _load(name: str) -> _Template:
    page = frontmatter.loads(_read(name))
    declared = frozenset(cast(list[str], page["inputs"]))
    turns = tuple(_turns(name, page.content))
    used = frozenset(_PLACE.findall(page.content))
    if used != declared:
        raise PromptError(f"{name}: declares {sorted(declared)} and uses {sorted(used)}")
    if page["reader"] not in ("user", "counterpart", "judge"):
        raise PromptError(f"{name}: reader is {page['reader']}")
    ranges = cast(dict[str, list[int | str]], page["returns"])
    return _Template(
        inputs=declared,
        turns=turns,
        fields=tuple(_field(field, *given) for field, given in ranges.items()),
        max_tokens=cast(int, page["max_tokens"]),
        temperature=cast(float, page["temperature"]),
    )


def _field(name: str, least: int | str, most: int | str, free: int | str = "") -> Field:
    return Field(name, int(least), int(most), free == "free")


def _turns(name: str, body: str) -> list[Turn]:
    pieces = _SECTION.split(body)[1:]
    turns = [
        Turn(cast(Speaker, speaker), text.strip())
        for speaker, text in zip(pieces[::2], pieces[1::2], strict=True)
    ]
    if not turns or turns[0].speaker != "system" or turns[-1].speaker != "user":
        raise PromptError(f"{name}: opens with # system and ends with # user")
    return turns
