"""What the adapters of the store share: work on the database, with its errors translated."""

from bot.store.engine import Database, T, Work
from bot.store.errors import EraseUnfinished, StoreBusy, translated


class OnDatabase:
    """An adapter on a database; each of its calls may raise a StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _read(self, work: Work[T]) -> T:
        with translated():
            return await self._database.read(work)

    async def _write(self, work: Work[T]) -> T:
        with translated():
            return await self._database.write(work)

    async def _clear_log(self) -> None:
        """Let no byte of erased rows stay in the log. Raises EraseUnfinished."""
        try:
            with translated():
                await self._database.clear_log()
        except StoreBusy as error:
            raise EraseUnfinished from error
