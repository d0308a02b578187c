"""The organisations of a unit and of those below it."""

from collections.abc import Iterable, Mapping
from typing import Any

from ntm_project.common.forms import CrispyModelForm, VietnameseMeta
from ntm_project.common.text import fold
from villages import rules, services
from villages.access import Access
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames, errors_of
from villages.models import Body, Unit
from villages.resources.shared import OfUnit, one_a_line

_FIELDS = ("name", "short_names", "is_subordinate", "order", "note")


class BodyForm(CrispyModelForm):
    """The fields of a body, with the limits of its model."""

    class Meta(VietnameseMeta):
        model = Body
        fields = _FIELDS


class BodyResource(CodedResource, OfUnit):
    """Known by its code, else by unit and name; without a unit it is one of the list's own."""

    columns = (
        Column(
            "name",
            "Tên tổ chức",
            is_needed=True,
            also=("Tổ chức", "Tên", "Tên cơ quan", "Cơ quan", "Tên đơn vị, tổ chức", "Bộ phận",
                  "Tên bộ phận", "Tổ chức, bộ phận", "Ban, ngành, đoàn thể", "Đơn vị, tổ chức",
                  "Cơ quan, tổ chức", "Tên cơ quan, tổ chức", "Tên cơ quan, đơn vị"),
            example=("Hội Nông dân xã", "Trạm Y tế xã", "Ban phát triển thôn"),
            width=40,
        ),
        Column(
            "unit",
            "Đơn vị",
            also=("Thuộc đơn vị", "Xã, thôn", "Thôn", "Địa bàn"),
            note="Xã hoặc thôn mà tổ chức thuộc về. Để trống là của đơn vị đang nhập.",
            example=("", "", "thôn Thắng Lợi"),
            width=24,
        ),
        Column(
            "short_names",
            "Tên gọi khác",
            also=("Tên viết tắt", "Viết tắt", "Tên thường gọi", "Tên khác"),
            note="Nhiều tên thì cách nhau bằng dấu chấm phẩy.",
            example=("HND xã; Hội ND", "TYT", ""),
            width=24,
        ),
        Column(
            "is_subordinate",
            "Trực thuộc UBND",
            Holds.MARK,
            also=("Thuộc UBND", "Trực thuộc"),
            example=("", True, ""),
            choices=("x",),
            width=12,
        ),
        Column("order", "Thứ tự", Holds.NUMBER, also=("Số thứ tự in",), example=(1, 2, 3), width=8,
               looks="count"),
        Column("note", "Ghi chú", width=30),
        CODE,
    )  # fmt: skip
    place: Unit

    @classmethod
    def deny(cls, access: Access, place: Unit) -> str:
        return rules.deny_administer(access, place)

    def title(self) -> str:
        return f"DANH SÁCH TỔ CHỨC CỦA {self.place.full_name.upper()}"

    def prepare(self) -> None:
        units = Unit.objects.under(self.place).select_related("parent")
        self.units = UnitNames(units, self.place)
        self.bodies = {(row.unit_id, fold(row.name)): row for row in self.rows({})}

    def stored(self) -> Iterable[Body]:
        return self.bodies.values()

    def offers(self) -> dict[str, list[str]]:
        return {"unit": self.units.offered()}

    def rows(self, query: Mapping[str, str]) -> Iterable[Body]:
        rows = Body.objects.filter(unit__path__below=self.place.path).select_related("unit__parent")
        return rows.order_by("unit__path", "order", "name", "pk")

    def key(self, cells: Mapping[str, str]) -> Any:
        return (fold(cells.get("unit", "")), fold(cells["name"])) if cells["name"] else None

    def find(self, cells: Mapping[str, str]) -> Body | None:
        return self.coded(cells) or self.bodies.get(
            (self.units.of_row(cells).pk, fold(cells["name"]))
        )

    def state(self, row: Body) -> dict[str, Any]:
        unit = "" if row.unit_id == self.place.pk else row.unit.full_name
        names = "; ".join(row.short_names.splitlines())
        known = {name: getattr(row, name) for name in _FIELDS}
        return known | {"unit": unit, "short_names": names, "order": row.order or None}

    def read(self, cells: Mapping[str, str], row: Body | None) -> dict[str, Any]:
        unit = self.place
        with self.faults:
            unit = self.units.of_row(cells)
        typed = {**cells, "short_names": one_a_line(cells.get("short_names", "")),
                 "order": cells.get("order") or "0"}  # fmt: skip
        form = BodyForm(typed)
        with self.faults:
            errors_of(form)
        self.faults.settle()
        values = {name: form.cleaned_data[name] for name in _FIELDS if name in cells}
        if row is not None and fold(row.name) == fold(cells["name"]):
            values["name"] = row.name  # the key: another case or spacing renames nothing
        if "short_names" in values:
            values["short_names"] = "; ".join(values["short_names"].splitlines())
        if "order" in values:
            values["order"] = values["order"] or None
        is_own = unit.pk == self.place.pk
        return values | ({"unit": "" if is_own else unit.full_name} if "unit" in cells else {})

    def create(self, values: Mapping[str, Any]) -> Body:
        fields = _stored(values)
        words = values.get("unit") or ""
        unit = self.units.named(words, "unit") if words else self.place
        body = services.create_body(by=self.access, unit=unit, **fields)
        self.bodies[unit.pk, fold(body.name)] = body
        return body

    def change(self, row: Body, values: Mapping[str, Any]) -> None:
        if "unit" in values:
            raise CellError("unit", "Chuyển tổ chức sang đơn vị khác không làm bằng tệp.",
                            "Thêm tổ chức ở đơn vị mới.")  # fmt: skip
        services.edit_body(by=self.access, body=row, fields=_stored(values))


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the row stores them."""
    fields = {name: value for name, value in values.items() if name != "unit"}
    if "short_names" in fields:
        fields["short_names"] = one_a_line(fields["short_names"])
    if "order" in fields:
        fields["order"] = fields["order"] or 0
    return fields


KIND = register(ListKind("to-chuc", "Tổ chức", "tổ chức", BodyResource))
