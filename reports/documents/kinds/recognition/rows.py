"""What the papers of a recognition's dossier are drawn from, and what they share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from criteria.enums import Claim, State
from criteria.judging import IndicatorRow
from criteria.models import Assessment, Criterion
from criteria.models.assessments import with_levels
from criteria.models.sets import unverified_note
from criteria.nouns import of_set
from criteria.queries.results import READ_ONLY
from criteria.queries.sets import numbered_criteria
from evidence.issued.rules import NotBefore
from evidence.papers.enums import PaperKind
from evidence.papers.models import Proof
from ntm_project.common.text import spoken
from reports.documents.authored import NO_TEXTS, AuthoredBlock, Texts, filled_for, read_texts
from reports.documents.blanks import BLANK, LONG_BLANK
from reports.documents.blocks import (
    Block,
    Document,
    NationalHeader,
    Paragraph,
    Recipients,
    Signature,
    Title,
)
from reports.documents.facts import DAY, Facts, FactSheet, read_facts
from reports.documents.kind import DocumentKind, always, no_facts, year_before
from reports.documents.office import (
    issuer_lines_of,
    party_and_council,
    signature_of_head,
    standard_of,
)
from reports.documents.typed_text import blocks_from_text
from tasks.enums import FundingStage
from tasks.models import Funding
from villages.models import Unit
from villages.viewing import paper_day


@dataclass(frozen=True)
class JudgedCriterion:
    """A criterion with its state and its indicators."""

    criterion: Criterion
    state: State
    indicators: list[IndicatorRow]

    @property
    def name(self) -> str:
        return f"Tiêu chí số {self.criterion.number} ({self.criterion.name})"


@dataclass(frozen=True)
class DossierRows:
    """An assessment with its criteria, what is owed for its works, and who leads the unit."""

    assessment: Assessment
    criteria: list[JudgedCriterion]
    debts: list[Funding]
    signature: Signature  # of who heads the unit
    texts: Texts = NO_TEXTS
    facts: Facts = field(default_factory=Facts)
    unfilled: tuple[str, ...] = ()  # the passages of which nothing is written
    unread: tuple[str, ...] = ()  # those that still stand in the program's words

    @property
    def unit(self) -> Unit:
        return self.assessment.unit

    @property
    def is_village(self) -> bool:
        return self.unit.is_village

    @property
    def goal(self) -> str:
        """What the unit is to be recognised as: `xã Mai Đình đạt chuẩn nông thôn mới`."""
        return f"{self.unit.full_name} đạt chuẩn {self.standard}"

    @property
    def standard(self) -> str:
        """The set's name in full words: `nông thôn mới nâng cao`."""
        return standard_of(self.assessment.criteria_set)

    @property
    def share(self) -> str:
        """`17/19`: how many criteria are met; "" where nobody has judged any."""
        return share_met(self.assessment, [row.state for row in self.criteria])

    @property
    def count(self) -> str:
        """`17/19 tiêu chí`, or ""."""
        return f"{self.share} tiêu chí" if self.share else ""

    @property
    def issuer(self) -> str:
        """The issuer within a sentence."""
        return self.unit.agency

    @property
    def addressee(self) -> str:
        """The addressee of the dossier: the committee of the unit above."""
        above = self.unit.parent
        return above.agency if above else f"Ủy ban nhân dân {BLANK}"

    def worded(self, words: str) -> str:
        """The sentence with the set's own word for an indicator."""
        return of_set(words, self.assessment)

    def passage(self, key: str) -> tuple[Block, ...]:
        """A passage that people write; a dotted line until somebody has."""
        text = self.facts.fill(self.texts.text(key))
        return blocks_from_text(text, key) or (self.unwritten(key),)

    def unwritten(self, key: str) -> Paragraph:
        """The paragraph that takes the place of a passage nobody has written."""
        return Paragraph(self.facts.left(key, LONG_BLANK), source=key)


def share_met(assessment: Assessment, states: list[State]) -> str:
    """How many of the criteria are met; "" where nobody has judged any: that is not none."""
    if all(state == State.UNKNOWN for state in states):
        return ""
    total = assessment.criteria_set.number_of_criteria(len(states))
    return f"{sum(state == State.MET for state in states)}/{total}"


def nothing_drawn(_rows: DossierRows) -> Mapping[str, str]:
    """The passages of a paper none of which begins with words of the program."""
    return {}


