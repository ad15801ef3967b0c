from pathlib import Path

import pytest

from knowledge.tactics.eye import TrainedEye


@pytest.fixture(scope="session")
def eye(tmp_path_factory: pytest.TempPathFactory) -> TrainedEye:
    """The shipped eye, its tuned model made once for all tests."""
    folder: Path = tmp_path_factory.mktemp("eye")
    found = TrainedEye(folder)
    found.load()
    return found
