"""Where copies cannot lie, each place named for what it is, in plain words."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_project.backup import seals
from ntm_project.backup.faults import in_plain_words, plain_words
from tests.backup.conftest import Site, refusal, run

pytestmark = [pytest.mark.sqlite, pytest.mark.once]


def test_a_full_disk_of_the_copies_is_not_taken_for_one_of_the_store(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.add(1)
    write = seals.Seal.write

    def fill(seal: seals.Seal, pieces: Iterator[bytes], target: Path) -> None:
        if target.name.startswith("part-"):
            write(seal, pieces, target)
            return
        next(pieces)
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(seals.Seal, "write", fill)
    sentence = refusal("backup", site.copies)
    assert sentence.startswith("Không đọc, ghi được nơi để bản sao: đĩa đã hết chỗ")
    assert site.names() == []


def test_a_store_that_fails_while_it_is_read_is_named(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site.add(1)
    path.unlink()
    path.mkdir()
    assert "Kho tệp" in refusal("backup", site.copies)


def test_a_file_in_the_way_is_named_in_plain_words(site: Site) -> None:
    (site.folder / "file").write_text("")
    assert "là một tệp, không phải thư mục" in refusal("backup", site.folder / "file")
    assert "có một tệp" in refusal("backup", site.folder / "file" / "copies")
    run("backup", site.copies)
    site.lose_database()
    (site.folder / "site.sqlite3").mkdir()
    assert "Traceback" not in refusal("restore", site.copies, "--check-only")


def test_words_that_are_not_known_stay_as_they_are() -> None:
    assert (
        in_plain_words(OSError(errno.EXDEV, "cross-device link")) == "[Errno 18] cross-device link"
    )
    assert in_plain_words(OSError(errno.EROFS, "")) == "ổ đĩa chỉ cho đọc"
    full = "pg_dump: error: could not write to output file: No space left on device"
    assert plain_words(full) == f"đĩa đã hết chỗ ({full})"
    assert plain_words("bad passphrase") == "bad passphrase"
