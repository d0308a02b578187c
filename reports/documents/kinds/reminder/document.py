"""The letter of a reminder as blocks."""

from collections.abc import Iterator

from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import in_a_column
from ntm_project.common.numbers import format_count
from reports.documents.blocks import (
    Block,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Table,
    TableColumn,
    Title,
)
from reports.documents.kinds.reminder.rows import ReminderRows
from reports.documents.office import (
    issuer_lines_of,
    signature_of_head,
    signature_of_vice_chair,
)

_COLUMNS = (
    TableColumn(1.3, "center"), TableColumn(6.5), TableColumn(3.4), TableColumn(3, "center"),
    TableColumn(2.4, "center"), TableColumn(2.6, "center"),
)  # fmt: skip
_HEADER = (
    "TT", "Nhiệm vụ", "Tiêu chí", "Thời hạn giao", "Số ngày quá hạn", "Tình trạng"
)  # fmt: skip


def reminder_document(rows: ReminderRows) -> Document:
    """The letter as a list of blocks; number and date stay blank until the clerk issues it."""
    unit = rows.unit
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of(unit),
            symbol=f"UBND-{rows.field}",
            place=unit.seat,
            year=rows.on.year,
        ),
        title=Title("", ("V/v đôn đốc thực hiện nhiệm vụ xây dựng nông thôn mới quá hạn",)),
        addressees=(rows.addressee,),
        blocks=tuple(_body(rows)),
        signature=signature_of_vice_chair(rows.vice_chair)
        if rows.vice_chair
        else signature_of_head(unit, rows.on),
        recipients=Recipients(("Như trên", f"Chủ tịch, các PCT UBND {unit.noun} (b/c)", "Lưu: VT")),
        issuer_name=rows.issuer,
    )


def _body(rows: ReminderRows) -> Iterator[Block]:
    which = rows.plan_number or f" năm {rows.task.plan.year}"
    plan = f"{rows.task.plan.kind}{which}"
    yield Paragraph(
        f"Thực hiện {plan} của {rows.issuer}, tính đến ngày {format_day(rows.on)}, {rows.short} "
        f"còn {format_count(len(rows.tasks))} nhiệm vụ quá hạn chưa hoàn thành như sau:"
    )
    yield Table(_COLUMNS, (_HEADER,), tuple(_rows(rows)), font_size=12)
    agency = f"{rows.unit.agency_noun} {rows.unit.noun}"
    verb = "yêu cầu" if rows.is_subordinate else "đề nghị"
    yield Paragraph(f"{rows.issuer} {verb} {rows.short}:")
    done, answered = rows.facts.ended("done_by"), rows.facts.ended("answer_by")
    owed = "các nhiệm vụ" if len(rows.tasks) > 1 else "nhiệm vụ"
    yield Heading(2, f"Hoàn thành {owed} nêu trên trước {done}", is_title=False)
    yield Heading(
        2,
        f"Báo cáo nguyên nhân và kết quả thực hiện bằng văn bản về {agency} trước {answered}",
        is_title=False,
    )
    if rows.is_subordinate:
        yield Heading(
            2,
            f"Chịu trách nhiệm trước Chủ tịch {agency} về tiến độ, kết quả thực hiện.",
            is_title=False,
        )
        yield Paragraph(f"{capfirst(verb)} {rows.short} nghiêm túc thực hiện")
    else:
        yield Paragraph(f"{rows.issuer} mong nhận được sự quan tâm, phối hợp của {rows.short}")


def _rows(rows: ReminderRows) -> Iterator[Row]:
    for number, task in enumerate(rows.tasks, start=1):
        criterion = task.criterion
        late = (rows.on - task.ends_on).days if task.ends_on else 0
        yield Row(
            (
                str(number),
                task.text.rstrip(" .;"),
                f"Số {criterion.number} ({criterion.name})" if criterion else "",
                capfirst(in_a_column(task.deadline_words)),
                str(late),
                task.get_state_display(),
            )
        )
