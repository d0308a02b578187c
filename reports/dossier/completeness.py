"""What is missing before a dossier leaves: by criterion, who owes it, and where it is mended."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from criteria.enums import NOBODY, Claim
from criteria.models import Assessment, Criterion, Result
from criteria.models.assessments import with_levels
from criteria.nouns import of_set
from criteria.queries.past import changes_since, codes_changed
from criteria.rules import deny_set_for_another
from evidence.issued.models import IssuedDocument
from evidence.issued.queries import holding_of
from evidence.papers.models import Evidence
from evidence.papers.queries.completeness import Completeness, completeness_of
from evidence.papers.queries.filed import remarks_on, why_withheld
from evidence.review.queries.problems import Problem, submission_problems
from ntm_project.common.dates import format_day
from reports import links
from reports.documents.characters import missing_characters, side_by_side
from reports.documents.kind import Kind
from reports.dossier.contents import NO_FILE, CriterionFolder, Dossier, FiledPaper, units_of_dossier
from reports.dossier.own import kinds_of
from reports.dossier.portfolio_parts import why_unbound
from reports.dossier.rules import deny_dossier
from reports.fonts import glyphs
from tasks.queries.supervision import leaders_of
from villages.access import Access


@dataclass(frozen=True)
class Lack:
    """One thing that is missing or to be minded, the page that mends it ("" for who sees none)."""

    code: str  # of the indicator; "" where the sentence names what it is about
    sentence: str
    url: str
    owes: str
    is_grave: bool = True  # else worth knowing


@dataclass(frozen=True)
class CriterionPart:
    """A criterion: who directs it, what is there, what is not."""

    criterion: Criterion
    leaders: tuple[str, ...]
    papers: tuple[tuple[FiledPaper, str], ...]  # each with its page, where the person sees it
    lacks: tuple[Lack, ...]

    @property
    def led_by(self) -> str:
        return _joined(self.leaders)

    @property
    def grave(self) -> int:
        """How many things are missing."""
        return sum(lack.is_grave for lack in self.lacks)

    @property
    def files(self) -> int:
        return sum(len(filed.files) for filed, _ in self.papers)


@dataclass(frozen=True)
class OutdatedPaper:
    """An issued paper of the dossier whose results are others since: its page ("" for who sees
    none), the codes of their indicators."""

    title: str
    document: IssuedDocument
    url: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class DossierPage:
    """Every criterion in legal order, and the sums above them."""

    dossier: Dossier
    parts: tuple[CriterionPart, ...]
    # The papers of the dossier itself that have no number yet: name, page ("" for who sees none).
    unissued: tuple[tuple[str, str], ...]
    # Those that were issued before results changed: paper, page, the indicators.
    outdated: tuple["OutdatedPaper", ...]
    deny: str
    unbound: int  # how many files are known to stay out of the one PDF

    @property
    def complete(self) -> int:
        return sum(not part.grave for part in self.parts)

    @property
    def grave(self) -> int:
        return sum(part.grave for part in self.parts)

    @property
    def papers(self) -> int:
        return len({paper.pk for paper in self.dossier.papers})

    @property
    def files(self) -> int:
        """How many files the ZIP would hold, one that serves two criteria twice."""
        return sum(part.files for part in self.parts)

    @property
    def size(self) -> int:
        found = (f for folder in self.dossier.folders for p in folder.papers for f in p.files)
        return sum(revision.size for revision in found)


def dossier_page(access: Access, dossier: Dossier) -> DossierPage:
    """The page before a dossier; a number of queries that does not grow with its papers."""
    assessment = dossier.assessment
    results = with_levels(Result.objects.filter(assessment=assessment).for_table())
    keys = [(r.pk, r.indicator_id, r.indicator.parent_id, r.claim) for r in results]
    expected = completeness_of(assessment, on=access.as_of, results=keys)
    unjudged: dict[int, list[Problem]] = defaultdict(list)
    for problem in submission_problems(assessment, results, on=access.as_of):
        if problem.is_of_result:
            unjudged[problem.result_id].append(problem)
    leaders = leaders_of([assessment])
    rows_of: dict[int, list[Result]] = defaultdict(list)
    for row in results:
        rows_of[row.indicator.criterion_id].append(row)
    files = {f.pk: f for one in dossier.folders for p in one.papers for f in p.files}
    withheld = {key: fault for key, file in files.items() if (fault := why_withheld(file))}
    left_out = why_unbound(dossier)
    parts = []
    for folder in dossier.folders:
        names = tuple(leaders.get((assessment.pk, folder.criterion.pk), ()))
        lacks = [
            lack
            for row in rows_of[folder.criterion.pk]
            for lack in _of_result(access, row, expected[row.pk], unjudged[row.pk], names)
        ]
        lacks += _of_papers(folder, access, names, withheld, left_out)
        papers = tuple((filed, _page(access, filed.paper)) for filed in folder.papers)
        parts.append(CriterionPart(folder.criterion, names, papers, tuple(lacks)))
    deny = deny_dossier(access, units_of_dossier(assessment))
    unissued, outdated = _own_papers(access, assessment)
    kept_out = len({*withheld, *left_out})
    return DossierPage(dossier, tuple(parts), unissued, outdated, deny, kept_out)


def _own_papers(
    access: Access, assessment: Assessment
) -> tuple[tuple[tuple[str, str], ...], tuple[OutdatedPaper, ...]]:
    """The papers of the dossier's own that are not issued yet, and those that state something else
    than the record does now."""
    kinds = [kind for kind in kinds_of(assessment) if kind.is_numbered(assessment)]
    holding = holding_of((kind.slug for kind in kinds), assessment.pk)
    unissued = tuple(
        (kind.title, _preview(access, kind, assessment))
        for kind in kinds
        if kind.slug not in holding
    )
    return unissued, tuple(_outdated(access, assessment, kinds, holding))


def _outdated(
    access: Access, assessment: Assessment, kinds: list[Kind], holding: dict[str, IssuedDocument]
) -> Iterator[OutdatedPaper]:
    """Which issued papers state results that are others since, in one query."""
    stating = [kind for kind in kinds if kind.states_results and kind.slug in holding]
    if not stating:
        return
    changes = changes_since(assessment, min(holding[kind.slug].issued_at for kind in stating))
    for kind in stating:
        document = holding[kind.slug]
        if codes := codes_changed(changes, document.issued_at):
            url = _preview(access, kind, assessment)
            yield OutdatedPaper(kind.title, document, url, tuple(codes))


def _preview(access: Access, kind: Kind, assessment: Assessment) -> str:
    is_shut = kind.deny(access, assessment)
    return "" if is_shut else kind.url("preview", assessment)


def _of_result(
    access: Access,
    row: Result,
    papers: Completeness,
    unjudged: list[Problem],
    leaders: tuple[str, ...],
) -> Iterator[Lack]:
    owes = row.in_charge_words if row.in_charge else _joined(leaders)
    code = row.indicator.code
    here = links.of_row("evidence:of_result", row.pk)
    if not (papers.papers or papers.is_set or row.claim == Claim.NOT_APPLICABLE):
        sentence = of_set("Chỉ tiêu chưa có minh chứng nào.", row.assessment)
        yield Lack(code, sentence, here, owes)
    for requirement in papers.missing:
        sentence = f"Thiếu {requirement.what_it_is}: {requirement}."
        yield Lack(code, sentence, here, owes, requirement.is_mandatory)
    for problem in unjudged:
        is_shut = problem.is_of_result and deny_set_for_another(access, row)
        url = "" if is_shut else links.of_row(problem.url_name, row.pk)
        yield Lack("", problem.sentence, url, owes, problem.is_blocking)


def _of_papers(
    folder: CriterionFolder,
    access: Access,
    leaders: tuple[str, ...],
    withheld: Mapping[int, str],
    left_out: Mapping[int, str],
) -> Iterator[Lack]:
    """What is missing or to be minded of its papers; of each file why it cannot be given out at
    all, or not be bound into the one PDF."""
    for filed in folder.papers:
        paper, url = filed.paper, _page(access, filed.paper)
        name = f"{filed.row.order}. {paper}"
        if ended := paper.expired_by(access.as_of):
            sentence = f"{name}: hết hiệu lực ngày {format_day(ended)}."
            yield Lack("", sentence, url, _joined(leaders))
        if signs := _unprinted(filed):
            sentence = f"{name}: phông chữ văn bản không có ký tự {signs}{_SIGNS_KEEP_OUT}"
            yield Lack("", sentence, url, _joined(leaders), False)
        if not filed.files:
            yield Lack("", f"{name}: {NO_FILE}", url, _joined(leaders))
        for revision in filed.files:
            if fault := withheld.get(revision.pk):
                yield Lack("", f"{name}: {fault}", url, _joined(leaders))
                continue
            unbound = filter(None, (left_out.get(revision.pk),))
            for remark in (*unbound, *remarks_on(revision)):
                yield Lack("", f"{name}: {remark}", url, _joined(leaders), False)


_SIGNS_KEEP_OUT = (
    "; chừng nào còn ký tự ấy trong tên, số, tác giả hoặc ghi chú thì danh mục hồ sơ không in được "
    "thành PDF."
)


def _unprinted(filed: FiledPaper) -> str:
    """The characters of its line in the list that no font draws: of them the list is not made."""
    row, drawable = filed.row, glyphs()
    cells = (row.title, row.number, row.author, row.note)
    return side_by_side(missing_characters(cells, drawable)) if drawable else ""


def _page(access: Access, paper: Evidence) -> str:
    return paper.get_absolute_url() if access.sees(paper.unit) else ""


def _joined(names: tuple[str, ...]) -> str:
    return ", ".join(names) or NOBODY
