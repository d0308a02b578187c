"""The S3-compatible store of evidence; a module apart, because boto3 takes 30 MB to import."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any, cast

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from evidence.papers.storage import (
    MARK,
    QUARANTINE,
    NeverOverwrites,
    StoredFile,
)
from evidence.papers.store_errors import StorageDown, down_on
from evidence.papers.uploads import ReceivedFile

# A store that hangs must not hold a web process: tried once, given up after these seconds.
PATIENCE = Config(connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 1})
CONFIG = Config(
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    s3={"addressing_style": "path"},
)


FAILURES = (Boto3Error, BotoCoreError, ClientError, OSError)


class EvidenceBucket(NeverOverwrites, S3Storage):
    """Files in a bucket of any S3-compatible store, for several web processes."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("client_config", CONFIG.merge(PATIENCE))
        # An opened file lies on the disk above 1 MB, not in memory.
        super().__init__(max_memory_size=2**20, file_overwrite=False, **options)

    def keep(self, received: ReceivedFile, key: str) -> None:
        """Put, then read back what the store holds: size and MD5 must be those of the file."""
        with down_on(*FAILURES), received.open() as file:
            digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
            file.seek(0)
            client = self.connection.meta.client
            client.put_object(
                Bucket=self.bucket_name,
                Key=key,
                Body=cast(IO[bytes], file),
                ContentLength=received.size,
                ContentType="application/octet-stream",
                Metadata={"sha256": received.sha256},
            )
            held = client.head_object(Bucket=self.bucket_name, Key=key)
        if held["ContentLength"] != received.size or held["ETag"].strip('"') != digest.hexdigest():
            raise StorageDown(f"{key}: the store holds other bytes than were sent")

    def walk(self) -> Iterator[StoredFile]:
        for found in self._listed(""):
            if not found.key.startswith(QUARANTINE) and found.key != MARK:
                yield found

    def _listed(self, prefix: str) -> Iterator[StoredFile]:
        with down_on(*FAILURES):
            pages = self.connection.meta.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=prefix):
                for found in page.get("Contents", ()):
                    yield StoredFile(found["Key"], found["Size"], found["LastModified"])

    def touch(self, key: str) -> int | None:
        """Does nothing: in a bucket it would take a request for each file."""
        return None

    def remove(self, key: str) -> None:
        with down_on(*FAILURES):
            self.connection.meta.client.delete_object(Bucket=self.bucket_name, Key=key)

    def set_aside(self, key: str) -> None:
        self._move(key, QUARANTINE + key)

    def take_back(self, key: str) -> bool:
        return self._holds(key) or self._move(QUARANTINE + key, key)

    def aside(self) -> Iterator[StoredFile]:
        for found in self._listed(QUARANTINE):
            yield replace(found, key=found.key.removeprefix(QUARANTINE))

    def remove_aside(self, key: str) -> None:
        self.remove(QUARANTINE + key)

    def read_mark(self) -> bytes:
        with down_on(*FAILURES):
            try:
                held = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=MARK)
                return held["Body"].read()
            except ClientError as error:
                if _is_missing(error):
                    return b""
                raise

    def write_mark(self, content: bytes) -> None:
        with down_on(*FAILURES):
            client = self.connection.meta.client
            client.put_object(Bucket=self.bucket_name, Key=MARK, Body=content)

    def _holds(self, key: str) -> bool:
        with down_on(*FAILURES):
            try:
                self.connection.meta.client.head_object(Bucket=self.bucket_name, Key=key)
            except ClientError as error:
                if _is_missing(error):
                    return False
                raise
        return True

    def _move(self, key: str, target: str) -> bool:
        """Copy, look at the copy, then remove; whether there was anything to move."""
        if not self._holds(key):
            return False
        with down_on(*FAILURES):
            client, source = self.connection.meta.client, {"Bucket": self.bucket_name, "Key": key}
            client.copy_object(Bucket=self.bucket_name, Key=target, CopySource=source)
            copied = client.head_object(Bucket=self.bucket_name, Key=target)["ContentLength"]
            if copied != client.head_object(**source)["ContentLength"]:
                raise StorageDown(f"{target}: the copy is not whole")
            client.delete_object(**source)
        return True


def _is_missing(error: ClientError) -> bool:
    return error.response["ResponseMetadata"]["HTTPStatusCode"] == 404
