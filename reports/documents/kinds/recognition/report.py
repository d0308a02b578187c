"""The report on the results of every criterion, with its table in landscape (e.1, e.2)."""

from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst

from criteria.enums import Claim
from criteria.judging import IndicatorRow, namesake_of
from criteria.models import Assessment
from criteria.states import state_on_paper
from ntm_project.common.numbers import format_money
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK
from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Cell,
    Document,
    Heading,
    Paragraph,
    Row,
    Table,
    TableColumn,
)
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    JudgedCriterion,
    dossier_kind,
    header,
    recipients,
    title,
)
from reports.links import criterion_url
from reports.progress.money import PAYERS, works_of
from villages.access import Access

BLOCKS = (
    AuthoredBlock(key="situation", title="I. Đặc điểm tình hình chung"),
    AuthoredBlock(key="direction", title="II. Công tác chỉ đạo, tổ chức thực hiện"),
    AuthoredBlock(key="appraisal", title="V. Đánh giá chung"),
    AuthoredBlock(key="upkeep", title="VI. Kế hoạch nâng cao chất lượng, duy trì các tiêu chí"),
)
_COLUMNS = (
    TableColumn(1.4, "center"), TableColumn(8), TableColumn(5), TableColumn(4),
    TableColumn(2.6, "center"),
)  # fmt: skip
_HEADER = (
    "TT", "Nội dung tiêu chí", "Mức đạt chuẩn theo quy định", "Kết quả thực hiện", "Tự đánh giá",
)  # fmt: skip


def recognition_report_document(rows: DossierRows) -> Document:
    """The report as a list of blocks; number and date stay blank until the clerk issues it."""
    return Document(
        header=header(rows, "BC"),
        title=title(rows, "BÁO CÁO", "Kết quả thực hiện các tiêu chí xây dựng"),
        addressees=(rows.addressee,),
        blocks=tuple(_body(rows)),
        signature=rows.signature,
        recipients=recipients(rows),
        appendices=(
            Appendix("Biểu chi tiết kết quả thực hiện các tiêu chí", (_table(rows),),
                     landscape=True),
        ),
        issuer_name=rows.issuer,
    )  # fmt: skip


def _body(rows: DossierRows) -> Iterator[Block]:
    yield Paragraph(
        f"{rows.issuer} báo cáo kết quả thực hiện các tiêu chí {rows.standard} năm "
        f"{rows.assessment.year} như sau:"
    )
    yield Heading(1, "Đặc điểm tình hình chung")
    yield from rows.passage("situation")
    yield Heading(1, "Công tác chỉ đạo, tổ chức thực hiện")
    yield from rows.passage("direction")
    yield Heading(1, "Kết quả huy động nguồn lực")
    yield from _money(rows)
    yield Heading(1, "Kết quả thực hiện các tiêu chí")
    stand = f"tự đánh giá đạt {rows.count}" if rows.count else "chưa tự đánh giá tiêu chí nào"
    yield Paragraph(
        f"Đến nay {rows.unit.full_name} {stand} (biểu chi tiết tại Phụ lục "
        "kèm theo), cụ thể như sau:"
    )
    for row in rows.criteria:
        yield Heading(2, row.name)
        yield from _criterion(rows, row)
    yield Heading(1, "Đánh giá chung")
    yield from rows.passage("appraisal")
    yield Heading(1, "Kế hoạch nâng cao chất lượng, duy trì các tiêu chí")
    yield from rows.passage("upkeep")
    yield Paragraph(
        f"Trên đây là kết quả thực hiện các tiêu chí của {rows.unit.full_name}, {rows.issuer} báo "
        f"cáo {rows.addressee} xem xét"
    )


def _money(rows: DossierRows) -> Iterator[Block]:
    works = works_of(rows.unit, rows.assessment.year, date(rows.assessment.year, 12, 31))
    mobilised = [work for work in works if not work.is_planned]
    if not mobilised:
        yield Paragraph(f"Tổng nguồn lực đã huy động: {BLANK} triệu đồng.")
        return
    total = format_money(sum(work.total for work in mobilised))
    yield Paragraph(f"Tổng nguồn lực đã huy động: {total}, gồm:")
    for name, sources in PAYERS:
        if amount := sum(work.of(sources) for work in mobilised):
            words = name.replace("NSNN", "Ngân sách nhà nước").replace("NS ", "Ngân sách ")
            yield Bullet(f"{words}: {format_money(amount)}.")
    stated = sum(work.of(sources) for work in mobilised for _, sources in PAYERS)
    rest = sum(work.total for work in mobilised) - stated
    if rest > 0:
        yield Bullet(f"Chưa nêu nguồn: {format_money(rest)}.")


