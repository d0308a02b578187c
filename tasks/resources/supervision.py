"""The leaders who direct the criteria of an assessment, one criterion a row."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from criteria.models import Assessment
from criteria.naming import criterion_meant
from ntm_project.common.tables.values import text_of
from tasks import rules
from tasks.forms.supervision import SupervisionForm
from tasks.queries.supervision import CriterionLeaders, criterion_leaders, eligible_leaders
from tasks.resources.assignees import KnownAssignees
from tasks.resources.plan_links import no_criterion
from tasks.services import set_supervision
from villages.access import Access
from villages.edit import version_of_set
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import errors_of
from villages.imports.resource import FileRows
from villages.imports.rows import Unread
from villages.models import Official

_NEXT = r"\s*(?:,|;|và)\s*(?:(?:tiêu chí\s+)?số\s+)?"
# `1, 2, 3`; of a number that Excel made of `1,2` nobody knows whether it was `1,20`
_SEVERAL = re.compile(
    rf"(?:(?:các\s+)?tiêu chí\s+)?(?:số\s+)?\d{{1,2}}(?:{_NEXT}\d{{1,2}})+\.?", re.I
)


def several_criteria(cell: Any) -> list[str]:
    """The numbers of a cell that names several criteria; [] of any other."""
    is_list = isinstance(cell, str) and _SEVERAL.fullmatch(cell.strip())
    return re.findall(r"\d+", cell) if is_list else []


def _both(one: Any, other: Any) -> Any:
    """The people of two cells in one; a cell that cannot be read stays, to be refused."""
    for cell in (one, other):
        if isinstance(cell, Unread):
            return cell
    return "; ".join(dict.fromkeys(filter(None, map(text_of, (one, other)))))


class SupervisionResource(CodedResource):
    """Known by the criterion's number, else by its name; nothing is added or removed."""

    columns = (
        Column("criterion", "Tiêu chí", is_needed=True, width=10, looks="count",
               also=("Tiêu chí số", "Số tiêu chí", "Tên tiêu chí", "Tiêu chí NTM", "TC",
                     "Tiêu chí phụ trách", "Phụ trách tiêu chí", "Các tiêu chí phụ trách",
                     "Tiêu chí được phân công"),
               note="Số tiêu chí trong bộ, ví dụ 6, hoặc tên tiêu chí.", example=("6", "15", "17")),
        Column("name", "Nội dung", width=40, is_only_out=True),
        Column("leaders", "Lãnh đạo phụ trách", is_needed=True, width=40,
               also=("Người phụ trách", "Lãnh đạo", "Phụ trách", "Lãnh đạo phụ trách tiêu chí",
                     "Đồng chí phụ trách", "Đ/c phụ trách", "Phân công phụ trách",
                     "Lãnh đạo chỉ đạo", "Thành viên phụ trách", "Thành viên BCĐ phụ trách",
                     "Họ và tên", "Họ tên", "Thành viên"),
               note="Họ và tên người giữ chức vụ lãnh đạo; nhiều người thì cách nhau bằng dấu chấm "
               "phẩy. Để trống là chưa có ai.",
               example=("Nguyễn Văn Hòa", "Trần Thị Tâm; Nguyễn Văn Hòa", "")),
        Column("check", "Kiểm tra", width=34, is_only_out=True),
        CODE,
    )  # fmt: skip
    place: Assessment
    adds = False

    @classmethod
    def places(cls, access: Access) -> Any:
        return Assessment.objects.visible_to(access).for_page()

    @classmethod
    def deny(cls, access: Access, place: Assessment) -> str:
        return rules.deny_edit_supervision(access, place.unit)

    def back(self) -> str:
        return reverse("tasks:supervision", args=[self.place.pk])

    def title(self) -> str:
        name, unit = self.place.criteria_set.short_name.upper(), self.place.unit.full_name.upper()
        return f"LÃNH ĐẠO PHỤ TRÁCH TIÊU CHÍ {name} NĂM {self.place.year} CỦA {unit}"

    def prepare(self) -> None:
        self.lines = criterion_leaders(self.place)
        self.by_number = {line.criterion.number: line for line in self.lines}
        self.names = {number: line.criterion.name for number, line in self.by_number.items()}
        self.eligible = eligible_leaders(self.access, self.place)
        self.leaders = KnownAssignees()
        for person in () if self.is_out else self.eligible:
            self.leaders.add_person(person)

    def parted(self, rows: FileRows) -> FileRows:
        """A list by person (`Trần Thị Tâm | 1, 2, 3`) as one by criterion: all who direct
        one are put into the row of its first."""
        rows = list(rows)
        names = [column.name for column in self.given]
        if not {"criterion", "leaders"} <= {*names}:
            return rows
        at, to = names.index("criterion"), names.index("leaders")
        if not any(several_criteria(cells[at]) for _, cells in rows):
            return rows
        found: dict[Any, tuple[int, list[Any]]] = {}
        for number, cells in rows:
            for one in several_criteria(cells[at]) or [cells[at]]:
                key = criterion_meant(str(one), self.names) or (number, str(one))
                if key in found:
                    first = found[key][1]
                    first[to] = _both(first[to], cells[to])
                else:
                    found[key] = number, [*cells[:at], one, *cells[at + 1 :]]
        return found.values()

    def offers(self) -> dict[str, list[str]]:
        return {"criterion": [*map(str, self.by_number)], "leaders": self.leaders.offered}

    def rows(self, query: Mapping[str, str]) -> Iterable[CriterionLeaders]:
        return self.lines

    def identity(self, row: CriterionLeaders) -> tuple[int, int]:
        return self.place.pk, row.criterion.pk

    def _line(self, cells: Mapping[str, str]) -> CriterionLeaders | None:
        return self.by_number.get(criterion_meant(cells["criterion"], self.names))

    def key(self, cells: Mapping[str, str]) -> Any:
        line = self._line(cells)
        return line.criterion.pk if line else None

    def label(self, cells: Mapping[str, str]) -> str:
        line = self._line(cells)
        return line.criterion.numbered if line else cells["criterion"]

    def find(self, cells: Mapping[str, str]) -> CriterionLeaders:
        if (line := self._line(cells)) is None:
            last = self.lines[-1].criterion.number if self.lines else 0
            raise no_criterion(cells["criterion"], last=last)
        return self.sure(cells, line)

    def state(self, row: CriterionLeaders) -> dict[str, Any]:
        return {
            "criterion": row.criterion.number,
            "name": row.criterion.name,
            "leaders": tuple(map(str, row.leaders)),
            "check": row.warning,
        }

    def read(self, cells: Mapping[str, str], row: CriterionLeaders | None) -> dict[str, Any]:
        assert row is not None
        found: list[Official] = []
        for name, leader in self.leaders.read(cells["leaders"]):
            if leader is None:
                self.faults.append(self._unclear(name))
            else:
                found.append(leader)
        self.faults.settle()
        form = SupervisionForm(
            {"officials": [one.pk for one in found]}, offered={"officials": self.eligible}
        )
        errors_of(form)
        self.named = sorted(set(found), key=lambda one: (one.name_key, one.pk))
        return {"criterion": row.criterion.number, "leaders": tuple(map(str, self.named))}

    def _unclear(self, name: str) -> CellError:
        if several := self.leaders.all_named(name):
            names = "; ".join(map(str, several))
            return CellError("leaders", f"Có nhiều lãnh đạo tên “{name}”.", f"Ghi rõ: {names}.")
        return CellError(
            "leaders",
            f"“{name}” không có trong danh sách lãnh đạo.",
            "Ghi đúng họ và tên, hoặc thêm chức vụ lãnh đạo trước.",
        )

    def warning(self, row: CriterionLeaders, values: Mapping[str, Any]) -> str:
        return rules.leaders_warning(values["leaders"])

    def change(self, row: CriterionLeaders, values: Mapping[str, Any]) -> None:
        set_supervision(
            by=self.access,
            assessment=self.place,
            criterion=row.criterion,
            officials=self.named,
            seen_version=version_of_set(leader.pk for leader in row.leaders),
        )


KIND = register(
    ListKind(
        "phan-cong",
        "Lãnh đạo phụ trách",
        "phân công phụ trách",
        SupervisionResource,
        notes=(
            "Mỗi tiêu chí một dòng, hoặc mỗi người một dòng với các tiêu chí người ấy phụ trách "
            "(1, 2, 3); tiêu chí không có trong tệp giữ nguyên người phụ trách.",
        ),
    )
)
