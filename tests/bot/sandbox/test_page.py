"""What a person does on the chat page: real Chromium, real sandbox server, scripted bot."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.sandbox.server import Example
from tests.bot.sandbox.page_scene import Scene, compose, launch, open_scene, tab_to

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    async with open_scene(browser) as scene:
        yield scene


async def test_each_person_talks_with_the_bot_in_an_own_conversation(scene: Scene) -> None:
    for language, words, reply in [("fr", "Bonjour", "Bonjour Camille"), ("en", "Hi", "Hi Sam")]:
        await scene.box(language).fill(words)
        await scene.box(language).press("Enter")
        message = await scene.bot.next_update("message")
        assert (message["text"], message["chat"]["id"]) == (words, scene.users[language])
        await scene.bot.say(message["chat"]["id"], reply)
        await expect(scene.bubbles(language)).to_contain_text([words, reply])
        await expect(scene.bubbles(language)).to_have_count(2)


async def test_a_draft_grows_and_ends_as_exactly_one_message(scene: Scene) -> None:
    draft = scene.pane("en").locator(".draft")
    await scene.stream("en", "")
    await expect(draft).to_contain_text("Thinking")
    await scene.stream("en", "Ask what")
    await scene.stream("en", "Ask what is decided")
    await expect(draft).to_contain_text("Ask what is decided")
    await expect(scene.bubbles("en")).to_have_count(0)

    await scene.bot.say(scene.users["en"], "Ask what is decided tomorrow.")

    await expect(draft).to_have_count(0)
    await expect(scene.bubbles("en")).to_have_count(1)
    await expect(scene.bubbles("en")).to_contain_text("Ask what is decided tomorrow.")


async def test_stop_reaches_the_bot_and_the_draft_leaves(scene: Scene) -> None:
    await scene.stream("fr", "Je réfléchis")
    await scene.pane("fr").get_by_role("button", name="Arrêter").click()

    stopped = await scene.bot.next_update("stopped_message_generation")

    assert stopped["draft_id"] == 7
    await expect(scene.pane("fr").locator(".draft")).to_have_count(0)


async def test_escape_in_the_text_box_stops_a_draft(scene: Scene) -> None:
    await scene.stream("fr", "Je réfléchis", draft_id=8)
    await expect(scene.pane("fr").locator(".draft")).to_be_visible()
    await scene.box("fr").press("Escape")

    assert (await scene.bot.next_update("stopped_message_generation"))["draft_id"] == 8


async def test_a_tapped_button_waits_for_the_bot_and_shows_its_words(scene: Scene) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Plus court", "callback_data": "shorter"}]]}
    await scene.bot.say(scene.users["fr"], "Voici", reply_markup=keyboard)
    button = scene.pane("fr").get_by_role("button", name="Plus court")
    await button.click()

    query = await scene.bot.next_update("callback_query")
    assert query["data"] == "shorter"
    await expect(button).to_have_attribute("aria-busy", "true")

    await scene.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="C’est noté")
    await expect(scene.page.locator(".toast")).to_have_text("C’est noté")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_copy_buttons_fill_the_clipboard(scene: Scene) -> None:
    draft = "Hello,\nwe can do 5% 🤝"
    keyboard = {"inline_keyboard": [[{"text": "Copy it", "copy_text": {"text": "5%"}}]]}
    entity = {"type": "pre", "offset": 0, "length": len(draft.encode("utf-16-le")) // 2}
    await scene.bot.say(scene.users["en"], draft, entities=[entity], reply_markup=keyboard)

    for button, words in [("Copy it", "5%"), ("Copy", draft)]:
        place = scene.pane("en").locator(".keyboard, .code-block")
        await place.get_by_role("button", name=button, exact=True).click()
        await expect(scene.page.locator(".toast").last).to_have_text("Copied")
        assert await scene.page.evaluate("navigator.clipboard.readText()") == words


async def test_an_edit_replaces_and_a_deletion_removes(scene: Scene) -> None:
    chat = scene.users["en"]
    first, second = await scene.bot.say(chat, "One"), await scene.bot.say(chat, "Two")
    await scene.bot.call("editMessageText", chat_id=chat, message_id=first, text="One, corrected")
    await expect(scene.bubbles("en")).to_contain_text(["One, corrected", "Two"])
    await scene.bot.call("deleteMessage", chat_id=chat, message_id=second)
    await expect(scene.bubbles("en")).to_contain_text(["One, corrected"])


async def test_entities_become_formatting_at_utf16_offsets(scene: Scene) -> None:
    parts = [
        ("🤝 ", None, {}),
        ("gras", "bold", {}),
        (" ", None, {}),
        ("penché", "italic", {}),
        (" ", None, {}),
        ("x = 1", "code", {}),
        ("\n", None, {}),
        ("cité", "blockquote", {}),
        ("\n", None, {}),
        ("longue\n" * 12, "expandable_blockquote", {}),
        ("\n", None, {}),
        ("guide", "text_link", {"url": "https://example.org/guide"}),
    ]
    text, entities = compose(parts)
    await scene.bot.say(scene.users["fr"], text, entities=entities)
    bubble = scene.bubbles("fr").locator(".text")
    await expect(bubble.locator("strong")).to_have_text("gras")
    await expect(bubble.locator("em")).to_have_text("penché")
    await expect(bubble.locator("code")).to_have_text("x = 1")
    await expect(bubble.locator("blockquote").first).to_have_text("cité")
    await expect(bubble.locator("a")).to_have_attribute("href", "https://example.org/guide")
    unfold = bubble.get_by_role("button", name="Afficher la suite")
    await unfold.click()
    await expect(bubble.locator(".unfold")).to_have_attribute("aria-expanded", "true")


async def test_markup_and_script_links_stay_text(scene: Scene) -> None:
    words = "<script>document.title='owned'</script><img src=x onerror=alert(1)> link"
    link = {
        "type": "text_link",
        "offset": len(words) - 4,
        "length": 4,
        "url": "javascript:alert(1)",
    }
    await scene.bot.say(scene.users["en"], words, entities=[link])
    await scene.box("en").fill("<b>bold?</b>")
    await scene.box("en").press("Enter")

    await expect(scene.bubbles("en")).to_contain_text([words, "<b>bold?</b>"])
    assert await scene.bubbles("en").locator("script, img, b, a").count() == 0
    assert await scene.page.title() != "owned"


async def test_a_command_in_an_answer_is_sent_when_pressed(scene: Scene) -> None:
    entity = {"type": "bot_command", "offset": 4, "length": 5}
    await scene.bot.say(scene.users["en"], "Try /help", entities=[entity])
    await scene.bubbles("en").get_by_role("button", name="/help").click()
    assert (await scene.bot.next_update("message"))["text"] == "/help"


async def test_the_keyboard_alone_is_enough(scene: Scene) -> None:
    page, bot = scene.page, scene.bot
    await expect(scene.box("fr")).to_be_focused()  # the page opens ready to write
    await page.keyboard.type("une")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("deux")
    await page.keyboard.press("Enter")
    assert (await bot.next_update("message"))["text"] == "une\ndeux"

    await expect(scene.bubbles("fr")).to_have_count(1)
    await page.keyboard.press("ArrowUp")
    await page.keyboard.type(", trois")
    await page.keyboard.press("Enter")
    assert (await bot.next_update("edited_message"))["text"] == "une\ndeux, trois"

    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "yes"}]]}
    await bot.say(scene.users["fr"], "Plus court ?", reply_markup=keyboard)
    button = scene.pane("fr").get_by_role("button", name="Oui")
    await expect(button).to_be_visible()
    await tab_to(page, button, "Shift+Tab")
    await page.keyboard.press("Enter")
    assert (await bot.next_update("callback_query"))["data"] == "yes"


async def test_every_control_can_be_reached_and_shows_the_focus(scene: Scene) -> None:
    await scene.bot.say(scene.users["en"], "Hello")
    await expect(scene.bubbles("en")).to_have_count(1)
    for control in [
        scene.page.locator("#theme"),
        scene.page.locator("#drawer-toggle"),
        scene.pane("en").get_by_role("button", name="Reply"),
        scene.pane("en").get_by_role("button", name="Commands"),
    ]:
        await tab_to(scene.page, control)
        assert await control.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


async def test_the_slash_offers_the_commands_in_the_language_of_the_person(scene: Scene) -> None:
    for code, words in [("fr", "Recommencer"), ("", "Start over")]:
        commands = [
            {"command": "help", "description": "?"},
            {"command": "new", "description": words},
        ]
        await scene.bot.call("setMyCommands", commands=commands, language_code=code)
    await scene.page.reload()
    for language, words in [("fr", "Recommencer"), ("en", "Start over")]:
        await scene.box(language).press_sequentially("/n")
        option = scene.pane(language).get_by_role("option")
        await expect(option).to_have_text(f"/new{words}")
        await scene.box(language).press("Enter")
        assert (await scene.bot.next_update("message"))["text"] == "/new"


async def test_a_reply_quotes_the_message_it_answers(scene: Scene) -> None:
    asked = await scene.bot.say(scene.users["en"], "Which price?")
    await scene.pane("en").get_by_role("button", name="Reply").click()
    await scene.box("en").fill("900")
    await scene.box("en").press("Enter")
    message = await scene.bot.next_update("message")
    assert message["reply_to_message"]["message_id"] == asked
    await expect(scene.bubbles("en").nth(1).locator(".quote")).to_contain_text("Which price?")


async def test_a_reader_who_scrolled_up_is_told_and_not_moved(scene: Scene) -> None:
    chat = scene.users["en"]
    for number in range(15):
        await scene.bot.say(chat, f"Line {number}\n\nand more")
    await expect(scene.bubbles("en")).to_have_count(15)
    scroller = scene.pane("en").locator(".scroller")
    await scroller.evaluate("e => e.scrollTo(0, 0)")
    await scene.page.wait_for_function(
        "document.querySelector('.pane[lang=en] .scroller').scrollTop === 0"
    )
    await scene.bot.say(chat, "Newest")
    pill = scene.pane("en").get_by_role("button", name="New messages")
    await expect(pill).to_be_visible()
    assert await scroller.evaluate("e => e.scrollTop") == 0
    await pill.click()
    await expect(scene.bubbles("en").last).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_typing_is_shown_in_the_language_of_the_person(scene: Scene) -> None:
    for language, words in [("fr", "écrit…"), ("en", "typing…")]:
        await scene.bot.call("sendChatAction", chat_id=scene.users[language], action="typing")
        await expect(scene.pane(language).locator(".status")).to_have_text(words)


async def test_an_example_starts_the_conversation_of_the_person_it_is_for(
    browser: Browser,
) -> None:
    examples = [Example(label="Préparer", text="Je vends 40 chaises.", user=1001)]
    async with open_scene(browser, examples=examples) as scene:
        assert await scene.pane("en").locator(".chip").count() == 0
        await scene.pane("fr").get_by_role("button", name="Préparer").click()
        assert (await scene.bot.next_update("message"))["text"] == "Je vends 40 chaises."
        await expect(scene.pane("fr").locator(".welcome")).to_be_hidden()


async def test_the_drawer_sets_a_fault_blocks_and_clears(scene: Scene) -> None:
    page, chat = scene.page, scene.users["fr"]
    await page.locator("#drawer-toggle").click()
    drawer = page.locator("#drawer")
    await drawer.get_by_label("Méthode").select_option("sendMessage")
    await drawer.get_by_label("Secondes").fill("3")
    await drawer.get_by_role("button", name="Préparer la panne").click()
    await expect(page.locator(".toast")).to_have_text("La panne est prête")
    refused = await scene.bot.refused("sendMessage", chat_id=chat, text="?")
    assert refused["parameters"] == {"retry_after": 3}
    await scene.bot.say(chat, "Une fois seulement")

    await drawer.get_by_role("button", name="Bloquer le bot").first.click()
    await expect(drawer.get_by_role("button", name="Débloquer le bot")).to_be_visible()
    assert (await scene.bot.refused("sendMessage", chat_id=chat, text="?"))["error_code"] == 403

    await drawer.get_by_role("button", name="Tout effacer").click()
    await expect(scene.bubbles("fr")).to_have_count(0)
    await expect(drawer.get_by_role("button", name="Débloquer le bot")).to_have_count(0)
