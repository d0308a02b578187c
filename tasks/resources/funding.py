"""The money of a plan, one sum a row, its parts in a column for each source."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from criteria.resources.criterion_cells import criterion_number
from ntm_project.common.numbers import Money
from ntm_project.common.text import fold
from tasks import rules, services
from tasks.enums import FundingStage
from tasks.forms.choices import plan_tasks, units_of
from tasks.forms.funding import FundingForm, FundingPartForm
from tasks.models import Funding, Plan, Task
from tasks.queries.funding import gap_of
from tasks.resources.funding_cells import (
    MONEY_NOTE,
    PARTS,
    STAGES,
    WORK,
    OpenSum,
    cell_columns,
    part_columns,
    shaped,
    work_of,
)
from tasks.resources.plan_links import PlanLinks
from tasks.resources.stored import unit_words
from tasks.services.funding import Parts
from villages.access import Access
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames, coded
from villages.imports.rows import RowOutcome

_TYPED = ("text", "as_of", "total")
_LINKS = ("unit", "assessment", "criterion", "task")
_SHOWN = ("unit__parent", "assessment__unit", "assessment__criteria_set", "criterion", "task")
_GAP = "Khoản này chưa khớp."
_SMALL = 1_000_000  # đồng: a bare number below it is rather one of millions


class FundingResource(CodedResource):
    """A sum is known by its code, else by unit, text and stage.

    Where a file has one source a row, the rows of one work that follow each other with different
    sources are the parts of one sum, as an accountant adds them up.
    """

    columns = (
        Column("text", "Công trình, nội dung", is_needed=True, width=44,
               also=("Nội dung", "Công trình", "Tên công trình", "Danh mục công trình", "Hạng mục",
                     "Nội dung đầu tư", "Nội dung thực hiện"),
               example=("Đổ bê tông đường trục thôn", "Sửa nhà văn hóa")),
        Column("unit", "Đơn vị", dash_is_none=True, width=20, also=("Thôn", "Địa bàn", "Xã, thôn"),
               note="Xã hoặc thôn. Để trống là đơn vị của kế hoạch.",
               example=("thôn Thắng Lợi", "")),
        Column("stage", "Giai đoạn", is_needed=True, width=14,
               stated_by=tuple(STAGES),
               also=("Tình trạng vốn", "Trạng thái"), choices=tuple(FundingStage.labels),
               example=("Dự kiến", "Đã huy động")),
        Column("total", "Tổng số", Holds.MONEY, width=18, looks="whole",
               also=("Tổng vốn", "Tổng kinh phí", "Kinh phí", "Số tiền", "Tổng mức đầu tư",
                     "Tổng nguồn vốn"),
               note=f"{MONEY_NOTE} Để trống khi văn bản không nêu tổng số.",
               example=("850 triệu đồng", "51.000.000")),
        *part_columns(),
        *cell_columns(),
        Column("as_of", "Tính đến ngày", Holds.DAY, width=13, also=("Đến ngày", "Ngày số liệu")),
        Column("criterion", "Tiêu chí", dash_is_none=True, width=10, looks="count",
               also=("Tiêu chí số", "Số tiêu chí", "TC"),
               note="Số tiêu chí trong bộ của đánh giá, ví dụ 2, hoặc tên.", example=("2", "6")),
        Column("assessment", "Đánh giá", dash_is_none=True, width=26, also=("Bộ tiêu chí",),
               note="Tên bộ tiêu chí. Để trống khi đơn vị chỉ có một đánh giá trong năm."),
        Column("task", "Nhiệm vụ dùng khoản này", dash_is_none=True, width=34, also=("Nhiệm vụ",),
               note="Nội dung nhiệm vụ như trong kế hoạch."),
        CODE,
        Column("check", "Kiểm tra", is_only_out=True, width=26),
    )  # fmt: skip
    place: Plan

    @classmethod
    def places(cls, access: Access) -> Any:
        return Plan.objects.visible_to(access).select_related("unit")

    @classmethod
    def deny(cls, access: Access, place: Plan) -> str:
        return rules.deny_edit_plan(access, place)

    def back(self) -> str:
        return f"{reverse('tasks:plan', args=[self.place.pk])}#kinh-phi"

    def title(self) -> str:
        unit = self.place.unit.full_name.upper()
        return f"KINH PHÍ CỦA {unit}, KẾ HOẠCH NĂM {self.place.year}"

    def measure(self) -> str:
        return "Đơn vị tính: đồng"

    def prepare(self) -> None:
        self.units = UnitNames(units_of(self.place).select_related("parent"), self.place.unit)
        self.plan_links = PlanLinks(self.place)
        self.form_fields = FundingForm(plan=self.place).fields
        self.part_field = FundingPartForm().fields["amount"]
        self.tasks: dict[str, list[Task]] = {}
        self.by_text: dict[tuple[int, str, str], list[Funding]] = {}
        self._first: dict[tuple[int, str, str], int] = {}  # of each new sum, its row of the file
        self._open: OpenSum | None = None  # what the row above belongs to
        self._joins: OpenSum | None = None  # the same, where this row is a further part of it
        self._above: dict[str, str] = {}
        self._sources: set[str] = set()  # of the rows above that state the same work
        self._has_sources = any(column.name == "source" for column in self.given)
        self._headings = {column.name: column.heading for column in self.columns}
        self._last: dict[int, RowOutcome] = {}  # of sums with a source a row, the last row
        if self.is_out:
            return
        for task in plan_tasks(self.place):
            self.tasks.setdefault(fold(task.text), []).append(task)
        self.sums = list(self.rows({}))
        for row in self.sums:
            key = (row.unit_id, fold(row.text), row.stage)
            self.by_text.setdefault(key, []).append(row)

    def offers(self) -> dict[str, list[str]]:
        tasks = [task.text for found in self.tasks.values() for task in found]
        return self.plan_links.offers() | {"unit": self.units.offered(), "task": tasks}

    def rows(self, query: Mapping[str, str]) -> Iterable[Funding]:
        rows = Funding.objects.filter(plan=self.place).with_parts()
        return rows.select_related(*_SHOWN).order_by("unit__path", "stage", "pk")

    def stored(self) -> Iterable[Funding]:
        return self.sums

    def facts(self, row: Funding) -> tuple[Any, ...]:
        return (row.version,)

    # --- In ---------------------------------------------------------------------------------------

    def carried(self, cells: dict[str, str]) -> dict[str, str]:
        """The row in the shape of the list; that of a further source may leave its work, or what is
        known of it, to the row above."""
        above = self._above
        self._given: Mapping[str, str] = {}
        self._source = ""
        try:
            cells, self._given, self._source = shaped(cells)
        except CellError as error:
            self.faults.append(error)
            if STAGES.keys() & cells.keys() and not cells.get("stage"):
                cells.pop("stage", None)  # what is wrong with it stands there already
        is_blank = not cells["text"]
        is_same = is_blank or fold(cells["text"]) == fold(above.get("text", ""))
        if not is_same:
            self._sources = set()
        if self._source and is_same and (is_blank or self._source not in self._sources):
            for name in (one for one in WORK if one in cells):
                if not cells[name] and above.get(name):
                    cells[name] = above[name]
                    self.read_above[self._headings[name]] += 1
        self._sources.add(self._source)
        self._above = cells
        return cells

    def label(self, cells: Mapping[str, str]) -> str:
        source = PARTS.get(self._source)
        words = super().label(cells)
        return f"{words} ({source.label})" if source else words

    def also_changed(self, values: Mapping[str, Any]) -> Iterable[Column]:
        names = {column.name for column in self.given}
        return [one for one in self.columns if one.name in values and one.name not in names]

    def find(self, cells: Mapping[str, str]) -> Funding | None:
        above, self._open, self._joins = self._open, None, None
        if (row := self.coded(cells)) is not None:
            return row
        stage = coded(FundingStage, cells.get("stage", ""), "stage")
        self._work = work_of(cells)
        if above and above.takes(self._work, self._source):
            self._joins = self._open = above._replace(sources=above.sources | {self._source})
            return None if above.is_new else above.row
        alike = self.by_text.get((self.units.of_row(cells).pk, fold(cells["text"]), stage), [])
        row = alike.pop(0) if alike else None
        if row is not None:
            self._open = OpenSum(self._work, row, False, frozenset([self._source]))
        return row

    def state(self, row: Funding) -> dict[str, Any]:
        amounts: dict[str, int] = {}
        for part in row.parts.all():
            amounts[part.source] = amounts.get(part.source, 0) + part.amount
        return {
            "text": row.text,
            "unit": unit_words(row.unit, self.place),
            "stage": row.get_stage_display(),
            "total": row.total,
            **{name: amounts.get(source) for name, source in PARTS.items()},
            "as_of": row.as_of,
            "criterion": row.criterion.number if row.criterion else None,
            "assessment": str(row.assessment) if row.assessment else "",
            "task": row.task.text if row.task else "",
            "check": gap_of(row),
        }

    def read(self, cells: Mapping[str, str], row: Funding | None) -> dict[str, Any]:
        before = self.state(row) if row else {}
        self._money: dict[str, Money | None] = {}
        fields: dict[str, Any] = {}
        with self.faults:
            fields["stage"] = coded(FundingStage, cells.get("stage", ""), "stage")
        for name in (*_TYPED, "stage", *PARTS):
            if name not in cells or (name == "stage" and name not in fields):
                continue
            field = self.form_fields.get(name, self.part_field)
            try:
                value = field.clean(fields.get(name, cells[name]))
            except ValidationError as error:
                at = self._given.get(name, name)
                self.faults.append(ValidationError({at: list(error.messages)}))
                continue
            if name in PARTS or name == "total":
                self._money[name] = value
                with self.faults:
                    at = self._given.get(name, name)
                    _check_size(at, cells[name], value, before.get(name))
            else:
                fields[name] = value
        fields |= self._links(cells, row)
        self.faults.settle()
        if row is not None and not cells.get(CODE.name):
            fields["text"] = row.text  # the key: another case or spacing renames nothing
        self._fields = fields
        return self._values(cells)

    def _links(self, cells: Mapping[str, str], row: Funding | None) -> dict[str, Any]:
        """Unit, assessment, criterion and task; what the file has no column for stays."""
        links: dict[str, Any] = {name: getattr(row, name) if row else None for name in _LINKS}
        stood = unit_words(row.unit, self.place) if row else None
        with self.faults:
            if cells.get("unit", stood or "") != stood:  # one that is no more stays where it stood
                links["unit"] = self.units.of_row(cells)
            if {"assessment", "criterion"} & cells.keys():
                links |= self._judged(cells, links)
        if "task" in cells:
            with self.faults:
                links["task"] = self._task(cells["task"], row)
        return links

    def _judged(self, cells: Mapping[str, str], links: Mapping[str, Any]) -> dict[str, Any]:
        """Assessment and criterion; what the file has no column for stays."""
        number = criterion_number(cells.get("criterion", ""))
        words = cells.get("assessment", "")
        if not words and "assessment" not in cells and links["assessment"]:
            words = str(links["assessment"])
        known = self.plan_links
        found: dict[str, Any] = {
            "assessment": known.assessment(words, links["unit"], needs=bool(number))
        }
        if "criterion" in cells:
            found["criterion"] = known.criterion(found["assessment"], number) if number else None
        return found

    def _task(self, words: str, row: Funding | None) -> Task | None:
        if not words:
            return None
        found = self.tasks.get(fold(words), [])
        if row and row.task in found:
            return row.task
        if len(found) != 1:
            how = "Có nhiều nhiệm vụ" if found else "Kế hoạch không có nhiệm vụ"
            raise CellError("task", f"{how} “{words[:80]}”.", "Chọn nhiệm vụ ở trang sửa kinh phí.")
        return found[0]

    def _values(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """What was read as `state` gives it."""
        fields = self._fields
        money = {name: found.amount if found else None for name, found in self._money.items()}
        read = {
            "text": fields.get("text"),
            "as_of": fields.get("as_of"),
            "stage": FundingStage(fields["stage"]).label,
            "unit": unit_words(fields["unit"], self.place),
            "assessment": str(fields["assessment"] or ""),
            "criterion": fields["criterion"].number if fields["criterion"] else None,
            "task": fields["task"].text if fields["task"] else "",
        }
        return {name: value for name, value in (read | money).items() if name in cells}

    def warning(self, row: Funding | None, values: Mapping[str, Any]) -> str:
        total = values.get("total", row.total if row else None)
        gap = rules.funding_gap(total, [money.amount for _, money in self._parts(row, values)])
        doubts = [f"{_GAP} {gap}"] if gap and not self._source else []  # else: `finish`
        if row is None and self._joins is None:
            key = self._fields["unit"].pk, fold(values["text"]), self._fields["stage"]
            number = self.outcomes[-1].number
            if (first := self._first.setdefault(key, number)) != number:
                doubts.append(f"Trùng nội dung với dòng {first}: ghi thành hai khoản.")
        return " ".join(doubts)

    def _parts(self, row: Funding | None, values: Mapping[str, Any]) -> list[tuple[str, Money]]:
        """The parts after the import; those of a source that is as it was, or has no column, stay
        as they are written."""
        before = self.state(row) if row else {}
        changed = {
            source: self._money[name]
            for name, source in PARTS.items()
            if name in values and values[name] != before.get(name)
        }
        stood = row.parts.all() if row else ()
        parts = [(one.source, one.stated) for one in stood if one.source not in changed]
        return parts + [(source.value, money) for source, money in changed.items() if money]

    def create(self, values: Mapping[str, Any]) -> None:
        parts = self._parts(None, values)
        if self._joins:
            row = self._joins.row
            self._edit(row, {}, [*((one.source, one.stated) for one in row.parts.all()), *parts])
            return
        fields = self._fields | self._total()
        row = services.add_funding(by=self.access, plan=self.place, fields=fields, parts=parts)
        if self._has_sources:
            self._open = OpenSum(self._work, row, True, frozenset([self._source]))
            self._follow(row)

    def change(self, row: Funding, values: Mapping[str, Any]) -> None:
        fields = {n: v for n, v in self._fields.items() if v != getattr(row, n)}
        fields |= self._total() if "total" in values else {}
        self._edit(row, fields, self._parts(row, values))

    def _edit(self, row: Funding, fields: Mapping[str, Any], parts: Parts) -> None:
        services.edit_funding(
            by=self.access,
            plan=self.place,
            funding_id=row.pk,
            fields=fields,
            parts=parts,
            seen_version=row.version,
        )
        self._follow(row)

    def _follow(self, row: Funding) -> None:
        """Go on from the sum as it is now, where the rows below may be parts of it."""
        if self._open and self._open.row.pk == row.pk:
            fresh = Funding.objects.with_parts().select_related(*_SHOWN).get(pk=row.pk)
            self._open = self._open._replace(row=fresh)
        if self._source:
            self._last[row.pk] = self.outcomes[-1]

    def finish(self) -> None:
        """What is off between a sum and its sources is seen at the last of their rows."""
        for row in Funding.objects.filter(pk__in=self._last).with_parts():
            if gap := gap_of(row):
                outcome = self._last[row.pk]
                outcome.warning = f"{outcome.warning} {_GAP} {gap}".strip()

    def _total(self) -> dict[str, Any]:
        """The total as its amount and its words."""
        money = self._money.get("total")
        return {"total": money.amount if money else None, "words": money.words if money else ""}


def _check_size(name: str, cell: str, money: Money | None, before: int | None) -> None:
    """A bare small number is rather one of thousands or millions, and is not guessed."""
    if money is None or money.words or money.amount == before:
        return
    if 0 < money.amount < _SMALL:
        raise CellError(name, f"“{cell}” là {money.amount} đồng; có lẽ bảng ghi bằng triệu đồng.",
                        "Ghi kèm đơn vị, ví dụ: 51 triệu đồng, 900.000 đồng.")  # fmt: skip


KIND = register(
    ListKind(
        "kinh-phi",
        "Kinh phí",
        "khoản kinh phí",
        FundingResource,
        notes=(
            "Mỗi khoản một dòng, mỗi nguồn một cột; nguồn không có cột trong tệp giữ nguyên.",
            "Bảng ghi mỗi nguồn một dòng cũng nhận: các dòng liền nhau của cùng công trình, khác "
            "nguồn, là các phần của một khoản.",
            "Tệp không có cột Giai đoạn thì lấy theo tên cột tiền (Kinh phí dự kiến, Đã huy động, "
            "Đã giải ngân, Còn nợ); tên cột không nêu thì chọn một lần cho cả tệp ở bước ghép cột.",
            "Bảng ghi bằng triệu đồng thì ghi ở dòng trên bảng (Đơn vị tính: triệu đồng) hoặc "
            "trong tên cột (Tổng số (triệu đồng)).",
        ),
    )
)
