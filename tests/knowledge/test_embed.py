import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from knowledge import embed


def test_a_question_is_nearest_to_the_text_that_answers_it() -> None:
    pages = embed.passages(["Faire cuire un œuf.", "Répondre à une demande de remise."])

    question = embed.query("le client veut un rabais")

    assert pages.shape == (2, embed.WIDTH)
    assert np.argmax(pages @ question) == 1
    np.testing.assert_allclose(np.linalg.norm(pages, axis=1), 1, atol=1e-3)


def test_no_text_gives_no_vector() -> None:
    assert embed.passages([]).shape == (0, embed.WIDTH)


def test_progress_ends_with_all_done() -> None:
    told: list[tuple[int, int]] = []

    embed.passages([f"texte {number}" for number in range(20)], lambda *so: told.append(so))

    assert told == [(16, 20), (20, 20)]


def test_threads_share_the_engine_without_mixing_texts() -> None:
    texts = [f"question numéro {number}" for number in range(24)]
    alone = [embed.query(text) for text in texts]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(embed.query, texts))

    np.testing.assert_array_equal(together, alone)


def test_the_engine_works_on_one_thread() -> None:
    # A second one would wait by spinning and take the core from the rest of the bot.
    code = (
        "from pathlib import Path\n"
        "from knowledge import embed\n"
        "threads = lambda: len(list(Path('/proc/self/task').iterdir()))\n"
        "before = threads()\n"
        "embed.passages(['un texte'] * 8)\n"
        "print(threads() - before)\n"
    )

    told = subprocess.run(  # noqa: S603 - the code above, nothing from outside
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "0"
