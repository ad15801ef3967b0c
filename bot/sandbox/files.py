"""The files of the sandbox, in memory and bounded: the oldest make room for the newest."""

import mimetypes
from dataclasses import dataclass

from bot.sandbox.wire import Json, Upload, bad, too_large

UPLOAD_BYTES = 50_000_000
DOWNLOAD_BYTES = 20_000_000
KEPT_BYTES = 64_000_000
UNKNOWN_MIME = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_KINDS = mimetypes.MimeTypes()
for _ending, _mime in {
    ".csv": "text/csv",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".md": "text/markdown",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}.items():
    _KINDS.add_type(_mime, _ending)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored file: what `getFile` says of it, its path included, and what it holds."""

    file: Json
    upload: Upload

    @property
    def shown(self) -> Json:
        """Return the fields that a message holds: all but the path."""
        return {name: value for name, value in self.file.items() if name != "file_path"}

    @property
    def document(self) -> Json:
        """Return the Document of a message."""
        name = self.upload.name
        return {"file_name": name, "mime_type": mime_of(name, self.upload.mime), **self.shown}


class Files:
    """Files by id. Ids are never given twice, so that a lost file stays lost."""

    def __init__(self, most_bytes: int = KEPT_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: dict[str, Kept] = {}
        self._last = 0

    def keep(self, folder: str, upload: Upload) -> Kept:
        """Store a file, and drop the oldest ones where room is short.

        Raises Refusal for an empty file.
        """
        if not upload.content:
            raise bad("file must be non-empty")
        self._last += 1
        file_id = f"sandbox-{folder}-{self._last}"
        ending = upload.name.rpartition(".")[2]
        plain = ending if ending.isascii() and ending.isalnum() else "bin"
        file = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": len(upload.content),
            "file_path": f"{folder}/file_{self._last}.{plain}",
        }
        self._kept[file_id] = Kept(file, upload)
        self._make_room()
        return self._kept[file_id]

    def find(self, file_id: str) -> Kept | None:
        """Return a file, None for an unknown id and for a file that was dropped."""
        return self._kept.get(file_id)

    def at(self, path: str) -> Kept | None:
        """Return the file with this path."""
        return next((one for one in self._kept.values() if one.file["file_path"] == path), None)

    def clear(self) -> None:
        """Drop all files; the ids go on."""
        self._kept.clear()

    def _make_room(self) -> None:
        size = sum(one.file["file_size"] for one in self._kept.values())
        while size > self._most_bytes and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            size -= self._kept.pop(oldest).file["file_size"]


def mime_of(name: str, given: str) -> str:
    """Return the kind of a file: by the ending of its name as Telegram, else as it was given."""
    return _KINDS.guess_type(name)[0] or given or UNKNOWN_MIME


def check_size(upload: Upload, most: int = UPLOAD_BYTES) -> None:
    """Raises Refusal for a file that is larger than what can be sent."""
    if len(upload.content) > most:
        raise too_large()
