"""Files on the chat page: picked, dropped, sent with words, saved; and answers in pages."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FilePayload, expect

from tests.bot.sandbox.page_scene import Scene, launch, open_scene

pytestmark = [pytest.mark.page, pytest.mark.asyncio(loop_scope="module")]

OFFER = FilePayload(name="Offre « été ».docx", mimeType="", buffer=b"PK offer")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launch() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def scene(browser: Browser) -> AsyncIterator[Scene]:
    async with open_scene(browser) as scene:
        yield scene


async def pick(scene: Scene, file: FilePayload) -> None:
    """Pick a file with the paper clip of the French conversation."""
    async with scene.page.expect_file_chooser() as chooser:
        await scene.pane("fr").get_by_role("button", name="Envoyer un fichier").click()
    await (await chooser.value).set_files(file)


def read(path: Path) -> bytes:
    """Return what a saved file holds."""
    return path.read_bytes()


async def drop(scene: Scene, *names: str) -> None:
    """Drop files of two bytes on the English conversation."""
    data = await scene.page.evaluate_handle(
        """names => {
            const data = new DataTransfer();
            for (const name of names) data.items.add(new File(["ok"], name));
            return data;
        }""",
        list(names),
    )
    for kind in ("dragover", "drop"):
        await scene.pane("en").dispatch_event(kind, {"dataTransfer": data})


async def test_a_picked_file_is_sent_with_words_and_each_side_saves_it(scene: Scene) -> None:
    asked = await scene.bot.say(scene.users["fr"], "Quelle offre ?")
    await scene.pane("fr").get_by_role("button", name="Répondre").click()
    await pick(scene, OFFER)
    await expect(scene.pane("fr").locator(".mode")).to_contain_text("Offre « été ».docx1 ko")
    await scene.box("fr").fill("Leur offre")
    await scene.box("fr").press("Enter")
    message = await scene.bot.next_update("message")
    assert (message["caption"], message["document"]["file_name"]) == ("Leur offre", OFFER["name"])
    assert message["reply_to_message"]["message_id"] == asked
    file = await scene.bot.call("getFile", file_id=message["document"]["file_id"])
    base = scene.bot.base.replace("/bot", "/file/bot", 1)
    async with scene.bot.http.get(f"{base}/{file['file_path']}") as response:
        assert await response.read() == b"PK offer"
    await expect(scene.pane("fr").locator(".mode")).to_be_hidden()

    await scene.bot.call(
        "sendDocument", chat_id=scene.users["fr"], document=file["file_id"], caption="Rendue"
    )
    card = scene.bubbles("fr").last.locator("a.document")
    await expect(card).to_contain_text("Offre « été ».docx1 ko")
    async with scene.page.expect_download() as download:
        await card.click()
    saved = await download.value
    assert saved.suggested_filename == OFFER["name"]
    assert read(await saved.path()) == b"PK offer"


async def test_a_dropped_file_is_sent_alone_and_can_be_put_back(scene: Scene) -> None:
    mode = scene.pane("en").locator(".mode")
    await scene.box("en").fill("My words")
    await drop(scene, "first.txt", "second.txt")
    await expect(mode).to_contain_text("first.txt")
    await expect(scene.page.locator(".toast")).to_contain_text("One file at a time")
    await scene.box("en").press("Escape")
    await expect(mode).to_be_hidden()
    await expect(scene.box("en")).to_have_value("My words")

    await scene.box("en").fill("")
    await drop(scene, "third.txt")
    await scene.pane("en").get_by_role("button", name="Send", exact=True).click()
    message = await scene.bot.next_update("message")
    assert message["document"]["file_name"] == "third.txt"
    assert "caption" not in message
    await expect(scene.bubbles("en")).to_contain_text(["third.txt"])


async def test_a_file_that_telegram_would_refuse_stays_out(scene: Scene) -> None:
    await pick(scene, FilePayload(name="vide.txt", mimeType="", buffer=b""))
    await expect(scene.page.locator(".toast")).to_have_text("Ce fichier est vide.")
    await pick(scene, OFFER)
    await scene.box("fr").fill("é" * 1025)
    await scene.box("fr").press("Enter")
    await expect(scene.page.locator(".toast").last).to_contain_text("ne peut pas dépasser")
    await expect(scene.pane("fr").locator(".mode")).to_be_visible()
    await expect(scene.bubbles("fr")).to_have_count(0)


async def test_an_answer_is_read_page_by_page(scene: Scene) -> None:
    chat, bot = scene.users["en"], scene.bot

    def turns(number: int) -> dict[str, object]:
        keys = [("‹", number - 1), (f"{number} / 3", number), ("›", number + 1)]
        row = [{"text": text, "callback_data": f"page:{to}"} for text, to in keys]
        return {"inline_keyboard": [row]}

    shown = await bot.say(chat, "Page 1", reply_markup=turns(1))
    for number in (2, 3):
        await scene.pane("en").get_by_role("button", name="›").click()
        query = await bot.next_update("callback_query")
        assert query["data"] == f"page:{number}"
        place = {"chat_id": chat, "message_id": shown}
        await bot.call(
            "editMessageText", **place, text=f"Page {number}", reply_markup=turns(number)
        )
        await bot.call("answerCallbackQuery", callback_query_id=query["id"])
        await expect(scene.bubbles("en")).to_contain_text([f"Page {number}"])
        forth = scene.pane("en").get_by_role("button", name="›")
        await expect(forth).to_be_focused()
        await expect(forth).not_to_have_attribute("aria-busy", "true")
    await bot.call("editMessageReplyMarkup", chat_id=chat, message_id=shown)
    await expect(scene.pane("en").locator(".keyboard")).to_have_count(0)
    await expect(scene.bubbles("en")).to_contain_text(["Page 3"])
