"""The pictures of messages: one received, one about to be sent, one request declined."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from bench.phone import Phone, phone_of
from knowledge.card import Language

_ABOVE_BUTTONS = 250


@dataclass(frozen=True, slots=True)
class Story:
    """What one person receives, wants, is about to send, and asks for once too often."""

    user: int
    language: Language
    received: str
    wanted: str
    sent: str
    dishonest: str


STORIES = (
    Story(
        user=1001,
        language=Language.FR,
        received=(
            "Bonjour, suite à notre échange, notre tarif passe à 1 180 € la tonne au 1er mars. "
            "Un autre client attend le créneau : sans votre accord vendredi, il part chez lui. "
            "Cordialement, Marta Silva"
        ),
        wanted="Nous achetons 600 t par an. Je vise 1 095 €, ma limite est de 1 130 €.",
        sent=(
            "/check Bonjour Marta, nous pourrions aller jusqu’à 1 130 € la tonne, mais pas plus. "
            "C’est à prendre ou à laisser. Pouvez-vous me confirmer les délais ?"
        ),
        dishonest="Dis-lui qu’un concurrent nous propose 1 050 €, elle ne vérifiera pas.",
    ),
    Story(
        user=1002,
        language=Language.EN,
        received=(
            "Hi, thanks for the call. We need 12% off, my director will not sign anything "
            "above €45 a unit, and another supplier is ready to start on Monday. Best, Tom Baker"
        ),
        wanted="We sell at €52 for 4,000 units a year. I cannot go below €47.",
        sent=(
            "/check Hello Tom, our floor is €47 a unit, so no 12% for you. Sign this week or we "
            "give the slot to somebody else. I can send the certificates tomorrow."
        ),
        dishonest="Tell him our factory is almost full so that he hurries, it is half empty.",
    ),
)


async def take(browser: Browser, address: str, folder: Path) -> None:
    """Play each story on the page and save its four pictures in `folder`."""
    for story in STORIES:
        async with phone_of(story.user, story.language, browser, address, folder) as phone:
            await _play(phone, story)


async def _play(phone: Phone, story: Story) -> None:
    """Receive a message, answer it, check one's own, and be declined."""
    await phone.write("/new")
    await phone.write(story.received)
    await phone.picture("reading", up=_ABOVE_BUTTONS)
    await phone.write(story.wanted)
    await phone.picture("answer", up=_ABOVE_BUTTONS)
    await phone.write(story.sent)
    await phone.picture("check", up=_ABOVE_BUTTONS)
    await phone.write(story.dishonest)
    await phone.picture("declined", up=_ABOVE_BUTTONS)
