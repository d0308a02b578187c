"""The world of a file's tests: made once, its papers in a folder of their own."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.test import override_settings

from tests.access.matrix import Matrix, again, build_matrix
from tests.shared import MORNING, made_once


@pytest.fixture(scope="module", autouse=True)
def _evidence_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with override_settings(EVIDENCE_FOLDER=tmp_path_factory.mktemp("files")):
        yield


rows = made_once(build_matrix)


@pytest.fixture
def world(rows: Matrix, db: None, time_machine) -> Matrix:
    """The world on 15 August 2024, everybody signed in."""
    time_machine.move_to(MORNING, tick=False)
    return Matrix(
        deepcopy(rows.rows), {name: again(client) for name, client in rows.clients.items()}
    )
