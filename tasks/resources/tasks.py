"""The tasks of a plan, with whom they are given to and until when, by the thousand."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError

from criteria.resources.criterion_cells import criterion_number, indicator_code
from ntm_project.common.dates import format_day
from ntm_project.common.deadlines import BACKWARDS, Deadline, parse_deadline
from ntm_project.common.lists import in_order
from ntm_project.common.refusals import Refused
from ntm_project.common.text import fold
from tasks import rules, services
from tasks.enums import AssignmentKind
from tasks.forms.choices import units_of
from tasks.forms.filters import EVERY_PLAN, TaskFilterForm
from tasks.forms.tasks import TaskForm
from tasks.models import Assignment, Plan, Task
from tasks.models.assignments import repeated
from tasks.models.deadlines import READ_FIELDS
from tasks.resources.assignees import MOST_WORDS, Assignees
from tasks.resources.plan_links import PlanLinks
from tasks.resources.stored import as_known_on, link_words, repeats, with_links
from villages.access import Access
from villages.bulk import BATCH, RowChange
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column
from villages.imports.faults import CellError, NoRow
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames
from villages.models import Unit

_TEXTS = ("text", "deadline_words", "section", "paper_words", "note")
_LINKS = ("unit", "assessment", "criterion", "indicator")
_PEOPLE = {"leads": AssignmentKind.LEAD, "supports": AssignmentKind.SUPPORT}


class TaskResource(CodedResource):
    """A task is known by its code, else by its unit and text."""

    columns = (
        Column("text", "Nội dung nhiệm vụ", is_needed=True, width=52,
               also=("Nội dung", "Nhiệm vụ", "Nội dung công việc", "Công việc", "Tên nhiệm vụ",
                     "Nội dung thực hiện", "Nhiệm vụ, giải pháp", "Nội dung, nhiệm vụ",
                     "Nhiệm vụ cụ thể"),
               note="Việc phải làm, như trong kế hoạch.",
               example=("Rà soát nhà văn hóa các thôn", "Vận động đóng bảo hiểm y tế")),
        Column("unit", "Đơn vị thực hiện", width=20,
               also=("Đơn vị", "Thôn", "Xã, thôn", "Địa bàn", "Nơi thực hiện"),
               note="Xã hoặc thôn. Để trống là đơn vị của kế hoạch.",
               example=("", "thôn Thắng Lợi")),
        Column("criterion", "Tiêu chí", width=10, looks="count",
               also=("Tiêu chí số", "Số tiêu chí", "Tiêu chí NTM", "TC"),
               note="Số tiêu chí trong bộ của đánh giá, ví dụ 6, hoặc tên.", example=("6", "15")),
        Column("indicator", "Chỉ tiêu", width=10,
               also=("Mã chỉ tiêu", "Chỉ tiêu số", "Số chỉ tiêu"),
               note="Mã chỉ tiêu, ví dụ 6.1.", example=("6.1", "15.1")),
        Column("assessment", "Đánh giá", width=26, also=("Bộ tiêu chí", "Mục tiêu"),
               note="Tên bộ tiêu chí. Để trống khi đơn vị chỉ có một đánh giá trong năm."),
        Column("leads", "Chủ trì", width=26,
               also=("Người chủ trì", "Đơn vị chủ trì", "Cơ quan chủ trì", "Phụ trách",
                     "Người thực hiện", "Người phụ trách", "Bộ phận chủ trì", "Giao cho",
                     "Cán bộ phụ trách", "Đơn vị, cá nhân chủ trì"),
               note="Cán bộ hoặc tổ chức; nhiều thì cách nhau bằng dấu chấm phẩy. Chưa rõ người "
               "thì ghi vai trò.", example=("Đặng Thị Hiền", "Hội Nông dân xã")),
        Column("supports", "Phối hợp", width=28,
               also=("Đơn vị phối hợp", "Cơ quan phối hợp", "Người phối hợp", "Bộ phận phối hợp"),
               note="Như cột Chủ trì; nhiều thì cách nhau bằng dấu chấm phẩy.",
               example=("Công an xã; Đoàn Thanh niên", "")),
        Column("deadline_words", "Thời hạn", may_be_day=True, width=22,
               also=("Thời hạn hoàn thành", "Hạn hoàn thành", "Thời gian hoàn thành", "Hạn",
                     "Thời gian thực hiện", "Thời gian", "Hoàn thành trước", "Tiến độ hoàn thành"),
               note="Như văn bản viết: trước tháng 8/2024, trong quý III, hàng tuần, 15/8/2024.",
               example=("trước tháng 8/2024", "hàng tháng")),
        Column("section", "Mục", width=9, also=("Mục trong kế hoạch",),
               note="Số mục trong kế hoạch, ví dụ II.1."),
        Column("paper_words", "Câu in trên văn bản", width=30,
               note="Khi câu trong văn bản khác nội dung nhiệm vụ."),
        Column("note", "Ghi chú", width=26),
        CODE,
        Column("state", "Tình trạng", is_only_out=True, width=15),
        Column("result", "Kết quả", is_only_out=True, width=26),
        Column("plan", "Thuộc kế hoạch", width=26, note="Chương trình ghi khi xuất."),
    )  # fmt: skip
    place: Plan
    as_of: date | None = None  # the earlier day as of which the list goes out

    @classmethod
    def places(cls, access: Access) -> Any:
        return Plan.objects.visible_to(access).select_related("unit")

    @classmethod
    def deny(cls, access: Access, place: Plan) -> str:
        return rules.deny_manage_tasks(access, place.unit)

    def back(self) -> str:
        return self.place.get_absolute_url()

    def title(self) -> str:
        unit = self.place.unit.full_name.upper()
        return f"DANH SÁCH NHIỆM VỤ CỦA {unit}, KẾ HOẠCH NĂM {self.place.year}"

    def title_of(self, query: Mapping[str, str]) -> str:
        title = "DANH SÁCH NHIỆM VỤ" if EVERY_PLAN in query else self.title()
        day = TaskFilterForm(query, access=self.access).filters.as_of
        return f"{title}, TÍNH ĐẾN NGÀY {format_day(day)}" if day else title

    def prepare(self) -> None:
        self.units = UnitNames(units_of(self.place).select_related("parent"), self.place.unit)
        self.fields_of_form = TaskForm(plan=self.place).fields
        self.plan_links = PlanLinks(self.place)
        self.denied: dict[int, str] = {}
        self.misfits: dict[tuple[Any, ...], dict[str, str]] = {}  # of what rows hang on
        self.link_words: dict[tuple[Any, ...], dict[str, Any]] = {}  # the same in words
        self.deadlines: dict[str, Deadline] = {}
        self._first: dict[tuple[int, str], int] = {}  # of each new task, its row of the file
        self.new: list[tuple[Task, list[Assignment]]] = []
        self.edits: list[tuple[RowChange[Task], list[Assignment] | None]] = []

    def offers(self) -> dict[str, list[str]]:
        people = Assignees(self.access, self.place, ()).offered
        names = {"unit": self.units.offered(), **dict.fromkeys(_PEOPLE, people)}
        return self.plan_links.offers() | names

    @cached_property
    def tasks(self) -> list[Task]:
        """The plan's tasks, held until the import ends."""
        rows = Task.objects.filter(plan=self.place).order_by("unit__path", "order", "pk")
        held = rows.select_for_update(of=("self",), no_key=True)
        return [] if self.is_out else list(with_links(held))

    @cached_property
    def by_text(self) -> dict[tuple[int, str], list[Task]]:
        found: dict[tuple[int, str], list[Task]] = {}
        for task in self.tasks:
            found.setdefault((task.unit_id, fold(task.text)), []).append(task)
        return found

    @cached_property
    def assignees(self) -> Assignees:
        kept = [row for task in self.tasks for row in task.assignments.all()]
        return Assignees(self.access, self.place, kept)

    def rows(self, query: Mapping[str, str]) -> Iterable[Task]:
        rows = Task.objects.visible_to(self.access).select_related("plan__unit")
        rows = rows if EVERY_PLAN in query else rows.filter(plan=self.place)
        filters = TaskFilterForm(query, access=self.access).filters
        rows = filters.on(rows, self.access.as_of)
        rows = filters.by_state(rows, filters.as_of or self.access.as_of)
        rows = with_links(rows.order_by("unit__path", "order", "pk"))
        rows = in_order(rows, query, filters.sorts)
        self.as_of = filters.as_of
        return as_known_on(self.as_of, rows) if self.as_of else rows

    def stored(self) -> Iterable[Task]:
        return self.tasks

    def facts(self, row: Task) -> tuple[Any, ...]:
        """The fields of the row that decide whether the file is out of date: not those of reports,
        which the list does not write."""
        people = [(p.kind, p.official_id, p.body_id, p.role_words) for p in row.assignments.all()]
        links = [getattr(row, f"{name}_id") for name in _LINKS]
        then = [self.as_of] if self.as_of else []
        return *(getattr(row, name) for name in _TEXTS), *links, *people, *then

    def label(self, cells: Mapping[str, str]) -> str:
        return cells["text"]

    # --- In ---------------------------------------------------------------------------------------

    def coded(self, cells: Mapping[str, str]) -> Any:
        """The list on screen goes out with the tasks of several plans; each is one plan's."""
        try:
            return super().coded(cells)
        except CellError:
            if (plan := cells.get("plan", "")) in {"", str(self.place)}:
                raise
            raise NoRow("plan", f"Nhiệm vụ này thuộc kế hoạch khác: {plan}.",
                        "Nhập dòng này ở trang của kế hoạch ấy.") from None  # fmt: skip

    def out_state(self, row: Task) -> dict[str, Any]:
        state = super().out_state(row) | {"plan": str(row.plan)}
        if self.as_of:
            state |= {"leads": tuple(row.lead_names), "supports": tuple(row.support_names)}
        return state

    def find(self, cells: Mapping[str, str]) -> Task | None:
        if (coded := self.coded(cells)) is not None:
            return coded
        if not cells["text"]:
            return None
        found = self.by_text.get((self.units.of_row(cells).pk, fold(cells["text"])), [])
        return found.pop(0) if found else None

    def state(self, row: Task) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(row, name) for name in _TEXTS}
        rows = list(row.assignments.all())
        values |= {
            name: tuple(self.assignees.name(one) for one in rows if one.kind == kind)
            for name, kind in _PEOPLE.items()
        }
        links = link_words({name: getattr(row, name) for name in _LINKS}, self.place)
        return values | links | {"state": row.get_state_display(), "result": row.result}

    def read(self, cells: Mapping[str, str], row: Task | None) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name in _TEXTS:
            if name in cells:
                try:
                    fields[name] = self.fields_of_form[name].clean(cells[name])
                except ValidationError as error:
                    self.faults.append(ValidationError({name: list(error.messages)}))
        if self._deadline(fields.get("deadline_words", "")).warning == BACKWARDS:
            self.faults.append(ValidationError({"deadline_words": BACKWARDS}))
        with self.faults:
            fields |= self._links(cells, row)
            self._check(fields, row)
        people: dict[str, list[Assignment]] = {}
        for name, kind in _PEOPLE.items():
            if name in cells:
                with self.faults:
                    people[name] = self._people(name, cells, kind, row)
        with self.faults:
            if people:
                self._refuse_twice(people, row)
        self.faults.settle()
        self._fields = fields
        self._named = people
        self._understood = [
            one for name in people for one in self.assignees.understood(cells[name])
        ]
        return self._values(fields, people, cells)

    def _links(self, cells: Mapping[str, str], row: Task | None) -> dict[str, Any]:
        """Unit, assessment, criterion and indicator; what the file has no column for stays, and
        what it repeats, wherever the unit has gone since."""
        stood = {name: getattr(row, name) if row else None for name in _LINKS}
        if row and repeats(cells, link_words(stood, self.place)):
            return stood
        unit = self.units.of_row(cells) if "unit" in cells or row is None else row.unit
        links: dict[str, Any] = {"unit": unit}
        known = self.plan_links
        number = criterion_number(cells.get("criterion", ""))
        code = cells.get("indicator", "")
        number = number or indicator_code(code).partition(".")[0]
        if {"assessment", "criterion", "indicator"} & cells.keys():
            words = cells.get("assessment", "")
            assessment = known.assessment(words, unit, needs=bool(number or code))
            if "assessment" not in cells and not number and stood["assessment"]:
                assessment = stood["assessment"]
            criterion = known.criterion(assessment, number) if number else None
            links |= {"assessment": assessment, "criterion": criterion}
            links["indicator"] = known.indicator(criterion, code) if code else None
            return links
        return links | {name: stood[name] for name in _LINKS[1:]}

    def _people(
        self, name: str, cells: Mapping[str, str], kind: AssignmentKind, row: Task | None
    ) -> list[Assignment]:
        stood = row.assignments.all() if row and cells.get(CODE.name) else ()
        found = self.assignees.rows(cells[name], kind, [a for a in stood if a.kind == kind])
        for one in found:
            if len(one.role_words) > MOST_WORDS:
                raise CellError(name, f"Tên dài quá {MOST_WORDS} ký tự.",
                                "Cách nhau các tên bằng dấu chấm phẩy.")  # fmt: skip
        return found

    def _refuse_twice(self, people: Mapping[str, list[Assignment]], row: Task | None) -> None:
        """Raises an error where somebody is named twice for a task, by the file or by it and what
        stays of the task."""
        given = {kind: name for name, kind in _PEOPLE.items() if name in people}
        stays = [one for one in (row.assignments.all() if row else ()) if one.kind not in given]
        rows = [*stays, *(one for found in people.values() for one in found)]
        for one in repeated(rows):
            name = given.get(AssignmentKind(one.kind)) or next(iter(given.values()))
            raise CellError(name, f"“{self.assignees.name(one)}” được ghi hai lần.",
                            "Đã chủ trì thì không ghi phối hợp; bỏ tên lặp.")  # fmt: skip

    def _check(self, fields: Mapping[str, Any], row: Task | None) -> None:
        """The rules that the form's service holds; of a task that stays where it is, the right to
        change it is looked at as something changes."""
        if row and all(fields[name] == getattr(row, name) for name in _LINKS):
            return
        self._refuse_others(fields["unit"])
        links = _keys(fields)
        if links not in self.misfits:
            probe = Task(plan=self.place, **{name: fields[name] for name in _LINKS})
            self.misfits[links] = rules.task_errors(probe)
        if errors := self.misfits[links]:
            raise ValidationError(errors)

    def _refuse_others(self, unit: Unit) -> None:
        if unit.pk not in self.denied:
            self.denied[unit.pk] = rules.deny_manage_tasks(self.access, unit)
        if reason := self.denied[unit.pk]:
            raise Refused(reason)

    def _deadline(self, words: str) -> Deadline:
        if words not in self.deadlines:
            self.deadlines[words] = parse_deadline(words, year=self.place.year)
        return self.deadlines[words]

    def _values(
        self,
        fields: Mapping[str, Any],
        people: Mapping[str, list[Assignment]],
        cells: Mapping[str, str],
    ) -> dict[str, Any]:
        """What was read as `state` gives it."""
        values = {name: fields[name] for name in _TEXTS if name in fields}
        values |= {n: tuple(map(self.assignees.name, rows)) for n, rows in people.items()}
        links = _keys(fields)
        if links not in self.link_words:
            self.link_words[links] = link_words(fields, self.place)
        words = self.link_words[links]
        return values | {name: words[name] for name in _LINKS if name in cells}

    def warning(self, row: Any, values: Mapping[str, Any]) -> str:
        named = [one for rows in self._named.values() for one in rows if one.role_words]
        doubts = [
            f"“{one.role_words}” không có trong sổ cán bộ, tổ chức, ghi là vai trò."
            for one in named
        ]
        doubts += [f"“{name}” hiểu là {one}." for name, one in self._understood]
        if row is None:
            key, number = (self._fields["unit"].pk, fold(values["text"])), self.outcomes[-1].number
            if (first := self._first.setdefault(key, number)) != number:
                doubts.append(f"Trùng nội dung và đơn vị với dòng {first}: ghi thành hai nhiệm vụ.")
        words = self._fields.get("deadline_words", "")
        read = self._deadline(words)
        if words and read.warning:
            doubts.append(f"Thời hạn: {read.warning}")
        return " ".join(doubts)

    def create(self, values: Mapping[str, Any]) -> None:
        fields = self._fields
        task = Task(plan=self.place, **fields)
        task.keep_deadline(self._deadline(task.deadline_words))
        self.new.append((task, [one for rows in self._named.values() for one in rows]))
        if len(self.new) == BATCH:  # so that memory does not grow with them
            self._give()

    def _give(self) -> None:
        given, self.new = self.new, []
        services.give_many(by=self.access, plan=self.place, tasks=given)

    def change(self, row: Task, values: Mapping[str, Any]) -> None:
        """Set what differs; written together at the end."""
        self._refuse_others(row.unit)
        names = [name for name in _TEXTS if name in values]
        # An assessment follows from the criterion where the file has no column for it.
        names += [name for name in _LINKS if self._fields[name] != getattr(row, name)]
        before = {name: getattr(row, name) for name in names}
        for name in names:
            setattr(row, name, self._fields[name])
        if "criterion" in before:
            before["is_inferred"], row.is_inferred = row.is_inferred, False
        if "deadline_words" in before:
            row.keep_deadline(self._deadline(row.deadline_words))
            before |= dict.fromkeys(READ_FIELDS)  # saved with the words, in no event
        people: list[Assignment] | None = None
        parts = {}
        if values.keys() & _PEOPLE.keys():
            stood = list(row.assignments.all())
            people = []
            for name, kind in _PEOPLE.items():
                kept = [one for one in stood if one.kind == kind]
                people += self._named[name] if name in values else kept
            words = [one.in_words for one in stood], [one.in_words for one in people]
            parts = {"assignees": words}
        self.edits.append((RowChange(row, before, parts), people))

    def finish(self) -> None:
        self._give()
        services.edit_many(by=self.access, edits=self.edits)


def _keys(fields: Mapping[str, Any]) -> tuple[int | None, ...]:
    """The keys of what a row hangs on."""
    return tuple(row.pk if (row := fields[name]) else None for name in _LINKS)


KIND = register(
    ListKind(
        "nhiem-vu",
        "Nhiệm vụ",
        "nhiệm vụ",
        TaskResource,
        notes=("Tình trạng và kết quả không nhập từ tệp; cán bộ báo cáo trên trang nhiệm vụ.",),
    )
)