def dossier_rows(
    assessment: Assessment,
    kind: str,
    blocks: tuple[AuthoredBlock, ...],
    drawn: Callable[[DossierRows], Mapping[str, str]],
    sheet: FactSheet,
) -> DossierRows:
    """The assessment as it is now, in a constant number of queries, with the passages of the
    paper: what nobody wrote begins with what is `drawn`. Both print what its blanks hold."""
    rows = replace(_judged(assessment), facts=read_facts(kind, assessment.pk, sheet))
    begun = drawn(rows)
    fill = filled_for(assessment.unit, assessment.year)
    texts = read_texts(kind, assessment.pk, assessment.unit, blocks, drawn=begun, fill=fill)
    own = {key: text for key, text in begun.items() if text}
    return replace(
        rows,
        texts=texts,
        unfilled=tuple(b.title for b in blocks if not texts.text(b.key).strip()),
        unread=tuple(
            b.title
            for b in blocks
            if b.key not in texts.written and b.key in own and own[b.key] == texts.begun[b.key]
        ),
    )


def _judged(assessment: Assessment) -> DossierRows:
    states = dict(assessment.standings.values_list("criterion", "state"))
    indicators: dict[int, list[IndicatorRow]] = defaultdict(list)
    for result in with_levels(assessment.results.for_table()):
        row = READ_ONLY.row_of(assessment, result)
        indicators[row.indicator.criterion_id].append(row)
    criteria = [
        JudgedCriterion(one, State(states.get(one.pk, State.UNKNOWN)), indicators[one.pk])
        for one in numbered_criteria(assessment.criteria_set)
    ]
    head = signature_of_head(assessment.unit, paper_day())
    return DossierRows(assessment, criteria, debts_of(assessment), head)


def debts_of(assessment: Assessment) -> list[Funding]:
    """What is owed for works of the unit and of those below it; of a debt that plans of several
    years state in the same words, what the last of them states: settled where that is 0 đồng, owed
    still where it is not stated again."""
    owed = Funding.objects.filter(
        unit__path__below=assessment.unit.path,
        plan__year__lte=assessment.year,
        stage=FundingStage.OWED,
    )
    rows = list(owed.select_related("unit", "plan").order_by("unit__path", "pk"))
    last: dict[tuple[int, str], int] = {}
    for row in rows:
        last[_of_work(row)] = max(row.plan.year, last.get(_of_work(row), 0))
    return [row for row in rows if row.plan.year == last[_of_work(row)] and row.total != 0]


def _of_work(debt: Funding) -> tuple[int, str]:
    return debt.unit_id, spoken(debt.text)


def header(rows: DossierRows, kind: str, *, has_date: bool = True) -> NationalHeader:
    """Boxes 1 to 4; a village's board keeps no register, so its papers bear no number."""
    unit = rows.unit
    return NationalHeader(
        issuer_lines=issuer_lines_of(unit),
        symbol="" if rows.is_village else f"{kind}-UBND",
        place=unit.seat if has_date else "",
        year=rows.assessment.year,
    )


def recipients(rows: DossierRows, *, goes_up: bool = True) -> Recipients:
    """Whom it is sent to; what goes up opens with `Như trên`."""
    first = ("Như trên",) if goes_up else ()
    others = (
        (f"Chi bộ, các đoàn thể {rows.unit.noun}",)
        if rows.is_village
        else (party_and_council(rows.unit), f"Ủy ban MTTQ Việt Nam {rows.unit.noun}")
    )
    return Recipients((*first, *others, archive(rows)))


def archive(rows: DossierRows, *, of_meeting: bool = False) -> str:
    """Where the paper is kept, last of the recipients: a village has no clerk (VT), it keeps the
    paper in its own file; minutes go into that of their meeting too."""
    if rows.is_village:
        return "Lưu: hồ sơ"
    return "Lưu: VT, hồ sơ" if of_meeting else "Lưu: VT"


def title(rows: DossierRows, kind: str, *about: str) -> Title:
    """The type with its abstract, the goal and the year last."""
    return Title(kind, (*about, f"{rows.goal} năm {rows.assessment.year}"))


