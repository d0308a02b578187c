"""The report as a list of blocks, in the order of the outline."""

from collections.abc import Iterator
from dataclasses import replace

from criteria.enums import State
from ntm_project.common.numbers import format_count
from reports.documents.blocks import (
    Appendix,
    Block,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Signature,
    Title,
)
from reports.documents.kinds.plan.appendix import criteria_appendices
from reports.documents.kinds.plan.content import criterion_orders, loose_orders
from reports.documents.kinds.plan.document import (
    duty_blocks,
    issuer_in_a_sentence,
    issuer_lines_of_plan,
    money_blocks,
    portfolio_blocks,
    signing_lines,
    target_blocks,
)
from reports.documents.kinds.plan.doubts import plan_doubts
from reports.documents.kinds.plan.rows import AssessmentRows, CriterionRows
from reports.documents.kinds.year_report.results import results_table
from reports.documents.kinds.year_report.rows import YearRows
from reports.documents.numbering import appendix_label, with_archive, without_bare_headings
from reports.documents.typed_text import opening_from_text
from villages.enums import UnitLevel

_NEEDED = {
    "achievements": "Kết quả đạt được",
    "shortcomings": "Tồn tại, hạn chế",
    "goals": "Mục tiêu",
    "solutions": "Các giải pháp",
    "implementation": "Tổ chức thực hiện",
}


def year_report_document(rows: YearRows) -> Document:
    """The report; number and date stay blank until the clerk issues it."""
    plan = rows.plan.plan
    appendices = tuple(_appendices(rows))
    body = without_bare_headings(tuple(_body(rows, len(appendices))))
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of_plan(plan),
            symbol=f"BC-{plan.symbol.partition('-')[2] or plan.symbol}",
            place=plan.place,
            year=plan.year,
        ),
        title=Title("BÁO CÁO", tuple(rows.texts.text("title").splitlines()), "title"),
        blocks=(
            *_opening(opening_from_text(rows.texts.text("opening"), "opening"), body),
            *body,
            *rows.texts.blocks("closing"),
        ),
        signature=Signature(
            signing_lines(plan), name=plan.signatory_name, office_below=plan.signatory_office
        ),
        recipients=Recipients(with_archive(r.text for r in rows.plan.recipients)),
        appendices=appendices,
        issuer_name=issuer_in_a_sentence(plan),
    )


def _programme(rows: YearRows) -> str:
    """What the year aims at, as the headings name it: `NTM nâng cao`."""
    first = next((a.assessment.criteria_set.short_name for a in rows.plan.assessments), "")
    return first.removeprefix("xã ").removeprefix("đạt ").removeprefix("chuẩn ") or "nông thôn mới"


def _opening(blocks: tuple[Block, ...], follows: tuple[Block, ...]) -> tuple[Block, ...]:
    """The opening as written; it announces nothing where nothing follows."""
    last = blocks[-1] if blocks else None
    if follows or not isinstance(last, Paragraph) or not isinstance(last.text, str):
        return blocks
    return (*blocks[:-1], replace(last, text=f"{last.text.rstrip(' :').removesuffix(' như sau')}."))


def _body(rows: YearRows, appendices: int) -> Iterator[Block]:
    year, aim, texts = rows.year, _programme(rows), rows.texts
    yield Heading(1, f"Kết quả thực hiện năm {year - 1}")
    yield Heading(2, "Kết quả đạt được")
    yield from texts.blocks("achievements")
    if shortcomings := texts.blocks("shortcomings"):
        yield Heading(2, "Tồn tại, hạn chế")
        yield from shortcomings
    yield Heading(3 if shortcomings else 2, "Nguyên nhân")
    yield from texts.blocks("causes")
    yield Heading(1, f"Mục tiêu, nhiệm vụ trọng tâm xây dựng {aim} năm {year}")
    yield from texts.blocks("conditions")
    yield Heading(2, "Mục tiêu")
    yield from texts.blocks("goals")
    yield from target_blocks(rows.plan, is_written=bool(texts.text("goals")))
    yield Heading(2, f"Nhiệm vụ trọng tâm trong xây dựng {aim} năm {year}")
    yield from _criteria(rows, is_met=False)
    yield Heading(2, "Duy trì và thực hiện có hiệu quả các tiêu chí đã hoàn thành")
    yield from _criteria(rows, is_met=True)
    yield from _pointer(appendices)
    yield Heading(1, "Các giải pháp và tổ chức thực hiện")
    yield Heading(2, "Các giải pháp")
    yield from texts.blocks("solutions")
    yield Heading(2, "Tổ chức thực hiện")
    yield from texts.blocks("implementation", heading_level=3)
    yield from portfolio_blocks(rows.plan)
    if not texts.text("implementation"):
        yield from duty_blocks(rows.plan)
    yield from _proposals(rows)


