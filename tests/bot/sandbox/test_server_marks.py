"""HTML and MarkdownV2 become entities, or are refused, as Telegram's own parser does."""

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.utils.formatting import (
    Bold,
    Code,
    DateTime,
    ExpandableBlockQuote,
    Italic,
    Spoiler,
    Strikethrough,
    Text,
    TextLink,
    Underline,
)

from tests.bot.sandbox.conftest import ALEX, Rig

Found = tuple[str, str, str | None]
RICH = Text(
    "😀 ",
    Bold("un ", Italic("deux")),
    " & <3 ",
    Underline("trois"),
    Strikethrough("4.5"),
    Spoiler("six"),
    Code("a_b*"),
    TextLink("here!", url="https://a.org/?a=1&b=2"),
)


async def sent(rig: Rig, source: str, mode: str) -> tuple[str, list[Found]]:
    message = await rig.bot.send_message(ALEX, source, parse_mode=mode)
    text = message.text or ""
    entities = message.entities or []
    return text, [(e.type, e.extract_from(text), e.language or e.url) for e in entities]


@pytest.mark.parametrize("mode", ["HTML", "MarkdownV2"])
async def test_what_aiogram_writes_is_read_back(rig: Rig, mode: str) -> None:
    source = RICH.as_html() if mode == "HTML" else RICH.as_markdown()
    text, entities = RICH.render()

    read, found = await sent(rig, source, mode)

    assert read == text
    wanted = [(e.type, e.extract_from(text), e.language or e.url) for e in entities]
    assert found == wanted


async def test_quotes_and_moments_are_read_from_html(rig: Rig) -> None:
    moment = DateTime("tomorrow", unix_time=1_800_000_000, date_time_format="wDT")
    source = Text(ExpandableBlockQuote("long"), " ", moment).as_html()

    message = await rig.bot.send_message(ALEX, source, parse_mode="HTML")

    [quote, time] = message.entities or []
    assert quote.type == "expandable_blockquote"
    assert (time.type, time.date_time_format) == ("date_time", "wDT")
    assert time.unix_time


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("Prix &lt 5 &amp;&gt; &euro; & &#65;&#x42;", "Prix < 5 &> &euro; & AB", []),
        ("&#1114112;&#xD800;", "&#1114112;&#xD800;", []),
        ("<i>a</> <b  title='>'>b</b >", "a b", [("italic", "a", None), ("bold", "b", None)]),
        ("<code class='language-x'>a</code>", "a", [("code", "a", None)]),
        ("<code class='language-x'><pre>a</></>", "a", [("pre", "a", "x")]),
        ("a<b></b>", "a", []),
    ],
)
async def test_html_is_read_to_the_letter(
    rig: Rig, source: str, text: str, found: list[Found]
) -> None:
    assert await sent(rig, source, "HTML") == (text, found)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é <3 you", 'Unsupported start tag "3" at byte offset 3'),
        ("é <3", "Unclosed start tag at byte offset 3"),
        ("<b/>", 'Unsupported start tag "b/" at byte offset 0'),
        ('<a href="a.org>lien', "Unclosed start tag at byte offset 0"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<i>a</i   ", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused_with_its_place(rig: Rig, source: str, problem: str) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await rig.bot.send_message(ALEX, source, parse_mode="HTML")
    assert caught.value.message == f"Bad Request: can't parse entities: {problem}"
    with pytest.raises(TelegramBadRequest):  # a frame passes through the same parser
        await rig.bot.send_message_draft(ALEX, 7, text=source, parse_mode="HTML")


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("Prix _2 \\* 3_", "Prix 2 * 3", [("italic", "2 * 3", None)]),
        ("_a __b___", "a b", [("italic", "a b", None), ("underline", "b", None)]),
        ("```py\nx```", "x", [("pre", "x", "py")]),
        ("```\nx```", "x", [("pre", "x", None)]),
        ("`a_b`**", "a_b", [("code", "a_b", None)]),
        ("[a\\.org]", "a.org", [("text_link", "a.org", "a.org")]),
        ("[a](b)", "a", []),
    ],
)
async def test_markdown_is_read_to_the_letter(
    rig: Rig, source: str, text: str, found: list[Found]
) -> None:
    assert await sent(rig, source, "MarkdownV2") == (text, found)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        *(
            (c, f"Character '{c}' is reserved and must be escaped with the preceding '\\'")
            for c in "])(>#+-=|{}.!"
        ),
        ("é _prix * net", "Can't find end of Bold entity at byte offset 9"),
        ("é __prix _net___", "Can't find end of Italic entity at byte offset 16"),
        ("é ```py x", "Can't find end of PreCode entity at byte offset 3"),
        ("é ```", "Can't find end of Pre entity at byte offset 3"),
        ("||a\\|", "Can't find end of Spoiler entity at byte offset 0"),
        ("é [lien](a\\)", "Can't find end of a URL at byte offset 10"),
    ],
)
async def test_broken_markdown_is_refused_with_its_place(
    rig: Rig, source: str, problem: str
) -> None:
    with pytest.raises(TelegramBadRequest) as caught:
        await rig.bot.send_message(ALEX, source, parse_mode="MarkdownV2")
    assert caught.value.message == f"Bad Request: can't parse entities: {problem}"


async def test_control_characters_leave_and_entities_move_along(rig: Rig) -> None:
    text, found = await sent(rig, "é\r\n\t<b>x\r\ny</b><i>\r</i>", "HTML")
    assert (text, found) == ("é\n x\ny", [("bold", "x\ny", None)])
