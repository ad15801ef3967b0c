"""The second baseline: a plain LangChain retrieval chain over the same cards and model."""

import asyncio
from typing import Any

from langchain_core.embeddings import Embeddings
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from langchain_core.vectorstores import InMemoryVectorStore

from bot.coach.ports import Reply
from eval.case import Case
from eval.subjects.bare import BareSubject
from knowledge import embed
from knowledge.card import Card, Language
from knowledge.shelf import load_shelf
from prompts import Prompt

_FOUND = 4
"""Cards that a question finds: the usual setting of such a chain."""

_MOST_CARD = 1_200
"""Characters of a card that the model reads: four of them and the ask fit its window."""


class _E5(Embeddings):
    """The same embedding that the coach searches with."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in embed.passages(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in embed.query(text[: embed.MOST_ASKED])]


class ChainSubject(BareSubject):
    """Retrieve, fill the prompt, ask the model: what a tutorial builds."""

    kind = "chain"

    async def load(self) -> None:
        """Load the model and embed the cards, half a minute. Raises EvalError."""
        await super().load()
        stores = {language: await asyncio.to_thread(_store, language) for language in Language}

        async def find(given: dict[str, Any]) -> list[str]:
            case: Case = given["case"]
            words = f"{case.text}\n{case.incoming or ''}"
            found = await asyncio.to_thread(
                stores[case.language].similarity_search, words, k=_FOUND
            )
            return [page.page_content for page in found]

        async def word(prompt: Prompt) -> Reply:
            return await self._loaded().reply(prompt)

        self._chain: Runnable[dict[str, Any], Reply] = (
            RunnablePassthrough.assign(cards=RunnableLambda(find))
            | RunnableLambda(lambda given: self.prompt(given["case"], given["cards"]))
            | RunnableLambda(word)
        )

    async def reply(self, case: Case) -> Reply:
        """Run the chain. Raises ModelUnavailable."""
        return await self._chain.ainvoke({"case": case, "cards": []})


def _store(language: Language) -> InMemoryVectorStore:
    store = InMemoryVectorStore(_E5())
    store.add_texts([_page(card) for card in load_shelf().of(language)])
    return store


def _page(card: Card) -> str:
    return f"[{card.id}] {card.title}\n{card.body}\n{card.phrase}"[:_MOST_CARD]
