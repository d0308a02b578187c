"""The money of a plan, one sum a row, its parts in a column for each source."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse

from criteria.resources.criterion_cells import criterion_number
from ntm_project.common.numbers import Money
from ntm_project.common.text import fold
from tasks import rules, services
from tasks.enums import FundingSource, FundingStage
from tasks.forms.choices import plan_tasks, units_of
from tasks.forms.funding import FundingForm, FundingPartForm
from tasks.models import Funding, Plan, Task
from tasks.queries.funding import gap_of
from tasks.resources.plan_links import PlanLinks
from tasks.resources.stored import unit_words
from villages.access import Access
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames, coded

_TYPED = ("text", "as_of", "total")
_LINKS = ("unit", "assessment", "criterion", "task")
_PARTS = {f"from_{source.value}": source for source in FundingSource}
_SMALL = 1_000_000  # đồng: a bare number below it is rather one of millions
_MONEY_NOTE = "Số đồng, hoặc số kèm đơn vị: 2,32 tỷ đồng, 850 triệu đồng."
_ALSO = {
    FundingSource.CENTRAL: ("NSTW", "Vốn trung ương", "Trung ương", "NS trung ương"),
    FundingSource.PROVINCE: ("NS tỉnh", "Vốn tỉnh", "Tỉnh"),
    FundingSource.DISTRICT: ("NS huyện", "Vốn huyện", "Huyện"),
    FundingSource.COMMUNE: ("NS xã", "Vốn xã", "Xã"),
    FundingSource.STATE: ("Ngân sách nhà nước", "NSNN", "Ngân sách"),
    FundingSource.PEOPLE: ("Dân góp", "Dân đóng góp", "Vốn dân góp", "Nhân dân"),
    FundingSource.ENTERPRISE: ("Vốn doanh nghiệp",),
    FundingSource.CREDIT: ("Vốn tín dụng", "Vốn vay"),
    FundingSource.OTHER: ("Vốn khác", "Khác", "Xã hội hóa"),
}


def _part_columns() -> list[Column]:
    return [
        Column(name, str(source.label), Holds.MONEY, width=18, looks="whole", also=_ALSO[source],
               note=_MONEY_NOTE,
               example={"commune": ("500 triệu đồng",), "people": ("350 triệu đồng",)}.get(
                   source.value, ()))
        for name, source in _PARTS.items()
    ]  # fmt: skip


class FundingResource(CodedResource):
    """A sum is known by its code, else by unit, text and stage."""

    columns = (
        Column("text", "Công trình, nội dung", is_needed=True, width=44,
               also=("Nội dung", "Công trình", "Tên công trình", "Danh mục công trình", "Hạng mục",
                     "Nội dung đầu tư", "Nội dung thực hiện"),
               example=("Đổ bê tông đường trục thôn", "Sửa nhà văn hóa")),
        Column("unit", "Đơn vị", dash_is_none=True, width=20, also=("Thôn", "Địa bàn", "Xã, thôn"),
               note="Xã hoặc thôn. Để trống là đơn vị của kế hoạch.",
               example=("thôn Thắng Lợi", "")),
        Column("stage", "Giai đoạn", is_needed=True, width=14,
               also=("Tình trạng vốn", "Trạng thái"), choices=tuple(FundingStage.labels),
               example=("Dự kiến", "Đã huy động")),
        Column("total", "Tổng số", Holds.MONEY, width=18, looks="whole",
               also=("Tổng vốn", "Tổng kinh phí", "Kinh phí", "Số tiền", "Tổng mức đầu tư",
                     "Tổng nguồn vốn"),
               note=f"{_MONEY_NOTE} Để trống khi văn bản không nêu tổng số.",
               example=("850 triệu đồng", "51.000.000")),
        *_part_columns(),
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
        return rows.select_related(
            "unit__parent", "assessment__unit", "assessment__criteria_set", "criterion", "task"
        ).order_by("unit__path", "stage", "pk")

    def stored(self) -> Iterable[Funding]:
        return self.sums

    def facts(self, row: Funding) -> tuple[Any, ...]:
        return (row.version,)

    # --- In ---------------------------------------------------------------------------------------

    def find(self, cells: Mapping[str, str]) -> Funding | None:
        if (row := self.coded(cells)) is not None:
            return row
        stage = coded(FundingStage, cells["stage"], "stage")
        alike = self.by_text.get((self.units.of_row(cells).pk, fold(cells["text"]), stage), [])
        return alike.pop(0) if alike else None

    def state(self, row: Funding) -> dict[str, Any]:
        amounts: dict[str, int] = {}
        for part in row.parts.all():
            amounts[part.source] = amounts.get(part.source, 0) + part.amount
        return {
            "text": row.text,
            "unit": unit_words(row.unit, self.place),
            "stage": row.get_stage_display(),
            "total": row.total,
            **{name: amounts.get(source) for name, source in _PARTS.items()},
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
            fields["stage"] = coded(FundingStage, cells["stage"], "stage")
        for name in (*_TYPED, "stage", *_PARTS):
            if name not in cells or (name == "stage" and name not in fields):
                continue
            field = self.form_fields.get(name, self.part_field)
            try:
                value = field.clean(fields.get(name, cells[name]))
            except ValidationError as error:
                self.faults.append(ValidationError({name: list(error.messages)}))
                continue
            if name in _PARTS or name == "total":
                self._money[name] = value
                with self.faults:
                    _check_size(name, cells[name], value, before.get(name))
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
        doubts = [f"Khoản này chưa khớp. {gap}"] if gap else []
        if row is None:
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
            for name, source in _PARTS.items()
            if name in values and values[name] != before.get(name)
        }
        stood = row.parts.all() if row else ()
        parts = [(one.source, one.stated) for one in stood if one.source not in changed]
        return parts + [(source.value, money) for source, money in changed.items() if money]

    def create(self, values: Mapping[str, Any]) -> None:
        fields = self._fields | self._total()
        parts = self._parts(None, values)
        services.add_funding(by=self.access, plan=self.place, fields=fields, parts=parts)

    def change(self, row: Funding, values: Mapping[str, Any]) -> None:
        fields = {n: v for n, v in self._fields.items() if v != getattr(row, n)}
        services.edit_funding(
            by=self.access,
            plan=self.place,
            funding_id=row.pk,
            fields=fields | (self._total() if "total" in values else {}),
            parts=self._parts(row, values),
            seen_version=row.version,
        )

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
            "Bảng ghi bằng triệu đồng thì ghi ở dòng trên bảng (Đơn vị tính: triệu đồng) hoặc "
            "trong tên cột (Tổng số (triệu đồng)).",
        ),
    )
)
