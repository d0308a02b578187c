"""The standing officer's report of a period with its tables (`docs/domain/documents.md` c)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from criteria.models import unverified_note
from evidence.issued.rules import NotBefore
from ntm_project.common.dates import format_day
from reports.documents.authored import AuthoredBlock
from reports.documents.blocks import (
    Appendix,
    Block,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Signature,
    Table,
    Title,
)
from reports.documents.kind import DocumentKind
from reports.documents.kinds.progress_criteria import (
    contradicting_codes,
    criteria_table,
    indicator_rows,
    unstated_codes,
    village_table,
)
from reports.documents.kinds.progress_tables import (
    money_table,
    next_tasks,
    task_table,
    unit_table,
    week_table,
)
from reports.documents.numbering import appendix_label, with_archive
from reports.documents.office import head_on, issuer_lines_of
from reports.documents.typed_text import blocks_from_text, typed_lines
from reports.progress.draft import drafts_of
from reports.progress.facts import PeriodFacts, facts_of
from tasks.enums import ReportSection
from tasks.models import ProgressReport, Task
from tasks.queries.reports import remark_of
from tasks.rules import deny_edit_report

_RESULTS = (
    (ReportSection.DIRECTION, "Công tác chỉ đạo", ""),
    (ReportSection.CRITERIA, "Kết quả theo từng tiêu chí", "Biểu 1"),
    (ReportSection.VILLAGES, "Kết quả ở các {noun}", "Biểu 2"),
    (ReportSection.MONEY, "Huy động nguồn lực", "Biểu 3"),
)
_SELDOM_WEEKLY = (ReportSection.VILLAGES, ReportSection.MONEY)


@dataclass(frozen=True)
class ReportRows:
    """A report with the facts of its period, the words of each section, and the tables."""

    report: ProgressReport
    facts: PeriodFacts
    texts: dict[str, str]
    tasks: list[Task]
    tables: dict[str, Table]
    contradicting: tuple[str, ...] = ()  # the codes of indicators whose claim their figure denies
    unstated: tuple[str, ...] = ()  # those measured against a level that nobody knows

    def pointer(self, table: str) -> str:
        """` (Biểu 1, Phụ lục I kèm theo)`; "" where there is no such table."""
        if table not in self.tables:
            return ""
        at = list(self.tables).index(table) + 1
        return f" ({table}, {appendix_label(at, len(self.tables))} kèm theo)"

    def blocks(self, section: str) -> tuple[Block, ...]:
        return blocks_from_text(self.texts.get(section, ""), section)


def report_rows(report: ProgressReport) -> ReportRows:
    """What somebody wrote of a section, else its first draft; and the tables of the cut-off."""
    facts = facts_of(report)
    texts = drafts_of(facts) | facts.written
    tasks = next_tasks(facts)
    if report.is_weekly:
        return ReportRows(report, facts, texts, tasks, {})
    indicators = indicator_rows(facts)
    tables = {}
    if facts.own:
        tables["Biểu 1"] = criteria_table(facts, indicators)
    if facts.villages:
        tables["Biểu 2"] = village_table(facts)
    if facts.works:
        tables["Biểu 3"] = money_table(facts)
    if tasks:
        tables["Biểu 4"] = task_table(facts, tasks)
    codes = contradicting_codes(indicators), unstated_codes(indicators)
    return ReportRows(report, facts, texts, tasks, tables, *codes)


_TITLES = {
    "Biểu 1": "Biểu 1. Tiến độ thực hiện tiêu chí",
    "Biểu 2": "Biểu 2. Kết quả ở các {noun}",
    "Biểu 3": "Biểu 3. Nguồn lực thực hiện",
    "Biểu 4": "Biểu 4. Nhiệm vụ kỳ tới",
}


def report_document(rows: ReportRows) -> Document:
    """The report as a list of blocks; number and date stay blank until the clerk issues it."""
    report = rows.report
    unit, typed = report.unit, report.recipients.splitlines()
    to = typed_lines(report.sent_to)
    above = ("Như trên",) if to and "Như trên" not in report.recipients else ()
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of(unit),
            symbol=report.symbol,
            place=unit.seat,
            year=report.ends_on.year,
        ),
        title=Title("BÁO CÁO", ("Tiến độ thực hiện xây dựng nông thôn mới", f"{report.period}")),
        blocks=tuple(_weekly(rows) if report.is_weekly else _body(rows)),
        signature=_signature(report),
        addressees=to,
        recipients=Recipients(with_archive((*above, *typed))),
        appendices=tuple(_appendices(rows)),
        issuer_name=unit.agency,
        is_dense=report.is_weekly,
    )


def _signature(report: ProgressReport) -> Signature:
    """The signature as typed; where the chair signs and nobody is named, who held the office on the
    last day."""
    lines = typed_lines(report.authority)
    is_chair = bool(lines) and lines[-1].upper() == "CHỦ TỊCH"
    name = report.signatory_name or (head_on(report.unit, report.ends_on) if is_chair else "")
    return Signature(lines, name=name)


def _opening(rows: ReportRows, follows: Sequence[Block]) -> Iterator[Block]:
    """What is reported on, and then `như sau:` where anything follows."""
    report, until = rows.report, rows.facts.until
    end = " như sau:" if follows else "."
    yield Paragraph(
        f"{report.unit.agency} báo cáo tiến độ thực hiện xây dựng nông thôn mới "
        f"{report.period} (số liệu từ ngày {format_day(report.starts_on)} đến hết ngày "
        f"{format_day(until)}){end}"
    )
    yield from follows


def _body(rows: ReportRows) -> Iterator[Block]:
    yield from _opening(rows, tuple(_chapters(rows)))
    report = rows.report
    yield Paragraph(
        f"Trên đây là báo cáo tiến độ thực hiện xây dựng nông thôn mới {report.period} của Ủy ban "
        f"nhân dân {report.unit.full_name}"
    )


def _chapters(rows: ReportRows) -> Iterator[Block]:
    if results := tuple(_results(rows)):
        yield Heading(1, "Kết quả thực hiện")
        yield from results
    yield from _part(rows, ReportSection.SHORTCOMINGS, "Tồn tại, hạn chế, nguyên nhân")
    yield from _next(rows)
    yield from _part(rows, ReportSection.PROPOSALS, "Đề xuất, kiến nghị")


def _results(rows: ReportRows) -> Iterator[Block]:
    """The sections of the first chapter that have words or a table."""
    for section, heading, table in _RESULTS:
        blocks = rows.blocks(section)
        pointer = rows.pointer(table)
        if blocks or pointer:
            yield Heading(2, f"{heading.format(noun=rows.facts.village_noun)}{pointer}")
            yield from blocks


def _next(rows: ReportRows) -> Iterator[Block]:
    """What comes next, as somebody wrote it, with its table in its place."""
    blocks, pointer = rows.blocks(ReportSection.NEXT), rows.pointer("Biểu 4")
    if blocks or pointer:
        yield Heading(1, "Nhiệm vụ kỳ tới")
        yield from blocks
    if pointer:
        yield Paragraph(f"Nhiệm vụ, thời hạn và người chủ trì nêu tại {pointer[2:-1]}.")


def _part(rows: ReportRows, section: str, heading: str) -> Iterator[Block]:
    """A section of the first level; an empty one gets no heading either."""
    if blocks := rows.blocks(section):
        yield Heading(1, heading)
        yield from blocks


def _weekly(rows: ReportRows) -> Iterator[Block]:
    """One page: where things stand, what is late, what comes next week; no heading over nothing."""
    moved, ahead = unit_table(rows.facts), week_table(rows.facts, rows.tasks)
    # Its tables stand for the drafts of the other two; what somebody wrote there is printed.
    written = (one for one in _SELDOM_WEEKLY if one in rows.facts.written)
    shown = (ReportSection.CRITERIA, ReportSection.DIRECTION, *written)
    results = tuple(block for section in shown for block in rows.blocks(section))
    parts: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("Kết quả trong tuần", (*results, moved) if moved else results),
        ("Tồn tại, vướng mắc", rows.blocks(ReportSection.SHORTCOMINGS)),
        ("Nhiệm vụ tuần tới", ((ahead,) if ahead else ()) + rows.blocks(ReportSection.NEXT)),
        ("Đề xuất, kiến nghị", rows.blocks(ReportSection.PROPOSALS)),
    )
    for heading, blocks in parts:
        if blocks:
            yield Heading(2, heading)
            yield from blocks


def _appendices(rows: ReportRows) -> Iterator[Appendix]:
    for name, table in rows.tables.items():
        title = _TITLES[name].format(noun=rows.facts.village_noun)
        yield Appendix(title, (table,), landscape=True)


def nothing_to_report(rows: ReportRows) -> str:
    """Why the report is neither checked nor issued where it would report nothing, or ""."""
    if any(rows.texts.values()) or rows.tables:
        return ""
    return "Sổ chưa ghi gì của kỳ này, cũng chưa soạn mục nào: báo cáo chưa có nội dung."


def report_doubts(rows: ReportRows) -> tuple[str, ...]:
    """The doubts shown beside the report: it is empty, its period is not over, a section was
    written for another last day or before later results, claims and figures disagree, levels are
    unknown, or a set was not checked."""
    facts, found = rows.facts, []
    if nothing := nothing_to_report(rows):
        found.append(nothing)
    if facts.is_early:
        found.append(
            f"Kỳ báo cáo đến hết ngày {format_day(rows.report.ends_on)}, nay chưa hết kỳ: số liệu "
            f"mới tính đến hết ngày {format_day(facts.until)} và còn thay đổi. Để phát hành sớm, "
            "hãy sửa ngày cuối kỳ của báo cáo thành ngày chốt số liệu."
        )
    found += [
        f"Mục “{section.titled(facts.village_noun)}” {words}. Hãy đọc lại số và ngày trong lời "
        "văn; còn đúng thì lưu lại mục ấy."
        for section in ReportSection
        if (words := facts.outdated(section))
    ]
    if rows.contradicting:
        found.append(f"Tự đánh giá không khớp số liệu: {', '.join(rows.contradicting)}.")
    if rows.unstated:
        found.append(
            f"Bộ tiêu chí chưa có mức yêu cầu của {', '.join(rows.unstated)}, nên cột “Yêu cầu” để "
            "trống ở các dòng ấy."
        )
    note = unverified_note(moved.assessment.criteria_set for moved in facts.own)
    return (*found, note) if note else tuple(found)


KIND: DocumentKind[ProgressReport, ReportRows] = DocumentKind(
    slug="progress_report",
    title="Báo cáo tiến độ",
    preview_path="bao-cao/<key:pk>/ban-in/",
    pdf_path="bao-cao/<key:pk>/pdf/",
    page="reports:progress_report",
    back="Về báo cáo",
    model=ProgressReport,
    related=("unit__parent",),
    rows=report_rows,
    document=report_document,
    fault=nothing_to_report,
    doubts=report_doubts,
    not_before=lambda report, _rows: NotBefore(report.ends_on),
    blocks=tuple(AuthoredBlock(key=one.value, title=one.label) for one in ReportSection),
    deny_write=deny_edit_report,
    text_url=lambda report, section: (
        f"{reverse('reports:progress_report', args=[report.pk])}?soan={section}#{section}"
    ),
    stored=remark_of,
    name_url=lambda access, report: (
        "" if deny_edit_report(access, report) else reverse("tasks:edit_report", args=[report.pk])
    ),
    file_name=lambda report: f"Báo cáo tiến độ {report.period} {report.unit}",
)
