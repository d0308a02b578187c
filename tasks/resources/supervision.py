"""The leaders who direct the criteria of an assessment, one criterion a row."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from criteria.models import Assessment
from criteria.naming import criterion_meant
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
from villages.models import Official


class SupervisionResource(CodedResource):
    """Known by the criterion's number, else by its name; nothing is added or removed."""

    columns = (
        Column("criterion", "Tiêu chí", is_needed=True, width=10, looks="count",
               also=("Tiêu chí số", "Số tiêu chí", "Tên tiêu chí", "Tiêu chí NTM", "TC",
                     "Tiêu chí phụ trách"),
               note="Số tiêu chí trong bộ, ví dụ 6, hoặc tên tiêu chí.", example=("6", "15", "17")),
        Column("name", "Nội dung", width=40, is_only_out=True),
        Column("leaders", "Lãnh đạo phụ trách", is_needed=True, width=40,
               also=("Người phụ trách", "Lãnh đạo", "Phụ trách", "Lãnh đạo phụ trách tiêu chí",
                     "Đồng chí phụ trách", "Đ/c phụ trách", "Phân công phụ trách",
                     "Lãnh đạo chỉ đạo", "Thành viên phụ trách", "Thành viên BCĐ phụ trách"),
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
        return Assessment.objects.visible_to(access).select_related("unit", "criteria_set")

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
        return f"{line.criterion.number}. {line.criterion.name}" if line else cells["criterion"]

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
        form = SupervisionForm({"officials": [one.pk for one in found]}, leaders=self.eligible)
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
        notes=("Mỗi tiêu chí một dòng; tiêu chí không có dòng giữ nguyên người phụ trách.",),
    )
)
