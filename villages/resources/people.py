"""The officials of a unit and of those below it, each row with one posting."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from ntm_project.common.lists import in_order
from ntm_project.common.text import fold
from villages import rules, services
from villages.access import Access
from villages.checking_people import usernames_for
from villages.enums import Role
from villages.forms import NewOfficialForm, OfficialFilter, OfficialForm, PostingForm
from villages.handover.queries import ending_cautions
from villages.honorifics import split_honorifics
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column, Holds, shown
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register
from villages.imports.names import UnitNames, errors_of, refuse_ended
from villages.imports.rows import RowOutcome, Unread
from villages.models import Body, Official, Posting, Unit
from villages.pasting_people import role_named, role_of_office
from villages.resources.holders import Holders
from villages.resources.shared import OfUnit, one_a_line
from villages.resources.whole_names import PARTS, whole_names
from villages.titles import is_same_title
from villages.village_offices import is_of_village, villages_in

_OF_PERSON = ("full_name", "username", "aliases", "phone", "email")
_OF_POSTING = ("title", "unit", "body", "role", "starts_on", "ends_on", "is_main")
_GIVEN_ONCE = ("aliases", "phone", "email")  # in one row of several of a person
_NO_ZERO = re.compile(r"\A[35789]\d{8}\Z")  # a mobile number that Excel took for a number


@dataclass
class Office:
    """A person with one of the postings; None for a person without one."""

    official: Official
    posting: Posting | None


class PeopleResource(CodedResource, OfUnit):
    """A posting is known by its code; else a person by the sign-in name or the name, and the
    posting by unit and role."""

    columns = (
        Column("full_name", "Họ và tên", is_needed=True, width=26,
               also=("Họ tên", "Tên", "Cán bộ", "Họ và tên cán bộ", "Họ tên cán bộ", "Đồng chí",
                     "Họ, tên", "Tên cán bộ"),
               example=("Nguyễn Thị Lan", "Trần Văn Bình", "Đặng Thị Hiền")),
        Column("title", "Chức vụ", is_needed=True, width=26,
               also=("Chức danh", "Chức vụ, đơn vị công tác", "Chức vụ hiện tại"),
               example=("Công chức Văn phòng – Thống kê", "Trưởng thôn", "Phó Chủ tịch UBND xã")),
        Column("unit", "Đơn vị", dash_is_none=True,
               width=20, also=("Xã, thôn", "Thôn", "Địa bàn", "Đơn vị công tác"),
               note="Xã hoặc thôn. Để trống là đơn vị đang nhập.",
               example=("", "thôn Thắng Lợi", "")),
        Column("body", "Tổ chức, bộ phận", dash_is_none=True, width=24,
               also=("Tổ chức", "Bộ phận", "Cơ quan", "Phòng"),
               example=("", "Ban phát triển thôn", "")),
        Column("role", "Vai trò", dash_is_none=True,
               width=22, also=("Vai trò trong hệ thống", "Quyền", "Nhóm quyền"),
               note="Quyết định quyền trong chương trình. Chức vụ mới để trống thì suy ra từ "
               "tên chức vụ, không rõ là Công chức chuyên môn; người của thôn là Ban phát triển "
               "thôn.",
               choices=tuple(Role.labels),
               example=("Thường trực NTM", "", "Phó Chủ tịch UBND")),
        Column("starts_on", "Từ ngày", Holds.DAY, width=13,
               also=("Ngày giữ chức vụ", "Ngày bổ nhiệm")),
        Column("ends_on", "Đến ngày", Holds.DAY, width=13, also=("Ngày thôi", "Ngày kết thúc")),
        Column("is_main", "Chức vụ chính", Holds.MARK, width=11, choices=("x",)),
        Column("phone", "Điện thoại", dash_is_none=True,
               width=15, also=("Số điện thoại", "SĐT", "ĐT", "Di động"),
               note="Ghi dạng chữ để giữ số 0 ở đầu.",
               example=("0912 345 678", "", "")),
        Column("email", "Thư điện tử", dash_is_none=True,
               width=24, also=("Email", "E-mail", "Hộp thư")),
        Column("username", "Tên đăng nhập", width=18, also=("Tài khoản", "Username"),
               note="Để trống thì chương trình đặt, viết liền không dấu."),
        Column("aliases", "Cách gọi khác", width=20,
               note="Nhiều cách gọi thì cách nhau bằng dấu chấm phẩy."),
        CODE,
        *PARTS,
    )  # fmt: skip
    places_of = PostingForm.places
    place: Unit

    @classmethod
    def deny(cls, access: Access, place: Unit) -> str:
        return rules.deny_edit_postings(access, place)

    def back(self) -> str:
        return reverse("villages:officials")

    def title(self) -> str:
        return f"DANH SÁCH CÁN BỘ CỦA {self.place.full_name.upper()}"

    def prepare(self) -> None:
        rows = Unit.objects.under(self.place).select_related("parent")
        units = list(rows.prefetch_related("successions__successor"))
        self.units = UnitNames(units, self.place)
        self.by_key = {unit.pk: unit for unit in units}
        bodies = Body.objects.filter(unit__path__below=self.place.path).select_related("unit")
        self.bodies: dict[str, list[Body]] = {}
        going_first = F("unit__valid_to").desc(nulls_first=True)
        for body in bodies.order_by(going_first, "unit__path", "pk"):
            for name in {body.name, *body.short_names.splitlines()}:
                self.bodies.setdefault(fold(name), []).append(body)
        self.holders = Holders(self.place, self.access.on)

    def offers(self) -> dict[str, list[str]]:
        bodies = {body.name: body for found in self.bodies.values() for body in found}
        return {"unit": self.units.offered(), "body": [*bodies]}

    def run(
        self,
        given: Sequence[Column],
        rows: Iterable[tuple[int, Sequence[Any]]],
        look: Callable[[int], None] = lambda done: None,
    ) -> list[RowOutcome]:
        given, rows, self._written = whole_names(given, rows)
        self._filled: dict[tuple[str, str], set[str]] = {}
        for _, row in rows:
            pairs = zip(given, row, strict=False)
            cells = {c.name: c.typed("" if isinstance(v, Unread) else v) for c, v in pairs}
            filled = self._filled.setdefault(_who(cells), set())
            filled.update(name for name in _GIVEN_ONCE if cells.get(name))
        return super().run(given, rows, look)

    def rows(self, query: Mapping[str, str]) -> Iterator[Office]:
        form = OfficialFilter(query, access=self.access)
        people = in_order(form.found(self.access, self.place), query, form.SORTS)
        for official in people:
            for posting in official.offices:
                if posting.unit.path.startswith(self.place.path):
                    yield Office(official, posting)

    def stored(self) -> Iterator[Office]:
        return (Office(posting.official, posting) for posting in self.holders.every())

    def identity(self, row: Office) -> tuple[Any, ...]:
        return row.official.pk, row.posting.pk if row.posting else 0

    def _unit(self, cells: Mapping[str, str], held: Iterable[Posting] = ()) -> Unit:
        """The unit that the row names, or its body, the heading above it, or its office give.

        An office of a village is of no commune, unless the person holds it so (`held`) already.
        """
        self._unit_from = ""
        body = None if cells.get("unit") else self._body(cells, None)
        if body is not None:
            return body.unit
        unit, title = self.units.of_row(cells), cells.get("title", "")
        at, heading = self.around.heading_above(self.outcomes[-1].number)
        if not cells.get("unit") and (headed := self.units.known(heading)):
            self._unit_from, unit = f"dòng tên mục {at}", headed
        if unit.is_village or not is_of_village(title):
            return unit
        known = {p.unit for p in held if p.ends_on is None and is_same_title(p.title, title)}
        if len(known) == 1:
            return known.pop()
        for words in villages_in(title):
            self._unit_from = "chức vụ"
            return self.units.named(words, "title")
        raise CellError("unit", f"“{title}” là chức vụ của thôn, dòng này chưa ghi thôn nào.",
                        "Ghi tên thôn ở cột Đơn vị, hoặc ngay sau chức vụ (“Trưởng thôn Đông "
                        "Hưng”).")  # fmt: skip

    def _body(self, cells: Mapping[str, str], unit: Unit | None) -> Body | None:
        if not (words := cells.get("body", "")):
            return None
        found = [b for b in self.bodies.get(fold(words), []) if unit is None or b.unit == unit]
        if not found:
            raise CellError("body", f"Chưa có tổ chức “{words}” trong sổ.",
                            "Sửa tên, hoặc nhập danh sách tổ chức trước; thôn thì ghi ở cột "
                            "Đơn vị.")  # fmt: skip
        own = [body for body in found if body.unit_id == self.place.pk]
        return (own or found)[0]

    def _role(self, cells: Mapping[str, str], unit: Unit) -> Role:
        if not (words := cells.get("role", "")):
            return role_of_office(cells.get("title", ""), is_village=unit.is_village)
        if (role := role_named(words)) is None:
            allowed = "; ".join(Role.labels)
            raise CellError("role", f"Không có vai trò “{words}”.", f"Ghi một trong: {allowed}.")
        return role

    def key(self, cells: Mapping[str, str]) -> Any:
        names = ("full_name", "username", "unit", "role", "title", "starts_on")
        return tuple(fold(cells.get(name, "")) for name in names) if cells["full_name"] else None

    def find(self, cells: Mapping[str, str]) -> Office | None:
        if (row := self.coded(cells)) is not None:
            return row
        person = self.holders.person(cells)
        if person is None:
            return None
        with self.faults:
            return Office(person, self._held(cells, person))
        return Office(person, None)

    def _held(self, cells: Mapping[str, str], person: Official) -> Posting | None:
        unit = self._unit(cells, self.holders.offices.get(person.pk, ()))
        return self.holders.posting(cells, person, unit, self._role(cells, unit))

    def state(self, row: Office) -> dict[str, Any]:
        person, posting = row.official, row.posting
        known = {name: getattr(person, name) for name in _OF_PERSON}
        known["aliases"] = "; ".join(person.aliases.splitlines())
        if posting is None:
            return known
        return known | {
            "title": posting.title,
            "unit": "" if posting.unit_id == self.place.pk else posting.unit.full_name,
            "body": posting.body.name if posting.body else "",
            "role": posting.get_role_display(),
            "starts_on": posting.starts_on,
            "ends_on": posting.ends_on,
            "is_main": posting.is_main,
        }

    def read(self, cells: Mapping[str, str], row: Office | None) -> dict[str, Any]:
        # What another row gives, an empty cell does not wipe.
        filled = self._filled.get(_who(cells), set())
        cells = {name: words for name, words in cells.items() if words or name not in filled}
        person, held = self._person_form(cells, row), row.posting if row else None
        with self.faults:
            errors_of(person)
        office = self._posting_form(cells, row)
        with self.faults:
            errors_of(office)
        if self.faults and row is None:  # a row without faults learns it as it is written
            with self.faults:
                Official(username=cells.get("username", "")).validate_unique(exclude={"id"})
        self.faults.settle()
        self._office = office.values() | {"note": held.note if held else ""}
        self._is_assumed = held is None and not cells.get("role")
        is_known = cells.get("username") or cells.get(CODE.name)
        lines = self.holders.lines
        self._twin = lines.get(row.official.pk, 0) if row and not is_known else 0
        if row:
            lines.setdefault(row.official.pk, self.outcomes[-1].number)
        if held:
            self.holders.meant[held.pk] = self.outcomes[-1].number
        self._is_one_more = row is not None and held is None
        values = {n: person.cleaned_data[n] for n in _OF_PERSON if n in cells or row is None}
        if "aliases" in values:
            values["aliases"] = "; ".join(values["aliases"].splitlines())
        if row is not None and not cells.get("username"):
            values |= {"full_name": row.official.full_name}  # the key: other letters rename nobody
            values |= {"username": row.official.username} if "username" in cells else {}
        elif row is not None and row.official.full_name == self._as_written():
            values |= {"full_name": row.official.full_name}
        unit, body = self._office["unit"], self._office["body"]
        words = self._office | {
            "unit": "" if unit.pk == self.place.pk else unit.full_name,
            "body": body.name if body else "",
            "role": Role(self._office["role"]).label,
        }
        stated = {*cells, "unit"} if self._unit_from else {*cells}
        return values | {name: words[name] for name in _OF_POSTING if name in stated}

    def also_changed(self, values: Mapping[str, Any]) -> Iterable[Column]:
        return (column for column in self.columns if column.name in values.keys() & {"unit"}
                and column not in self.given)  # fmt: skip

    def _person_form(self, cells: Mapping[str, str], row: Office | None) -> Any:
        """The person's form: what the file has no column for stays as it is."""
        stored = {name: getattr(row.official, name) if row else "" for name in _OF_PERSON}
        typed = stored | {name: cells[name] for name in _OF_PERSON if name in cells}
        typed["username"] = typed["username"] or stored["username"]
        typed["username"] = typed["username"] or usernames_for([typed["full_name"]])[0]
        typed["aliases"] = one_a_line(typed["aliases"])
        typed["phone"] = _NO_ZERO.sub(r"0\g<0>", typed["phone"])
        if row is None:
            return NewOfficialForm(typed)
        active = {"is_active": "on"} if row.official.is_active else {}
        note = {"note": row.official.note}
        return OfficialForm(typed | active | note, instance=row.official)

    def _posting_form(self, cells: Mapping[str, str], row: Office | None) -> PostingForm:
        """The posting's form, the same way; the first posting of a person is the main one."""
        held, unit = row.posting if row else None, self.place
        body, role = held.body if held else None, held.role if held else next(iter(Role))
        typed: dict[str, Any] = {"is_main": True}
        if held:
            names = ("title", "starts_on", "ends_on", "is_main")
            typed = {name: getattr(held, name) for name in names}
        elif row:
            typed["is_main"] = False
        typed |= {name: cells[name] for name in _OF_POSTING if name in cells}
        with self.faults:
            unit = self._unit(cells, (held,) if held else ())
            is_past = cells.get(CODE.name) or cells.get("ends_on")
            if held is None or unit.pk != held.unit_id or not is_past:
                refuse_ended(unit, "unit")
            body = self._body(cells, unit) if "body" in cells else body
        with self.faults:
            role = self._role(cells, unit) if cells.get("role") or held is None else role
        made: dict[str, Any] = {name: shown(value) for name, value in typed.items()}
        made |= {"unit": unit.pk, "role": role, "body": body.pk if body else ""}
        made["is_main"] = "on" if typed["is_main"] else ""
        return PostingForm(made, access=self.access, kept=held.unit if held else None)

    def _as_written(self) -> str:
        """The name of the row as the file has it, where that is more than the name."""
        return self._written.get(self.outcomes[-1].number, "")

    def warning(self, row: Office | None, values: Mapping[str, Any]) -> str:
        cautions = []
        if honorific := split_honorifics(self._as_written())[0]:
            cautions.append(f"Bỏ “{honorific}” trước họ tên.")
        if self._twin:
            cautions.append(
                f"Trùng họ tên với dòng {self._twin}: coi là cùng một người; nếu là hai người, "
                "hãy ghi tên đăng nhập của từng người."
            )
        if self._unit_from:
            cautions.append(f"Đơn vị “{self._office['unit']}” đọc từ {self._unit_from}.")
        if row is None and (other := self._namesake(values)):
            cautions.append(
                f"Đơn vị đã có người cùng họ tên và chức vụ, tên đăng nhập {other.username}: dòng "
                "này thêm một người nữa; nếu là một người, hãy ghi tên đăng nhập ấy."
            )
        held, until = row.posting if row else None, values.get("ends_on")
        if held and until and until != held.ends_on and not held.has_ended(self.access.on):
            cautions += ending_cautions(held.official, until, self.access.on)
        if self._is_one_more:
            cautions.append("Thêm một chức vụ cho người đã có.")
        if self._is_assumed:
            role = Role(self._office["role"]).label
            cautions.append(f"Vai trò “{role}” suy ra từ chức vụ; hãy xem lại.")
        return " ".join(cautions)

    def _namesake(self, values: Mapping[str, Any]) -> Official | None:
        office = self._office
        return self.holders.namesake(values["full_name"], office["title"], office["unit"])

    def create(self, values: Mapping[str, Any]) -> Office:
        posting = {n: v for n, v in self._office.items() if n not in ("is_main", "note")}
        official = services.take_on(
            by=self.access, unit=posting.pop("unit"), person=_stored(values), posting=posting
        )
        self.holders.add(official, self.outcomes[-1].number)
        return Office(official, None)

    def change(self, row: Office, values: Mapping[str, Any]) -> None:
        """The person and the posting, or neither."""
        official, version = row.official, row.official.version
        with transaction.atomic():
            if person := _stored(values):
                version = services.edit_official(
                    by=self.access, official_id=official.pk, fields=person, seen_version=version
                ).version
            if changed := {n: self._office[n] for n in _OF_POSTING if n in values}:
                self._change_posting(row, changed)
        official.version = version

    def _change_posting(self, row: Office, changed: Mapping[str, Any]) -> None:
        if row.posting is None:
            made = services.appoint(by=self.access, official=row.official, **self._office)
            self.holders.offices[row.official.pk].append(made)
            self.holders.meant[made.pk] = self.outcomes[-1].number
        else:
            services.edit_posting(by=self.access, posting=row.posting, fields=changed)


def _who(cells: Mapping[str, str]) -> tuple[str, str]:
    """Whom a row names, as far as the file knows."""
    return fold(cells.get("full_name", "")), fold(cells.get("username", ""))


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of the person as the row stores them."""
    person = {name: values[name] for name in _OF_PERSON if name in values}
    if "aliases" in person:
        person["aliases"] = one_a_line(person["aliases"])
    return person


KIND = register(
    ListKind(
        "can-bo",
        "Cán bộ và chức vụ",
        "cán bộ",
        PeopleResource,
        notes=(
            "Người mới có tài khoản chưa có mật khẩu; sau khi nhập, giao liên kết để tự đặt.",
            "Một người giữ nhiều chức vụ thì mỗi chức vụ một dòng.",
        ),
    )
)
