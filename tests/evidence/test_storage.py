"""A kept file is durable, under a key that reveals nothing, and overwrites none."""

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from evidence.papers import storage
from evidence.papers.storage import evidence_store, store
from evidence.papers.store_errors import StorageDown
from tests.evidence import factories as ev


def test_a_key_is_random_and_takes_nothing_from_the_name(evidence_folder):
    content = ev.photo_bytes(1)
    keys = {store(ev.received(content, name="Danh sách hộ nghèo.jpg")) for _ in range(3)}
    assert len(keys) == 3
    for key in keys:
        assert re.fullmatch(r"\d{4}/\d{2}/[0-9a-f]{32}", key)
        assert (evidence_folder / key).read_bytes() == content
    assert list((evidence_folder / "incoming").iterdir()) == []


def test_bytes_then_name_then_folder_reach_the_disk_in_this_order(monkeypatch, evidence_folder):
    received, steps = ev.received(), []
    names: dict[int, str] = {}
    real_open, real_fsync, real_rename = os.open, os.fsync, os.rename

    def spy_open(path, flags, *args, **kwargs):
        descriptor = real_open(path, flags, *args, **kwargs)
        names[descriptor] = str(path)
        return descriptor

    def spy_fsync(descriptor):
        steps.append(("fsync", names[descriptor]))
        real_fsync(descriptor)

    def spy_rename(source, target):
        steps.append(("rename", str(target)))
        real_rename(source, target)

    monkeypatch.setattr(storage.os, "open", spy_open)
    monkeypatch.setattr(storage.os, "fsync", spy_fsync)
    monkeypatch.setattr(storage.os, "rename", spy_rename)
    target = evidence_folder / store(received)
    # New folders are made durable in their own parents on the way.
    assert steps[0] == ("fsync", str(received.path))
    assert steps[-2:] == [("rename", str(target)), ("fsync", str(target.parent))]
    assert ("fsync", str(evidence_folder)) in steps


def test_a_taken_key_is_never_overwritten(monkeypatch, evidence_folder):
    monkeypatch.setattr(storage, "new_key", lambda today: "2024/08/" + "a" * 32)
    first = store(ev.received(b"first"))
    second = ev.received(b"second")
    with pytest.raises(StorageDown):
        store(second)
    assert (evidence_folder / first).read_bytes() == b"first"
    assert second.path.read_bytes() == b"second"


def test_a_failing_rename_leaves_no_empty_file_behind(monkeypatch, evidence_folder):
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "rename", fail)
    with pytest.raises(StorageDown) as caught:
        store(ev.received())
    assert "Kho tệp" in caught.value.reason
    assert list(evidence_store().walk()) == []


def test_the_ways_around_are_closed():
    evidence = storages["evidence"]
    with pytest.raises(NotImplementedError):
        evidence.save("x.pdf", ContentFile(b"x"))
    with pytest.raises(NotImplementedError):
        evidence.delete("x.pdf")
    with pytest.raises(NotImplementedError):
        evidence.url("x.pdf")
    with pytest.raises(SuspiciousFileOperation):
        evidence.open("../../etc/passwd")


def test_the_walk_is_in_the_order_of_keys_whatever_the_names(monkeypatch, evidence_folder):
    monkeypatch.setattr(storage, "NAMES_AT_ONCE", 3)
    kept = [store(ev.received()) for _ in range(10)]
    strays = ["2024.txt", "2024/stray", "2024/01/x", "2024-x/y", "zz/á", "Ω", ".hidden"]
    for name in strays:
        Path(evidence_folder, name).parent.mkdir(parents=True, exist_ok=True)
        Path(evidence_folder, name).write_bytes(b"12")
    ev.received()
    found = list(evidence_store().walk())
    assert sorted(kept + strays) == [file.key for file in found]
    assert all(a.key < b.key for a, b in pairwise(found))
    assert {file.size for file in found if file.key in strays} == {2}


def test_an_empty_or_absent_folder_has_nothing_to_walk(evidence_folder):
    assert list(evidence_store().walk()) == []
