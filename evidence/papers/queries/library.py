"""What people read of papers: which files they may see, lists with thumbnails, equal contents."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Lower

from criteria.models import Assessment, Result
from evidence.papers.enums import IMAGE_TYPES, PICTURED_TYPES, FileType
from evidence.papers.models import Evidence, Proof, Revision, TaskEvidence
from evidence.papers.models.papers import EvidenceQuerySet, in_use
from evidence.papers.queries.contents import holders_of
from evidence.papers.queries.holding import readable_elsewhere
from evidence.papers.rules import commune_path
from ntm_project.common.text import fold
from villages.access import Access
from villages.models import in_scope

# Time enough to request a new paper before the old one ends.
EXPIRES_WITHIN = timedelta(days=60)

NEWEST_FIRST = ("-created_at", "-pk")
# Contents that several papers share, of which a list shows them; mended ones make room for others.
MOST_DOUBLES = 1_000

TYPE_GROUPS = {
    "anh": ("Ảnh", IMAGE_TYPES),
    "pdf": ("PDF", (FileType.PDF,)),
    "word": ("Word", (FileType.DOCX,)),
    "excel": ("Excel", (FileType.XLSX,)),
}


def readable_revisions(access: Access) -> "QuerySet[Revision]":
    """The files of one's own units, and those that one may read because they were sent."""
    own = in_scope(access, "evidence__unit__path")
    return Revision.objects.filter(own | readable_elsewhere(access))


def with_lists(papers: EvidenceQuerySet, access: Access) -> EvidenceQuerySet:
    """Papers with their files, newest last, and the indicators in scope that they serve."""
    # By the unit of each: a list of all results in scope would be read for two dozen papers.
    proofs = (
        Proof.objects.filter(in_scope(access, "result__assessment__unit__path"))
        .select_related("result__indicator", "result__assessment__criteria_set")
        .order_by("result__indicator__criterion__number", "result__indicator__order", "pk")
    )
    return papers.select_related("unit").prefetch_related(
        Prefetch("revisions", Revision.objects.order_by("number", "pk")),
        Prefetch("proofs", proofs),
    )


def cards_wide(access: Access) -> EvidenceQuerySet:
    """All papers, whoever may see them, with what a list shows: to be narrowed to one page."""
    return with_lists(Evidence.objects.order_by(*NEWEST_FIRST), access)


@dataclass
class Card:
    """A paper as a list shows it; `same` are other papers in scope with the very same bytes."""

    paper: Evidence
    on: date
    same: list[Evidence] = field(default_factory=list)

    @property
    def file(self) -> Revision:
        return self.paper.file_in_use(list(self.paper.revisions.all()))

    @property
    def count(self) -> int:
        return len(self.paper.revisions.all())

    @property
    def has_thumbnail(self) -> bool:
        return self.file.file_type in PICTURED_TYPES

    @property
    def proofs(self) -> Iterable[Proof]:
        return self.paper.proofs.all()

    @property
    def is_expired(self) -> bool:
        return self.paper.expired_by(self.on) is not None

    @property
    def is_expiring(self) -> bool:
        ends = self.paper.expires_on
        return bool(ends and self.on <= ends <= self.on + EXPIRES_WITHIN)


def cards_of(papers: Iterable[Evidence], access: Access) -> list[Card]:
    """A card for each paper read by `with_lists`; equal contents are found in one query."""
    cards = [Card(paper, access.as_of) for paper in papers]
    hashes = {revision.sha256 for card in cards for revision in card.paper.revisions.all()}
    within = in_scope(access, "evidence__unit__path") & in_use("evidence__")
    holders = holders_of(hashes, within)
    for card in cards:
        found: dict[int, Evidence] = {}
        for revision in card.paper.revisions.all():
            found |= holders[revision.sha256]
        card.same = [paper for pk, paper in found.items() if pk != card.paper.pk]
    return cards


