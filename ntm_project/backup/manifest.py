"""What a copy is: one JSON file that names everything in it, and a digest over that file.

The digest is written last. A folder without it is no copy, and one changed byte anywhere shows.
"""

import gzip
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from ntm_project.backup.faults import NotCertain
from ntm_project.backup.shelf import Shelf

FORMAT = 1
MANIFEST, DIGEST = "manifest.json", "manifest.json.sha256"
NAME_FORMAT = "%Y%m%dT%H%M%SZ"  # of the moment at which a copy was begun, in UTC
DATABASE, FILES, HEADS = "database", "files.jsonl.gz", "heads.txt"


@dataclass(frozen=True)
class ManifestPart:
    """One file of a copy's own folder as it lies there."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Everything that can be known of a copy without opening its database."""

    name: str
    made_at: str
    program: str
    engine: str
    server: str
    migrations: Sequence[str]
    counts: Mapping[str, int]
    last_event: int
    chains: int
    files: int
    file_bytes: int
    parts: Mapping[str, ManifestPart]
    seal: str = ""
    lost: Sequence[str] = field(default_factory=list)
    format: int = FORMAT


class Listed(NamedTuple):
    """A file of evidence that the copied database names."""

    sha256: str
    size: int
    key: str


def program_version() -> str:
    """The version of this program, from its own description."""
    with Path(settings.BASE_DIR, "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def object_name(digest: str, suffix: str) -> str:
    """Where the bytes of this SHA-256 lie, once for all copies; `suffix` is that of their seal."""
    return f"files/{digest[:2]}/{digest}{suffix}"


def part_of(path: Path, name: str) -> ManifestPart:
    """The entry of a finished file."""
    with path.open("rb") as file:
        return ManifestPart(name, path.stat().st_size, file_digest(file, "sha256").hexdigest())


def write_manifest(shelf: Shelf, folder: Path, manifest: Manifest) -> None:
    """Put the manifest and, last of all, the digest that makes the copy one."""
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    digest = f"{sha256(content).hexdigest()}  {MANIFEST}\n".encode()
    for name, what in ((MANIFEST, content), (DIGEST, digest)):
        path = folder / name
        path.write_bytes(what)
        shelf.put(f"{manifest.name}/{name}", path)


def begun_at(name: str) -> datetime | None:
    """The moment after which a copy is named; None where this is the name of none."""
    try:
        moment = datetime.strptime(name, NAME_FORMAT).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if moment.strftime(NAME_FORMAT) == name else None  # it is read more freely


def copies(shelf: Shelf) -> list[str]:
    """The names of all whole copies, oldest first."""
    names = filter(begun_at, shelf.folders())
    return [n for n in names if any(f == f"{n}/{DIGEST}" for f, _ in shelf.walk(f"{n}/"))]


def copies_ahead(shelf: Shelf) -> list[str]:
    """The copies whose names are of a moment that has yet to come: a clock was wrong then, or is
    now, so which copy is the newest cannot be known by their names."""
    now = timezone.now()
    return [name for name in copies(shelf) if (moment := begun_at(name)) and moment > now]


def read_manifest(shelf: Shelf, name: str) -> Manifest:
    """The manifest of a copy; `NotCertain` where it is not the one that was written."""
    with shelf.fetch(f"{name}/{MANIFEST}") as path:
        content = path.read_bytes()
    with shelf.fetch(f"{name}/{DIGEST}") as path:
        if path.read_bytes() != f"{sha256(content).hexdigest()}  {MANIFEST}\n".encode():
            raise NotCertain(f"Bản kê của bản sao {name} đã bị sửa hoặc hỏng.")
    known = json.loads(content)
    if known.get("format") != FORMAT:
        raise NotCertain(f"Bản sao {name} do phiên bản khác của chương trình làm (dạng khác).")
    known["parts"] = {key: ManifestPart(**part) for key, part in known["parts"].items()}
    return Manifest(**known)


def check_part(shelf: Shelf, manifest: Manifest, key: str) -> None:
    """`NotCertain` where a part is not byte for byte the one that was written."""
    part = manifest.parts[key]
    with shelf.fetch(f"{manifest.name}/{part.name}") as path:
        if part_of(path, part.name) != part:
            raise NotCertain(f"Tệp {part.name} của bản sao {manifest.name} đã bị sửa hoặc hỏng.")


def read_file_list(shelf: Shelf, manifest: Manifest) -> Iterator[Listed]:
    """The files of evidence of a copy, in the order of their SHA-256."""
    part = manifest.parts[FILES]
    with (
        shelf.fetch(f"{manifest.name}/{part.name}") as path,
        gzip.open(path, "rt", encoding="utf-8") as lines,
    ):
        for line in lines:
            yield Listed(*json.loads(line))


def packed_list(files: Iterator[Listed]) -> Iterator[bytes]:
    """The same as bytes to write."""
    for entry in files:
        yield (json.dumps(entry) + "\n").encode()
