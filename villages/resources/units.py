"""The units below a unit, with what they came from."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from ntm_project.common.forms import CrispyModelForm, VietnameseMeta
from ntm_project.common.text import clean_line, fold
from villages import rules, services
from villages.access import Access
from villages.changes.movers import deny_leave_open, stays_behind
from villages.enums import LineageKind, Region, UnitLevel
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds, is_same_day, shown
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames, coded, errors_of, meant, refuse_ended
from villages.models import Lineage, Unit
from villages.nouns import COMMUNES, VILLAGES, split_noun
from villages.resources.shared import OfUnit

_FIELDS = ("name", "noun", "level", "code", "region", "commune_group", "order", "valid_from",
           "valid_to", "note")  # fmt: skip
_ACROSS = ("valid_from", "valid_to", "commune_group")  # what is judged with other fields
_DAYS = frozenset({"valid_from", "valid_to"})
_HISTORY = ("origins", "origin_kind", "origin_on", "origin_act")


_PROVINCE = re.compile(r"^(?:tinh|thanh pho|tp)\.? ")


class UnitForm(CrispyModelForm):
    """The fields of a unit, with the limits of its model."""

    places = {
        "unit_valid_dates_in_order": "valid_to",
        "unit_commune_group_1_to_3": "commune_group",
        "unit_only_province_has_no_parent": "level",
    }

    class Meta(VietnameseMeta):
        model = Unit
        fields = _FIELDS


class LineageForm(CrispyModelForm):
    """What a unit came from: how, when, by which act."""

    class Meta(VietnameseMeta):
        model = Lineage
        fields = ("kind", "happened_on", "act")


class UnitResource(CodedResource, OfUnit):
    """Known by the code of its row, by that of the state, else by the unit above and its name."""

    columns = (
        Column("name", "Tên đơn vị", is_needed=True, width=28,
               also=("Tên", "Đơn vị", "Thôn", "Tên thôn", "Xã", "Tên xã", "Tên đơn vị hành chính",
                     "Thôn, bản", "Tên thôn, tổ dân phố", "Đơn vị hành chính"),
               example=("Thắng Lợi", "Mai Hạ", "Đông Mai")),
        Column("noun", "Danh xưng", width=12, also=("Loại hình", "Loại đơn vị"),
               note="thôn, xóm, bản, ấp, tổ dân phố, xã, phường, đặc khu…",
               choices=("thôn", "xóm", "bản", "ấp", "tổ dân phố", "xã", "phường", "đặc khu"),
               example=("thôn", "thôn", "thôn")),
        Column("level", "Cấp", width=10, also=("Cấp hành chính",),
               note="Để trống là cấp ngay dưới đơn vị đang nhập.",
               choices=tuple(UnitLevel.labels), example=("Thôn", "Thôn", "Thôn")),
        Column("parent", "Đơn vị cấp trên", dash_is_none=True, width=22,
               also=("Trực thuộc", "Thuộc xã", "Cấp trên", "Thuộc đơn vị"),
               note="Để trống là đơn vị đang nhập.", example=("", "", "")),
        Column("code", "Mã hành chính", dash_is_none=True,
               width=14, also=("Mã đơn vị", "Mã ĐVHC", "Mã số", "Mã"),
               example=("", "", "")),
        Column("region", "Vùng", dash_is_none=True, width=22, choices=tuple(Region.labels)),
        Column("commune_group", "Nhóm xã", Holds.NUMBER, width=10, looks="count",
               note="1, 2 hoặc 3 theo QĐ 51/2025/QĐ-TTg; chỉ cho cấp xã."),
        Column("order", "Thứ tự", Holds.NUMBER, width=8, looks="count", example=(1, 2, 3)),
        Column("valid_from", "Có từ ngày", Holds.DAY, width=13, also=("Từ ngày", "Ngày thành lập")),
        Column("valid_to", "Đến ngày", Holds.DAY, width=13, also=("Ngày kết thúc",)),
        Column("note", "Ghi chú", width=26),
        Column("origins", "Hình thành từ", dash_is_none=True,
               width=30, also=("Đơn vị cũ", "Sáp nhập từ"),
               note="Các đơn vị cũ, cách nhau bằng dấu chấm phẩy; các đơn vị ấy kết thúc ngay "
               "trước ngày có hiệu lực."),
        Column("origin_kind", "Hình thức", dash_is_none=True,
               width=13, choices=tuple(LineageKind.labels)),
        Column("origin_on", "Ngày có hiệu lực", Holds.DAY, width=13,
               also=("Ngày sắp xếp", "Ngày sáp nhập", "Hiệu lực từ ngày")),
        Column("origin_act", "Văn bản", width=30, also=("Nghị quyết", "Quyết định")),
        CODE,
        Column("province", "Tỉnh", is_only_in=True,
               also=("Tỉnh, thành phố", "Thuộc tỉnh", "Tỉnh/thành"),
               note="Chỉ để đối chiếu với tỉnh của danh sách."),
    )  # fmt: skip
    places_of = UnitForm.places
    place: Unit

    @classmethod
    def deny(cls, access: Access, place: Unit) -> str:
        if place.is_village:
            return "Thôn không có đơn vị trực thuộc."
        return rules.deny_administer(access, place)

    def title(self) -> str:
        return f"DANH SÁCH ĐƠN VỊ TRỰC THUỘC {self.place.full_name.upper()}"

    def prepare(self) -> None:
        rows = Unit.objects.under(self.place).select_related("parent")
        units = list(rows.prefetch_related("successions__successor"))
        self.names = UnitNames(units, self.place)
        above = self.place.ancestor_ids
        self.province = Unit.objects.get(pk=above[0]) if above else self.place
        self._made: dict[int, int] = {}  # of each unit of this file, its row
        self.lineages: dict[int, list[Lineage]] = {}
        known = Lineage.objects.filter(successor__path__below=self.place.path)
        for row in known.select_related("predecessor").order_by("happened_on", "pk"):
            self.lineages.setdefault(row.successor_id, []).append(row)
        self.known: dict[tuple[int | None, str], list[Unit]] = {}
        for unit in units:
            self._add(unit)

    def _add(self, unit: Unit) -> None:
        self.known.setdefault((unit.parent_id, fold(unit.name)), []).append(unit)

    def offers(self) -> dict[str, list[str]]:
        return dict.fromkeys(("parent", "origins"), self.names.offered())

    def rows(self, query: Mapping[str, str]) -> Iterable[Unit]:
        rows = Unit.objects.under(self.place).exclude(pk=self.place.pk).select_related("parent")
        return rows.order_by("path", "pk")

    def _parent(self, cells: Mapping[str, str]) -> Unit:
        words = cells.get("parent", "")
        return self.names.named(words, "parent") if words else self.place

    def _named(self, cells: Mapping[str, str], parent: Unit) -> tuple[str, str]:
        """Noun and name; a unit that is known by the whole of the words has no noun in them, nor
        has one with another noun in its own cell: `thôn | Làng Mới`."""
        words, typed = cells["name"], cells.get("noun", "")
        noun, name = split_noun(words, (*VILLAGES, *COMMUNES))
        is_whole = typed and fold(typed) != fold(noun)
        if is_whole or (parent.pk, fold(words)) in self.known:
            return "", words
        return noun, name

    def key(self, cells: Mapping[str, str]) -> Any:
        names = [fold(cells.get(name, "")) for name in ("parent", "noun", "name", "valid_to")]
        return tuple(names) if cells["name"] else None

    def _refuse_other_province(self, words: str) -> None:
        bare = _PROVINCE.sub("", fold(words))
        if words and bare != _PROVINCE.sub("", fold(str(self.province))):
            is_near = meant(bare, [self.province.name])
            remedy = "Có phải “{}”?" if is_near else "Danh sách này của {}; sửa ô, hoặc bỏ dòng."
            raise CellError("province", f"“{words}” không phải tỉnh của danh sách này.",
                            remedy.format(self.province))  # fmt: skip

    def find(self, cells: Mapping[str, str]) -> Unit | None:
        self._refuse_other_province(cells.get("province", ""))
        if (row := self.coded(cells)) is not None:
            return row
        parent = self._parent(cells)
        noun, name = self._named(cells, parent)
        found = self.known.get((parent.pk, fold(name)), [])
        noun = noun or cells.get("noun", "")
        if noun:
            found = [unit for unit in found if fold(unit.noun) == fold(noun)]
        if code := cells.get("code"):
            found = self._of_code(code) or found
        if len(found) > 1:
            days = "valid_from", "valid_to"
            alike = [
                unit
                for unit in found
                if all(is_same_day(cells.get(name, ""), getattr(unit, name)) for name in days)
            ]
            found = alike or [unit for unit in found if unit.valid_to is None]
        if found and not cells.get("valid_to"):
            refuse_ended(found[0], "name")  # what is recorded of it is its history
        return found[0] if found else None

    def _of_code(self, code: str) -> list[Unit]:
        """Who has the code, in small or large letters; twice in one file it is a mistake."""
        every = (unit for units in self.known.values() for unit in units)
        found = [u for u in every if u.code.casefold() == code.casefold() and u.valid_to is None]
        if found and (line := self._made.get(found[0].pk)):
            raise CellError("code", f"Trùng mã hành chính với dòng {line}.", "Sửa một trong hai.")
        return found

    def state(self, row: Unit) -> dict[str, Any]:
        known = {name: getattr(row, name) for name in _FIELDS}
        above = row.parent
        origins = self.lineages.get(row.pk, [])
        first = origins[0] if origins else None
        return known | {
            "level": row.get_level_display(),
            "region": row.get_region_display(),
            "order": row.order or None,
            "parent": "" if above is None or above.pk == self.place.pk else above.full_name,
            "origins": tuple(one.predecessor.full_name for one in origins),
            "origin_kind": first.get_kind_display() if first else "",
            "origin_on": first.happened_on if first else None,
            "origin_act": first.act if first else "",
        }

    def read(self, cells: Mapping[str, str], row: Unit | None) -> dict[str, Any]:
        parent, level, region = self.place, "", ""
        with self.faults:
            parent = self._parent(cells)
        noun, name = self._named(cells, parent)
        with self.faults:
            level = coded(UnitLevel, cells.get("level", ""), "level")
        with self.faults:
            region = coded(Region, cells.get("region", ""), "region")
        level = level or (row.level if row else _below(parent))
        form = UnitForm(self._typed_form(cells, row, (noun, name), level) | {"region": region})
        with self.faults:
            if row is None and (parent != self.place or not cells.get("parent")):
                _check_level(Unit(parent=parent, level=level))
        history: dict[str, Any] = {}
        with self.faults:
            errors_of(form)
        with self.faults:
            history = self._history(cells, row)
        self.faults.settle()
        data = form.cleaned_data
        values = {name: data[name] for name in _FIELDS if name in cells or name in ("name", "noun")}
        if row is not None and fold(row.name) == fold(name):
            values["name"] = row.name
        if row is not None and row.code.casefold() == values.get("code", "").casefold():
            values |= {"code": row.code} if "code" in values else {}
        if "level" in cells or row is None:
            values["level"] = UnitLevel(level).label
        if "region" in cells:
            values["region"] = Region(data["region"]).label if data["region"] else ""
        if "order" in cells:
            values["order"] = data["order"] or None
        if "parent" in cells:
            values["parent"] = "" if parent.pk == self.place.pk else parent.full_name
        self._keep_days(row, values)
        return values | history

    def _keep_days(self, row: Unit | None, values: dict[str, Any]) -> None:
        """The day of an act of merger or split stays: an empty cell takes none out."""
        if row is None:
            return
        acts = self.lineages.get(row.pk, []), row.successions.all()
        for name in values.keys() & _DAYS:
            if reason := rules.deny_redate(row, *acts, {name: values[name]}):
                if values[name] is not None:
                    raise CellError(name, reason, "Ghi đúng ngày ấy, hoặc để trống ô này.")
                del values[name]

    def _typed_form(
        self, cells: Mapping[str, str], row: Unit | None, named: tuple[str, str], level: str
    ) -> dict[str, str]:
        """What the unit's form gets; what is judged with a cell stays where the file has none."""
        noun, name = named
        return {
            **({n: shown(getattr(row, n)) for n in _ACROSS} if row else {}),
            **cells,
            "name": name,
            "noun": cells.get("noun") or noun or (row.noun if row else _usual(level)),
            "level": level,
            "order": cells.get("order") or "0",
        }

    def _history(self, cells: Mapping[str, str], row: Unit | None) -> dict[str, Any]:
        """What the unit came from, as the cells give it; what is known of it may lie elsewhere."""
        rows = self.lineages.get(row.pk, []) if row else []
        stood = {fold(one.predecessor.full_name): one.predecessor for one in rows}
        words = [clean_line(part) for part in cells.get("origins", "").split(";")]
        units = [stood.get(fold(one)) or self.names.named(one, "origins") for one in words if one]
        kind = coded(LineageKind, cells.get("origin_kind", ""), "origin_kind")
        form = LineageForm(
            {
                "kind": kind,
                "happened_on": cells.get("origin_on", ""),
                "act": cells.get("origin_act", ""),
            }
        )
        if units and not form.is_valid():
            names = {"kind": "origin_kind", "happened_on": "origin_on", "act": "origin_act"}
            raise ValidationError({names[n]: list(e) for n, e in form.errors.items()})
        data = form.cleaned_data if form.is_valid() else {}
        given: dict[str, Any] = {
            "origins": tuple(unit.full_name for unit in units),
            "origin_kind": LineageKind(kind).label if kind else "",
            "origin_on": data.get("happened_on"),
            "origin_act": data.get("act", ""),
        }
        return {name: value for name, value in given.items() if name in cells}

    def warning(self, row: Unit | None, values: Mapping[str, Any]) -> str:
        until = values.get("valid_to")
        if row is None or until is None or row.valid_to:
            return ""
        return stays_behind(row, until)

    def create(self, values: Mapping[str, Any]) -> Unit:
        parent = self._parent({"parent": values.get("parent") or ""})
        fields = _stored(values)
        if fields["level"] == UnitLevel.VILLAGE and not fields.get("region"):
            fields["region"] = parent.region
        unit = services.create_unit(by=self.access, parent=parent, **fields)
        self.names.add(unit)
        self._add(unit)
        self._made[unit.pk] = self.outcomes[-1].number
        self._succeed(unit, values)
        return unit

    def change(self, row: Unit, values: Mapping[str, Any]) -> None:
        if "parent" in values:
            raise CellError("parent", "Chuyển đơn vị sang cấp trên khác không làm bằng tệp.",
                            "Dùng trang quản trị đơn vị.")  # fmt: skip
        if fields := _stored(values):
            services.edit_unit(by=self.access, unit=row, fields=fields)
        if values.keys() & set(_HISTORY):
            self._succeed(row, values)

    def _succeed(self, unit: Unit, values: Mapping[str, Any]) -> None:
        """Write a history that was not there; one that is there stays as it is."""
        if not values.get("origins"):
            return
        if unit.pk in self.lineages:
            raise CellError("origins", "Đơn vị đã có lịch sử hình thành trong sổ.",
                            "Ghi nhầm thì sắp xếp tiếp theo văn bản đính chính.")  # fmt: skip
        olds = [self.names.named(name, "origins") for name in values["origins"]]
        if reason := deny_leave_open(olds, values["origin_on"]):
            remedy = "Dùng trang “Sắp xếp đơn vị”: người và việc đi theo."
            raise CellError("origins", reason, remedy)
        self.lineages[unit.pk] = services.succeed(
            by=self.access,
            predecessors=olds,
            successor=unit,
            kind=LineageKind(coded(LineageKind, values["origin_kind"], "origin_kind")),
            happened_on=values["origin_on"],
            act=values["origin_act"],
        )


def _check_level(unit: Unit) -> None:
    unit.clean()
    others = {field.name for field in Unit._meta.fields} - {"parent", "level"}
    unit.validate_constraints(exclude=others)


def _below(parent: Unit) -> str:
    """The level next below: no commune stands without its own district any more."""
    below = {UnitLevel.PROVINCE: UnitLevel.COMMUNE, UnitLevel.DISTRICT: UnitLevel.COMMUNE}
    return below.get(UnitLevel(parent.level), UnitLevel.VILLAGE)


def _usual(level: str) -> str:
    return {"village": "thôn", "commune": "xã", "district": "huyện"}.get(level, "tỉnh")


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    fields = {name: value for name, value in values.items() if name in _FIELDS}
    if "level" in fields:
        fields["level"] = coded(UnitLevel, fields["level"], "level")
    if "region" in fields:
        fields["region"] = coded(Region, fields["region"] or "", "region")
    if "order" in fields:
        fields["order"] = fields["order"] or 0
    return fields


KIND = register(ListKind("don-vi", "Đơn vị", "đơn vị", UnitResource))