@dataclass(frozen=True)
class LibraryFilters:
    """What of the library is shown; empty values narrow nothing."""

    words: str = ""
    unit_path: str = ""
    kind: str = ""
    type_group: str = ""
    assessment: int = 0
    criterion: int = 0
    result: int = 0
    is_expiring: bool = False
    is_double: bool = False
    is_loose: bool = False
    is_withdrawn: bool = False

    def on(self, access: Access) -> EvidenceQuerySet:
        """The papers in scope that the filters leave, newest first."""
        papers = Evidence.objects.visible_to(access).filter(
            withdrawn_at__isnull=not self.is_withdrawn
        )
        for word in fold(self.words).split():
            papers = papers.filter(search__contains=word)
        exact = {"kind": self.kind, "unit__path__below": self.unit_path}
        papers = papers.filter(**{name: value for name, value in exact.items() if value})
        if self.type_group:
            files = Revision.objects.filter(
                evidence=OuterRef("pk"), file_type__in=TYPE_GROUPS[self.type_group][1]
            )
            papers = papers.filter(Exists(files))
        return self._by_facts(self._by_proofs(papers), access).order_by(*NEWEST_FIRST)

    def _by_proofs(self, papers: EvidenceQuerySet) -> EvidenceQuerySet:
        proofs = Proof.objects.filter(evidence=OuterRef("pk"))
        if self.is_loose:
            of_tasks = TaskEvidence.objects.filter(evidence=OuterRef("pk"))
            papers = papers.filter(~Exists(proofs), ~Exists(of_tasks))
        facts = {
            "result": self.result,
            "result__assessment": self.assessment,
            "result__indicator__criterion": self.criterion,
        }
        if facts := {name: value for name, value in facts.items() if value}:
            papers = papers.filter(Exists(proofs.filter(**facts)))
        return papers

    def _by_facts(self, papers: EvidenceQuerySet, access: Access) -> EvidenceQuerySet:
        if self.is_expiring:
            papers = papers.expiring(access.as_of, access.as_of + EXPIRES_WITHIN)
        if self.is_double:
            doubles = (
                Revision.objects.filter(
                    in_scope(access, "evidence__unit__path"), in_use("evidence__")
                )
                # In the same letters: in its own, the index of all hashes would be walked.
                .values(content=Lower("sha256"))
                .annotate(holders=Count("evidence", distinct=True))
                .filter(holders__gt=1)
                .order_by("content")
            )
            # Found once, not for the count and again for the page.
            known = list(doubles.values_list("content", flat=True)[:MOST_DOUBLES])
            papers = papers.filter(
                pk__in=Revision.objects.filter(sha256__in=known).values("evidence")
            )
        return papers


def linkable_results(
    access: Access, paper: Evidence, *, words: str = "", assessment: int = 0
) -> "QuerySet[Result]":
    """Results in scope of the paper's commune and its villages that it does not prove yet, in the
    order of their sets; narrowed by words and assessment."""
    found = (
        Result.objects.visible_to(access)
        .filter(assessment__unit__path__below=commune_path(paper.unit))
        .exclude(proofs__evidence=paper)
    )
    if assessment:
        found = found.filter(assessment=assessment)
    for word in fold(words).split():
        found = found.filter(indicator__search__contains=word)
    return found.select_related(
        "indicator__criterion", "assessment__unit", "assessment__criteria_set"
    ).order_by(
        "-assessment__year",
        "assessment__unit__path",
        "assessment__criteria_set__code",
        "indicator__criterion__number",
        "indicator__order",
        "pk",
    )


def linkable_assessments(access: Access, paper: Evidence) -> "QuerySet[Assessment]":
    """The assessments in scope of the paper's commune and its villages."""
    found = Assessment.objects.visible_to(access)
    return found.filter(unit__path__below=commune_path(paper.unit)).for_table()


def cards_by_key(access: Access, keys: Collection[int]) -> list[Card]:
    """The papers in scope with these keys, as a list shows them."""
    papers = Evidence.objects.visible_to(access).filter(pk__in=keys)
    return cards_of(with_lists(papers, access).order_by("pk"), access)
