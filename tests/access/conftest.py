"""The world's papers keep their files in a folder of their own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def evidence_folder(settings, tmp_path: Path) -> Path:
    """The folder that the storage of evidence uses in this test."""
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    return settings.EVIDENCE_FOLDER