def papers_of(rows: DossierRows) -> Iterator[str]:
    """The papers that every dossier has, in the order of the procedure, then those of its evidence
    that are there."""
    yield "Tờ trình đề nghị thẩm tra, xét công nhận"
    yield "Báo cáo kết quả thực hiện các tiêu chí, kèm biểu chi tiết"
    yield "Báo cáo tổng hợp ý kiến tham gia của các tổ chức và Nhân dân"
    yield "Biên bản họp đề nghị xét công nhận"
    if not rows.is_village:
        yield "Báo cáo kết quả lấy ý kiến về sự hài lòng của người dân"
        yield "Báo cáo tình hình nợ đọng xây dựng cơ bản thuộc Chương trình"
    filed = Proof.objects.in_use().filter(result__assessment=rows.assessment)
    titles = list(filed.values_list("evidence__kind", "evidence__title"))
    kinds = {kind for kind, _ in titles}
    if any(k == PaperKind.CONFIRMATION and "an ninh" in title.casefold() for k, title in titles):
        yield "Văn bản xác nhận về an ninh, trật tự"
    if PaperKind.PHOTO in kinds:
        yield "Hình ảnh minh họa"
    if titles:
        yield "Hồ sơ minh chứng của từng tiêu chí, có danh mục"


def dossier_doubts(rows: DossierRows) -> tuple[str, ...]:
    """What the program knows that speaks against sending the paper."""
    found = []
    unmet = [str(row.criterion.number) for row in rows.criteria if row.state != State.MET]
    if unmet:
        found.append(f"Tiêu chí chưa đạt hoặc chưa đánh giá: số {', '.join(unmet)}.")
    lines = [line for row in rows.criteria for line in row.indicators]
    unjudged = [line.indicator.code for line in lines if line.result.claim == Claim.NOT_YET]
    if unjudged:
        found.append(f"{rows.worded('Chỉ tiêu')} chưa đánh giá: {', '.join(unjudged)}.")
    wrong = [line.indicator.code for line in lines if line.contradicts]
    if wrong:
        found.append(f"Tự đánh giá không khớp số liệu: {', '.join(wrong)}.")
    if rows.unfilled:
        found.append(f"Chưa ghi nội dung: {', '.join(rows.unfilled)}.")
    if rows.unread:
        titles = ", ".join(rows.unread)
        found.append(f"Còn là lời mẫu, cần đọc lại và sửa theo việc đã làm: {titles}.")
    note = unverified_note([rows.assessment.criteria_set])
    return (*found, note) if note else tuple(found)


def is_of_commune(assessment: Assessment) -> bool:
    """Whether the paper is one of a commune's dossier alone; a village's board numbers none."""
    return not assessment.unit.is_village


def never(_assessment: Assessment) -> bool:
    """The condition of a paper that takes no number of the unit."""
    return False


def not_before_its_facts(_assessment: Assessment, rows: DossierRows) -> NotBefore | None:
    """The first day on which it can be signed: the last day in its blanks (of the meeting, the
    opinions, the figures), else the beginning of the year before its own."""
    days = [rows.facts.get(one.key) for one in rows.facts.sheet.facts if one.type is DAY]
    filled = [day for day in days if day]
    return NotBefore(max(filled)) if filled else year_before(rows.assessment, rows)


def dossier_kind(
    slug: str,
    title: str,
    path: str,
    document: Callable[[DossierRows], Document],
    *,
    blocks: tuple[AuthoredBlock, ...] = (),
    drawn: Callable[[DossierRows], Mapping[str, str]] = nothing_drawn,
    facts: Callable[[Assessment], FactSheet] = no_facts,
    exists: Callable[[Assessment], bool] = always,
    is_numbered: Callable[[Assessment], bool] = is_of_commune,
    doubts: Callable[[DossierRows], tuple[str, ...]] = dossier_doubts,
    **more: Any,
) -> DocumentKind[Assessment, DossierRows]:
    """A paper of the dossier: one entry beside the list of its papers."""
    return DocumentKind(
        slug=slug,
        title=title,
        preview_path=f"danh-gia/<key:pk>/{path}/",
        page="evidence:index",
        back="Về danh mục hồ sơ",
        button=title,
        model=Assessment,
        related=("unit__parent", "criteria_set"),
        exists=exists,
        is_numbered=is_numbered,
        rows=lambda assessment: dossier_rows(assessment, slug, blocks, drawn, facts(assessment)),
        document=document,
        blocks=blocks,
        facts=facts,
        doubts=doubts,
        not_before=not_before_its_facts,
        file_name=lambda assessment: f"{title} {assessment.unit.name} {assessment.year}",
        **more,
    )