def _criteria(rows: YearRows, *, is_met: bool) -> Iterator[Block]:
    """The criteria that still ask for work, or those that are met, each with its tasks; the others
    are named at the end, under a heading of their own where any stands before."""
    found: list[Block] = []
    bare: dict[str, list[str]] = {}
    for assessment in rows.plan.assessments:
        for row in assessment.criteria:
            if (row.baseline_state == State.MET) != is_met:
                continue
            orders = criterion_orders(row)
            if orders:
                found += [Heading(3, _criterion_title(assessment, row)), *orders]
            elif is_met or row.baseline_state == State.NOT_MET:
                named = bare.setdefault(_whose(assessment), [])
                named.append(f"số {row.criterion.number} ({row.name})")
        if not is_met and (general := loose_orders(assessment.general_tasks)):
            found += [Heading(3, f"Nhiệm vụ chung{_whose(assessment)}"), *general]
    loose = loose_orders(task for task in rows.plan.tasks if task.assessment_id is None)
    if loose and not is_met:
        found += [Heading(3, "Nhiệm vụ khác"), *loose]
    yield from found
    if bare:
        if found:
            yield Heading(3, "Các tiêu chí khác")
        yield _bare_criteria(rows, bare, is_met=is_met)


def _bare_criteria(rows: YearRows, bare: dict[str, list[str]], *, is_met: bool) -> Paragraph:
    """The criteria of which the plan has no task, by whose they are."""
    lead = "Tiếp tục duy trì các tiêu chí" if is_met else "Tiếp tục phấn đấu đạt các tiêu chí"
    own = f" của {rows.plan.plan.unit.noun}" if len(bare) > 1 else ""
    named = [f"{', '.join(numbers)}{whose or own}" for whose, numbers in bare.items()]
    return Paragraph(f"{lead}: {'; '.join(named)}.")


def _whose(rows: AssessmentRows) -> str:
    """Whose assessment it is: ` của thôn Mai Hạ`; "" for the commune's own."""
    unit = rows.assessment.unit
    return "" if unit.level == UnitLevel.COMMUNE else f" của {unit.full_name}"


def _criterion_title(rows: AssessmentRows, row: CriterionRows) -> str:
    """A village's begins with its name: its criteria bear other names than the commune's."""
    title = f"iêu chí số {row.criterion.number} về {row.name}"
    is_own = rows.assessment.unit.level == UnitLevel.COMMUNE
    return f"T{title}" if is_own else f"{rows.assessment.unit.title_name}: t{title}"


def _pointer(appendices: int) -> Iterator[Block]:
    """Each appendix by its number, as the body has to name it."""
    labels = [appendix_label(position + 1, appendices) for position in range(appendices)]
    if labels:
        yield Paragraph(f"(Có {', '.join(labels)} kèm theo.)", style="italic")


def _proposals(rows: YearRows) -> Iterator[Block]:
    """What is put to others: the first sentence is the numbered paragraph of the section."""
    blocks = rows.texts.blocks("proposals")
    if blocks and isinstance(first := blocks[0], Paragraph):
        yield Heading(2, first.text, is_title=False, source=first.source)
        yield from blocks[1:]
    elif blocks:
        yield Heading(2, "Đề xuất, kiến nghị")
        yield from blocks


def _appendices(rows: YearRows) -> Iterator[Appendix]:
    if rows.plan.assessments:
        table = results_table(rows.reached)
        yield Appendix(f"Kết quả thực hiện các tiêu chí năm {rows.year - 1}", (table,))
    if money := tuple(money_blocks(rows.plan)):
        yield Appendix("Nguồn lực thực hiện", money)
    yield from criteria_appendices(rows.plan)


def year_report_doubts(rows: YearRows) -> tuple[str, ...]:
    """What the plan's paper leaves in doubt, and which passages nobody has written."""
    missing = [title for key, title in _NEEDED.items() if not rows.texts.text(key)]
    shown = [doubt for doubt in plan_doubts(rows.plan) if not doubt.startswith("Chưa soạn mục")]
    bare: dict[str, list[str]] = {}
    for one in rows.reached:
        if one.criterion and not one.has_content:
            unit = one.assessment.unit.title_name
            bare.setdefault(unit, []).append(str(one.criterion.number))
    for unit, numbers in bare.items():
        of = f"tiêu chí số {', '.join(numbers)}"
        shown.append(f"{unit}: chưa ghi kết quả năm {rows.year - 1} của {of}.")
    if missing:
        shown.insert(0, f"Chưa soạn {format_count(len(missing))} mục: {'; '.join(missing)}.")
    return tuple(shown)
