"""The pictures of past deals: one seller's story, in both languages, at the width of a phone."""

from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser

from bench.phone import Phone, phone_of
from bot.texts import say
from knowledge.card import Language

_ABOVE_BUTTONS = 250


@dataclass(frozen=True, slots=True)
class Story:
    """What the person of one side writes; `earlier` are deals brought in as a file."""

    user: int
    language: Language
    earlier: str
    told: str
    debrief: str
    again: str
    name: str = "Lemaire"


STORIES = (
    Story(
        1001,
        Language.FR,
        earlier="date;interlocuteur;objet;rôle;chiffres;résultat;leçon\n"
        "12/03/2025;Mme Durand, Novatel;maintenance des serveurs;vendeur;38 000 € par an|3 ans;"
        "Signé à 38 000 €;Elle décide en juin : venir avec l’échéancier\n"
        "04/11/2024;M. Petit, Cartonnages Réunis;étuis 2025;acheteur;0,39 € pièce;"
        "Accord sur 12 mois;Partir du volume garanti\n",
        told="Je vends des étiquettes à Monsieur Lemaire. Je suis à 48 000 € par an, il demande "
        "43 000 €. Ma limite est de 45 000 €. Je peux m’engager sur le délai. Rédige ma réponse.",
        debrief="1. 46 500 € par an sur 2 ans\n2. La durée contre 3 % de remise\n"
        "3. Demander d’abord ce que coûte un retard",
        again="Je revois M. Lemère demain : il veut 5 % de remise, je suis à 46 500 € et ma "
        "limite est de 45 000 €. Prépare mon appel.",
    ),
    Story(
        1002,
        Language.EN,
        earlier="date,counterpart,subject,role,figures,outcome,lesson\n"
        '2025-03-12,"Ms Durand, Novatel",server maintenance,seller,"€38,000 a year|3 years",'
        '"Signed at €38,000","She decides in June: bring the payment plan"\n'
        '2024-11-04,"Mr Rivera, Boxline",boxes for 2025,buyer,€0.39 each,'
        '"Agreed for 12 months",Start from the volume you can promise\n',
        told="I sell labels to Mr Lemaire of Orbea. I am at €48,000 a year, he asks for €43,000. "
        "My limit is €45,000. I can commit to a lead time. Draft my reply.",
        debrief="1. €46,500 a year for 2 years\n2. The term for a 3% discount\n"
        "3. Ask first what a delay costs them",
        again="I meet Mr Lemère again tomorrow: he wants 5% off, I am at €46,500 and my limit is "
        "€45,000. Prepare my call.",
    ),
)


async def take(browser: Browser, address: str, folder: Path) -> None:
    """Play each story on the page and save its five pictures in `folder`."""
    for story in STORIES:
        async with phone_of(story.user, story.language, browser, address, folder) as phone:
            await _play(phone, story)


async def _play(phone: Phone, story: Story) -> None:
    """Tell a deal, close it with its lesson, see it recalled, and be asked before it goes."""
    language, name = story.language, story.name
    await phone.give(story.earlier)
    await phone.write(story.told)
    await phone.write("/deals")
    await phone.picture("deals")
    await phone.tap(name, edits=True)
    await phone.picture("deal")
    await phone.tap(say("deals.button_close", language))
    await phone.write(story.debrief)
    await phone.picture("debrief")
    await phone.write("/new")
    await phone.write(story.again)
    await phone.picture("recalled", up=_ABOVE_BUTTONS)
    await phone.tap(name)
    await phone.tap(say("deals.button_forget", language), edits=True)
    await phone.picture("forget")
