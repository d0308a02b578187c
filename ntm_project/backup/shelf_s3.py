"""Copies in a bucket of an S3-compatible store; a module apart, because boto3 takes 30 MB."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from storages.backends.s3 import S3Storage

from evidence.papers.storage_s3 import CONFIG
from ntm_project.backup.faults import NotCertain

# Nobody waits before a page: a store that hesitates is tried again.
PATIENCE = Config(connect_timeout=10, read_timeout=120, retries={"total_max_attempts": 4})
FAILURES = (Boto3Error, BotoCoreError, ClientError, OSError)
IN_PIECES = TransferConfig(multipart_threshold=64 << 20, multipart_chunksize=64 << 20)


@contextmanager
def _doubted(name: str) -> Iterator[None]:
    try:
        yield
    except FAILURES as error:
        raise NotCertain(f"Kho S3 của bản sao không đọc, ghi được {name}: {error}") from error


class BucketShelf:
    """A bucket, or what lies below a prefix of it; an object appears whole or not at all."""

    def __init__(self, bucket: str, prefix: str) -> None:
        if not settings.BACKUP_S3:
            raise NotCertain("Chưa đặt BACKUP_S3_ACCESS_KEY và BACKUP_S3_SECRET_KEY.")
        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""
        options = {**settings.BACKUP_S3, "client_config": CONFIG.merge(PATIENCE)}
        storage = S3Storage(bucket_name=bucket, **options)
        self.client: Any = storage.connection.meta.client

    def put(self, name: str, source: Path) -> None:
        key, size = self.prefix + name, source.stat().st_size
        with _doubted(name):
            self.client.upload_file(str(source), self.bucket, key, Config=IN_PIECES)
            held = self.client.head_object(Bucket=self.bucket, Key=key)["ContentLength"]
        if held != size:
            raise NotCertain(f"Kho S3 giữ {held} byte của {name}, đã gửi {size} byte.")

    @contextmanager
    def fetch(self, name: str) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            with _doubted(name):
                self.client.download_file(self.bucket, self.prefix + name, str(path))
            yield path

    def walk(self, prefix: str) -> Iterator[tuple[str, int]]:
        with _doubted(prefix):
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix + prefix):
                for found in page.get("Contents", ()):
                    yield found["Key"].removeprefix(self.prefix), found["Size"]

    def folders(self) -> list[str]:
        with _doubted("/"):
            pages = self.client.get_paginator("list_objects_v2")
            found = pages.paginate(Bucket=self.bucket, Prefix=self.prefix, Delimiter="/")
            names = [p["Prefix"] for page in found for p in page.get("CommonPrefixes", ())]
        return sorted(name.removeprefix(self.prefix).rstrip("/") for name in names)

    def remove(self, name: str) -> None:
        with _doubted(name):
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    @contextmanager
    def part(self) -> Iterator[Path]:
        with TemporaryDirectory() as folder:
            yield Path(folder)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing: the turn of whoever copies this record is all there is."""
        yield