def _criterion(rows: DossierRows, row: JudgedCriterion) -> Iterator[Block]:
    """What is required, what was done, how the unit itself judges."""
    state = _or_blank(rows, row, state_on_paper(row.state))
    judged = f"Tự đánh giá tiêu chí số {row.criterion.number}: {state}."
    if only := namesake_of(row.criterion.name, row.indicators):
        yield Paragraph(f"{_reached(rows, row, only)} {judged}".lstrip())
        return
    for line in row.indicators:
        code = rows.worded("Chỉ tiêu")
        wording = line.indicator.wording.rstrip(" .;")
        claimed = _or_blank(rows, row, line.result.get_claim_display())
        own = f" Tự đánh giá: {claimed}." if len(row.indicators) > 1 else ""
        words = f"{code} {line.indicator.code}. {wording}. {_reached(rows, row, line)}".rstrip()
        yield Bullet(f"{words}{own}")
    yield Paragraph(judged)


def _reached(rows: DossierRows, row: JudgedCriterion, line: IndicatorRow) -> str:
    """What is required where that is known, and what was measured where it asks for a figure."""
    required = f"Yêu cầu: {line.level_on_paper}." if line.level_on_paper else ""
    is_owed = line.indicator.is_measured and line.result.claim != Claim.NOT_APPLICABLE
    if line.value_words or is_owed:
        value = line.value_words or rows.facts.left(str(row.criterion.number), BLANK)
        return f"{required} Kết quả thực hiện: {value}.".lstrip()
    return required


def _or_blank(rows: DossierRows, row: JudgedCriterion, judged: str) -> str:
    """How the unit judges itself; where nobody has, a blank, which the criterion's page fills: the
    forms of recognition know only what is met and what is not."""
    if judged != Claim.NOT_YET.label:
        return judged.lower()
    return rows.facts.left(str(row.criterion.number), BLANK)


def _in_table(judged: str) -> str:
    """The same in a cell, which stays empty for the hand."""
    return "" if judged == Claim.NOT_YET.label else judged


def _table(rows: DossierRows) -> Table:
    found: list[Row] = []
    for row in rows.criteria:
        if line := namesake_of(row.criterion.name, row.indicators):
            state = Cell(_in_table(state_on_paper(row.state)), bold=True)
            own = (Cell(str(row.criterion.number), bold=True), Cell(row.criterion.name, bold=True))
            found.append(Row((*own, capfirst(line.level_on_paper), line.value_words, state)))
            continue
        number = Cell(str(row.criterion.number), align="center")
        name = Cell(row.criterion.name, colspan=len(_COLUMNS) - 2)
        state = Cell(_in_table(state_on_paper(row.state)), align="center")
        found.append(Row((number, name, state), kind="group"))
        found += [
            Row((
                line.indicator.code, line.indicator.wording,
                capfirst(line.level_on_paper), line.value_words,
                _in_table(line.result.get_claim_display()),
            ))
            for line in row.indicators
        ]  # fmt: skip
    total = Cell("Tổng số tiêu chí đạt", colspan=len(_COLUMNS) - 1)
    found.append(Row((total, Cell(rows.share, align="center")), kind="total"))
    return Table(_COLUMNS, (_HEADER,), tuple(found), font_size=11, has_index_row=True)


def _record_url(_access: Access, assessment: Assessment, key: str) -> str:
    """Where the results of a criterion are recorded."""
    return criterion_url(assessment.pk, int(key))


KIND = dossier_kind(
    "recognition_report",
    "Báo cáo kết quả thực hiện tiêu chí",
    "bao-cao-ket-qua",
    recognition_report_document,
    blocks=BLOCKS,
    record_url=_record_url,
    states_results=True,
)
