"""The contents of an assessment's dossier: criteria in legal order, papers, their files."""

from collections.abc import Iterator
from dataclasses import dataclass

from criteria.models import Assessment, Criterion
from evidence.papers.models import Evidence, Revision
from evidence.papers.queries.dossier import Folder, IndexRow, folders_of
from evidence.papers.queries.filed import files_of_papers, why_withheld
from reports.prints.orders import digest
from villages.models import Unit

NO_FILE = "Chưa có tệp."


@dataclass(frozen=True)
class FiledPaper:
    """One line of a criterion's list, with the files that go with it."""

    row: IndexRow
    files: tuple[Revision, ...]

    @property
    def paper(self) -> Evidence:
        return self.row.paper


@dataclass(frozen=True)
class CriterionFolder:
    """A criterion with its papers in the order of the list (danh mục hồ sơ)."""

    criterion: Criterion
    papers: tuple[FiledPaper, ...]


@dataclass(frozen=True)
class Dossier:
    """The dossier of an assessment, as it was read at one moment."""

    assessment: Assessment
    index: tuple[Folder, ...]
    folders: tuple[CriterionFolder, ...]

    @property
    def papers(self) -> Iterator[Evidence]:
        return (filed.paper for folder in self.folders for filed in folder.papers)


def units_of_dossier(assessment: Assessment) -> list[Unit]:
    """The units whose papers lie in the dossier: whoever sees all of them may take it away."""
    papers = Evidence.objects.in_use().filter(proofs__result__assessment=assessment)
    return list(Unit.objects.filter(pk__in=papers.values("unit")).select_related("parent"))


def files_version(assessment: Assessment) -> str:
    """A name for the files as they are and what is wrong with them, which no event records."""
    files = [file for found in files_of_papers(assessment).values() for file in found]
    return digest(*((file.pk, why_withheld(file)) for file in files))


def dossier_of(assessment: Assessment) -> Dossier:
    """The dossier of an assessment, in five queries."""
    index = tuple(folders_of(assessment))
    files = files_of_papers(assessment)
    folders = tuple(
        CriterionFolder(
            folder.criterion,
            tuple(FiledPaper(row, tuple(files.get(row.paper.pk, ()))) for row in folder.rows),
        )
        for folder in index
    )
    return Dossier(assessment, index, folders)
