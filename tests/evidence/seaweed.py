"""A real S3 server for the tests: SeaweedFS from its pip package, on this machine alone."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from tests.waiting import free_ports

ACCESS, SECRET, BUCKET = "thu-nghiem", "chi-dung-khi-thu-nghiem", "minh-chung"
PATIENCE = 60  # seconds


def binary() -> str:
    """The path of the server's program, or ""."""
    beside = Path(sys.executable).with_name("weed")
    return str(beside) if beside.exists() else shutil.which("weed") or ""


@dataclass
class Bucket:
    """A bucket of a running server."""

    endpoint: str
    command: list[str]
    folder: Path

    @property
    def log(self) -> Path:
        return self.folder / "weed.log"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, cwd=self.folder, stdout=log, stderr=log)

    def kill(self) -> None:
        """At once; its own way of stopping takes 15 seconds."""
        self.process.kill()
        self.process.wait()

    @property
    def options(self) -> dict[str, Any]:
        """What `STORAGES` holds of it."""
        return {
            "bucket_name": BUCKET,
            "endpoint_url": self.endpoint,
            "access_key": ACCESS,
            "secret_key": SECRET,
            "region_name": "us-east-1",
        }

    @property
    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=ACCESS,
            aws_secret_access_key=SECRET,
            region_name="us-east-1",
            config=Config(
                connect_timeout=2,
                read_timeout=5,
                retries={"total_max_attempts": 1},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def empty(self) -> None:
        """Remove everything in the bucket."""
        for found in self.client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
            self.client.delete_object(Bucket=BUCKET, Key=found["Key"])


def _identities() -> str:
    credentials = [{"accessKey": ACCESS, "secretKey": SECRET}]
    actions = ["Admin", "Read", "Write", "List"]
    identity = {"name": "thu-nghiem", "credentials": credentials, "actions": actions}
    return json.dumps({"identities": [identity]})


@contextmanager
def running(folder: Path) -> Iterator[Bucket]:
    """A server with an empty bucket; stopped and gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "s3.json"
    config.write_text(_identities())
    master, volume, filer, s3 = free_ports(4)
    command = [
        *(binary(), "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *(f"-master.port={master}", f"-volume.port={volume}", f"-filer.port={filer}"),
        *("-filer", "-s3", f"-s3.port={s3}", f"-s3.config={config}", "-volume.max=20"),
        # Catalogues of tables, on ports of their own that a second server would find taken.
        *("-s3.port.iceberg=0", "-s3.port.lance=0"),
        *("-master.volumeSizeLimitMB=64", "-master.telemetry=false"),
    ]
    bucket = Bucket(f"http://127.0.0.1:{s3}", command, folder)
    bucket.start()
    try:
        _wait(bucket)
        yield bucket
    finally:
        bucket.kill()


def _wait(bucket: Bucket) -> None:
    """Until a bucket is made and an object can be put into it and taken out again."""
    until = time.monotonic() + PATIENCE
    client, is_made = bucket.client, False
    while time.monotonic() < until:
        try:
            if not is_made:
                client.create_bucket(Bucket=BUCKET)
                is_made = True
            client.put_object(Bucket=BUCKET, Key="thu", Body=b"thu")
            client.delete_object(Bucket=BUCKET, Key="thu")
        except (BotoCoreError, ClientError):
            if bucket.process.poll() is not None:
                break
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"SeaweedFS did not serve: {bucket.log.read_text(errors='replace')[-2000:]}")
