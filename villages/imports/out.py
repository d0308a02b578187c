"""Lists out to Excel: the list itself, the template of its kind, a file with its faults marked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from ntm_project.common.dates import format_date_line
from ntm_project.common.tables.table import FoundTable
from ntm_project.common.tables.write import Page, SheetColumn, SheetFile, Signing
from villages.access import Access
from villages.imports.columns import Column
from villages.imports.kinds import ListKind
from villages.imports.resource import ListResource
from villages.models import ImportRun, Unit

_ORDER = SheetColumn("STT", 6, "count")


def _page(kind: ListKind, place: Any, access: Access, title: str) -> Page:
    """The title and notes of a list of the place as it prints."""
    unit = kind.unit(place)
    if access.main_posting and (unit is None or unit.end_words(access.on)):
        unit = access.main_posting.unit  # an agency that has ended puts its head on no new paper
    resource = kind.resource(access, place)
    return Page(
        tab=kind.title,
        title=title,
        about=f"Tính đến {format_date_line(access.on)}",
        agency=_agency(unit),
        measure=resource.measure(),
        signing=Signing(
            place=f"{unit.seat}, {format_date_line(access.on)}" if unit else "",
            name=access.official.full_name if access.official else "",
        ),
    )


def _agency(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return unit.full_name.upper() if unit.is_village else "\n".join(unit.agency_lines)


def list_file(kind: ListKind, place: Any, access: Access, query: Mapping[str, str]) -> bytes:
    """The list as it is looked at, ready to print, to be edited and to come back."""
    resource = kind.resource(access, place)
    columns = [_ORDER, *(column.sheet_column for column in _worded(resource, resource.sent()))]
    rows = ([order, *cells] for order, cells in enumerate(resource.exported(query), start=1))
    with SheetFile() as file:
        file.add(_page(kind, place, access, resource.title_of(query)), columns, rows)
    return file.content


def template_file(kind: ListKind, place: Any, access: Access) -> bytes:
    """An empty list to fill in, with examples and what each column means on further sheets."""
    resource = kind.resource(access, place)
    taken = _worded(resource, resource.offered())
    columns = [_ORDER, *_offering(resource, taken)]
    title = resource.title()
    with SheetFile(has_lists=True) as file:
        file.add(Page(tab=kind.title, title=title), columns, [])
        file.add(Page(tab="Ví dụ", title=f"VÍ DỤ: {title}"), columns, _examples(taken))
        file.add_guide(_guide(kind, taken))
    return file.content


def _worded(resource: ListResource, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The columns in the words of the resource's place."""
    words = partial(resource.in_words, resource.place)
    return tuple(column.in_words(words) for column in columns)


def _offering(resource: ListResource, columns: Iterable[Column]) -> Iterator[SheetColumn]:
    """The columns with what the place itself has for their cells, as a help: a cell may hold
    several of the names, or another."""
    resource.prepare()
    offers = {name: tuple(words) for name, words in resource.offers().items()}
    for column in columns:
        drawn = column.sheet_column
        if not drawn.choices and (words := offers.get(column.name)):
            drawn = replace(drawn, choices=words, is_open=True)
        yield drawn


def _examples(columns: tuple[Column, ...]) -> Iterator[list[Any]]:
    for at in range(max((len(column.example) for column in columns), default=0)):
        yield [at + 1, *(c.example[at] if at < len(c.example) else "" for c in columns)]


def _guide(kind: ListKind, columns: tuple[Column, ...]) -> list[str]:
    lines = [
        "Ghi vào trang đầu, từ dưới dòng tên cột. Không cần xóa cột STT; cột không dùng có thể bỏ.",
        "Dòng trống, dòng “Tổng”, “Cộng” và phần ký tên ở dưới được bỏ qua.",
        "Số thập phân ghi dấu phẩy (2,32); ngày ghi ngày/tháng/năm (05/3/2024).",
        *kind.notes,
    ]
    for column in columns:
        note = column.sheet_column.note
        also = f" Tên khác: {', '.join(column.also[:4])}." if column.also else ""
        allowed = f" Chọn một trong: {'; '.join(column.choices)}." if column.choices else ""
        if note or also or allowed:
            lines.append(f"{column.heading}: {note}{allowed}{also}")
    return lines


def refused_of(run: ImportRun) -> list[tuple[int, list[Any]]]:
    """Every refused row: its number in the file, and why it was."""
    rows = run.outcome.get("rows", {})
    shown = [(row[0], row[3]) for row in rows.get("refused", [])]
    return shown + [(number, errors) for number, errors in rows.get("beyond", [])]


def marked_file(run: ImportRun, table: FoundTable) -> bytes:
    """The rows that were refused as they stood in the file, each with why and what to do."""
    refused = refused_of(run)
    by_number = {row.number: row for row in table.rows}
    columns = [
        SheetColumn("Dòng", 7, "count"),
        *(SheetColumn(heading or " ", 18) for heading in table.head),
        SheetColumn("Lý do bị từ chối", 44),
        SheetColumn("Cách sửa", 36),
    ]
    rows = (_marked(by_number, number, errors) for number, errors in refused)
    with SheetFile() as file:
        page = Page(tab="Dòng bị từ chối", title="DÒNG BỊ TỪ CHỐI", about=run.name)
        file.add(page, columns, (row for row in rows if row))
    return file.content


def _marked(by_number: Mapping[int, Any], number: int, errors: list[Any]) -> list[Any]:
    if number not in by_number:
        return []
    reasons = _lines((column, reason) for column, reason, _ in errors)
    remedies = _lines((column if len(errors) > 1 else "", words) for column, _, words in errors)
    return [number, *by_number[number].cells, reasons, remedies]


def _lines(parts: Iterable[tuple[str, str]]) -> str:
    """One line for each column, headed with its name."""
    return "\n".join(f"{column}: {words}" if column else words for column, words in parts)
