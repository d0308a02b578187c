"""The parts of a Word or Excel file and how they relate, for readers of the limited process."""

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from evidence.papers.files import limits
from evidence.papers.files.archive import safe_entries, unpacked
from evidence.papers.files.ooxml import OFFICE_DOCUMENT, Attributes, read_xml
from evidence.papers.files.refusals import RefusedFile


@dataclass(frozen=True)
class PartRelation:
    """What one part notes of another: the last word of its kind, in small letters, and its name."""

    id: str
    kind: str
    target: str


class Package:
    """The parts by name; names are the same in capitals and small letters (ECMA-376, part 2)."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries = {entry.filename.casefold(): entry for entry in safe_entries(file)}
        if sum(map(_weight, self._entries.values())) > limits.MAX_VIEW_XML_BYTES:
            raise RefusedFile("view_too_big")
        (self.main,) = (
            relation.target
            for relation in self.relations("")
            if relation.kind == OFFICE_DOCUMENT.casefold()
        )

    def relations(self, part: str) -> list[PartRelation]:
        """The relations of a part; "" stands for the file itself."""
        folder, _, name = part.rpartition("/")
        found: list[PartRelation] = []

        def opened(tag: str, values: Attributes) -> None:
            if tag == "Relationship" and values.get("TargetMode", "").casefold() != "external":
                target = values.get("Target", "").replace("\\", "/")
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = values.get("Type", "").rpartition("/")[2].casefold()
                found.append(PartRelation(values.get("Id", ""), kind, path))

        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels in self:
            self.read(rels, opened)
        return found

    def related(self, kind: str) -> str:
        """The part of that kind that the main one names; "" where the file holds none."""
        found = (part.target for part in self.relations(self.main) if part.kind == kind)
        target = next(found, "")
        return target if target in self else ""

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._entries

    def read(
        self,
        part: str,
        opened: Callable[[str, Attributes], None],
        closed: Callable[[str], object] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Report each element of a part and its text; KeyError where there is no such part."""
        read_xml(self._file, self._entries[part.casefold()], opened, closed, text)

    def content(self, part: str) -> bytes:
        """The part whole; KeyError where there is none."""
        return b"".join(unpacked(self._file, self._entries[part.casefold()]))


def _weight(entry: zipfile.ZipInfo) -> int:
    return entry.file_size if entry.filename.casefold().endswith((".xml", ".rels")) else 0
