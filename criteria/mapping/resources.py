"""A mapping from Excel and to it: one row for each old indicator, the new ones by their codes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from criteria.enums import MappingKind
from criteria.mapping import rules, services
from criteria.mapping.queries import OPEN_ONLY, MappingLine, mapping_page
from criteria.models import CriteriaSet, Indicator, SetMapping
from ntm_project.common.text import fold
from villages.access import Access
from villages.imports.codes import CODE, CodedResource
from villages.imports.columns import Column
from villages.imports.faults import CellError
from villages.imports.kinds import ListKind, register

_KINDS = tuple(str(kind.label) for kind in rules.OF_OLD)


class MappingResource(CodedResource):
    """Known by the old indicator; an empty “Thay đổi” leaves it as it is."""

    columns = (
        Column("old", "Chỉ tiêu cũ", is_needed=True,
               also=("Mã cũ", "Mã chỉ tiêu cũ", "Chỉ tiêu bộ cũ", "Số cũ"),
               example=("2.1", "13.1", "7"), width=12),
        Column("old_wording", "Nội dung cũ", is_only_out=True, width=50),
        Column("kind", "Thay đổi", is_needed=True, also=("Kiểu thay đổi", "Loại thay đổi"),
               example=("Giữ nguyên", "Tách", "Bỏ"), choices=_KINDS, width=16),
        Column("news", "Chỉ tiêu mới", also=("Mã mới", "Mã chỉ tiêu mới", "Chỉ tiêu bộ mới"),
               note="Nhiều chỉ tiêu mới thì cách nhau bằng dấu chấm phẩy; bỏ thì để trống.",
               example=("2.1", "3.6; 3.9", ""), width=18),
        Column("new_wording", "Nội dung mới", is_only_out=True, width=50),
        Column("note", "Ghi chú", width=30),
        Column("source", "Căn cứ", also=("Văn bản", "Nguồn"), width=30),
        CODE,
    )  # fmt: skip
    place: SetMapping
    adds = False

    @classmethod
    def places(cls, access: Access) -> "QuerySet[SetMapping]":
        """Sets and what leads from one to another are everybody's to read."""
        return SetMapping.objects.select_related("old_set", "new_set")

    @classmethod
    def deny(cls, access: Access, place: SetMapping) -> str:
        return rules.deny_edit_mapping(access, place)

    def back(self) -> str:
        return reverse("criteria:mapping", args=[self.place.pk])

    def title(self) -> str:
        return f"BẢNG CHUYỂN BỘ TIÊU CHÍ {self.place}"

    def prepare(self) -> None:
        page = mapping_page(self.place)
        self.lines = {_key(line.old.code): line for line in page.lines}
        self.news = {_key(new.code): new for new in page.news}
        self.page = page

    def offers(self) -> dict[str, list[str]]:
        news = [new.code for new in self.news.values()]
        return {"old": [line.old.code for line in self.lines.values()], "news": news}

    def rows(self, query: Mapping[str, str]) -> Iterable[MappingLine]:
        """The rows that the page shows for this query: all, or only those that nobody settled."""
        lines = self.page.lines
        return [line for line in lines if not line.is_settled] if OPEN_ONLY in query else lines

    def identity(self, row: MappingLine) -> tuple[int, int]:
        return self.place.pk, row.old.pk

    def key(self, cells: Mapping[str, str]) -> Any:
        return _key(cells["old"]) or None

    def _line(self, cells: Mapping[str, Any]) -> MappingLine:
        if (line := self.lines.get(_key(cells["old"]))) is None:
            raise CellError("old", _not_in(self.place.old_set, cells["old"]))
        return line

    def find(self, cells: Mapping[str, str]) -> MappingLine | None:
        line = self.sure(cells, self._line(cells))
        return line if line.is_settled or self.coded(cells) or not cells.get("kind") else None

    def state(self, row: MappingLine) -> dict[str, Any]:
        first = row.rows[0] if row.rows else None
        return {
            "old": row.old.code,
            "old_wording": row.old.wording,
            "kind": row.kind_words,
            "news": "; ".join(new.code for new in row.news),
            "new_wording": "; ".join(new.wording for new in row.news),
            "note": first.note if first else "",
            "source": first.source if first else "",
        }

    def read(self, cells: Mapping[str, str], row: MappingLine | None) -> dict[str, Any]:
        line = self._line(cells)
        if not cells.get("kind"):
            return {"old": line.old.code}
        values = {name: cells[name] for name in ("note", "source") if name in cells}
        values["old"] = line.old.code
        with self.faults:
            values["kind"] = str(_kind(cells["kind"]).label)
        if "news" in cells:
            with self.faults:
                values["news"] = "; ".join(new.code for new in self._news(cells["news"]))
        return values

    def _news(self, words: str) -> list[Indicator]:
        found = []
        for code in filter(None, map(str.strip, re.split(r"[;,\n]", words))):
            if (new := self.news.get(_key(code))) is None:
                raise CellError("news", _not_in(self.place.new_set, code))
            found.append(new)
        return found

    def create(self, values: Mapping[str, Any]) -> MappingLine:
        line = self._line(values)
        self._settle(line, values)
        return line

    def change(self, row: MappingLine, values: Mapping[str, Any]) -> None:
        self._settle(row, self.state(row) | dict(values))

    def _settle(self, line: MappingLine, values: Mapping[str, Any]) -> None:
        choice = services.MappingChoice(
            _kind(values["kind"]),
            self._news(values.get("news") or ""),
            values.get("note") or "",
            values.get("source") or "",
        )
        services.map_indicator(
            by=self.access,
            mapping_id=self.place.pk,
            old=line.old,
            choice=choice,
            seen_version=line.seen,
        )


def _not_in(criteria_set: CriteriaSet, code: str) -> str:
    return f"Bộ {criteria_set.code} không có {criteria_set.noun} {code}."


def _key(code: str) -> str:
    return fold(str(code)).removeprefix("chi tieu ").removeprefix("noi dung ")


def _kind(words: str) -> MappingKind:
    for kind in rules.OF_OLD:
        if fold(words) in (fold(str(kind.label)), kind.value):
            return kind
    raise CellError(
        "kind", f"“{words}” không phải một thay đổi.", f"Ghi một trong: {', '.join(_KINDS)}."
    )


KIND = register(ListKind(
    "bang-chuyen", "Bảng chuyển bộ tiêu chí", "chỉ tiêu cũ", MappingResource,
    notes=("Bảng chỉ chốt những dòng có ghi ở cột “Thay đổi”; dòng để trống giữ nguyên.",),
))  # fmt: skip
