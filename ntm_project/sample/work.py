"""Reads the tasks of a plan with those who do them, and its money."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ntm_project.common.models import LineField, ProseField
from ntm_project.common.text import fold
from ntm_project.sample.places import BODIES, OFFICIALS, unit_key
from ntm_project.sample.record import assessment_key, criterion_key, indicator_key
from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from ntm_project.sample.sets import SetDraft
from tasks.enums import AssignmentKind, FundingSource, FundingStage
from tasks.models import Task

TASK_COLUMNS = [
    "mã",
    "đơn vị",
    "đánh giá",
    "tiêu chí",
    "chỉ tiêu",
    "mục",
    "nội dung",
    "chủ trì",
    "chủ trì là",
    "phối hợp",
    "phối hợp là",
    "thời hạn",
    "suy ra",
    "ghi chú",
    "mã dữ kiện",
]
FUNDING_COLUMNS = [
    "mã",
    "là phần của",
    "đơn vị",
    "đánh giá",
    "tiêu chí",
    "nội dung",
    "giai đoạn",
    "nguồn",
    "số tiền như văn bản viết",
    "tính đến ngày",
    "ghi chú",
    "mã dữ kiện",
]


@dataclass(frozen=True)
class Known:
    """The tables, read before any plan, that the rows of a plan refer to."""

    sets: Mapping[str, SetDraft]
    units: Mapping[str, Draft]
    bodies: Mapping[str, Draft]
    officials: Mapping[str, Draft]
    assessments: Mapping[str, Draft]


_READ = ("section", "text", "deadline_words", "note")
_REPORTED = ("progress", "obstacle", "result")


def further_columns() -> dict[str, str]:
    """Columns that the table of tasks may have besides: each other text of a task by its name."""
    return {
        str(field.verbose_name): field.name
        for field in Task._meta.concrete_fields
        if isinstance(field, LineField | ProseField) and field.name not in (*_READ, *_REPORTED)
    }


@dataclass(frozen=True)
class Assigned:
    """One name as written, and whom it means: a person, a body, or (both empty) a role."""

    kind: AssignmentKind
    words: str
    official: str = ""
    body: str = ""


def read_tasks(folder: Path, known: Known) -> list[tuple[Draft, list[Assigned]]]:
    """Tasks in the order of the file, each with its leads, then its supports."""
    drafts, assigned, further = [], [], further_columns()
    rows = read_rows(folder, "tasks.csv", TASK_COLUMNS, optional=list(further))
    for order, row in enumerate(rows, 1):
        assessment = row.key_of("đánh giá", known.assessments, "đánh giá", "assessments.csv")
        refs = {
            "unit": unit_key(row, known.units),
            "assessment": assessment,
            "criterion": criterion_key(row, known.assessments, known.sets, assessment),
            "indicator": indicator_key(row, known.assessments, known.sets, assessment),
        }
        fields = {
            "order": order,
            "section": row.text("mục"),
            "text": row.required("nội dung"),
            "deadline_words": row.text("thời hạn"),
            "is_inferred": row.yes("suy ra"),
            "note": row.text("ghi chú"),
        }
        fields |= {name: row.text(column) for column, name in further.items()}
        drafts.append(Draft(row, row.required("mã"), fields, refs))
        assigned.append(
            _read_assigned(row, "chủ trì", AssignmentKind.LEAD, known)
            + _read_assigned(row, "phối hợp", AssignmentKind.SUPPORT, known)
        )
    return list(zip(by_key(drafts).values(), assigned, strict=True))


def _read_assigned(
    row: FixtureRow, column: str, kind: AssignmentKind, known: Known
) -> list[Assigned]:
    names, meanings = row.items(column), row.items(f"{column} là")
    if len(names) != len(meanings):
        raise row.error(
            f"có {len(meanings)} phần, phải có {len(names)} phần như cột “{column}”.",
            f"{column} là",
        )
    return [
        _meaning(row, f"{column} là", kind, name, meaning, known)
        for name, meaning in zip(names, meanings, strict=True)
    ]


def _meaning(
    row: FixtureRow, column: str, kind: AssignmentKind, name: str, meaning: str, known: Known
) -> Assigned:
    what, _, key = (part.strip() for part in meaning.partition(":"))
    if fold(what) == "vai tro" and not key:
        return Assigned(kind, name)
    if fold(what) == "nguoi":
        table, where = known.officials, OFFICIALS
    elif fold(what) == "to chuc":
        table, where = known.bodies, BODIES
    else:
        raise row.error(
            f"không đọc được “{meaning}”; ghi “người: <tên đăng nhập>”, “tổ chức: <mã>” "
            "hoặc “vai trò”.",
            column,
        )
    if key not in table:
        raise row.error(f"không có “{key}”; ghi mã có trong {where}, hoặc thêm vào đó.", column)
    if table is known.officials:
        return Assigned(kind, name, official=key)
    return Assigned(kind, name, body=key)


def read_funding(folder: Path, known: Known) -> list[Draft]:
    """Sums and, after each, its parts: a part names the sum it belongs to."""
    drafts: list[Draft] = []
    for row in read_rows(folder, "funding.csv", FUNDING_COLUMNS, may_lack=True):
        sums = {d.name: d for d in drafts if not d.refs["part_of"]}
        part_of = row.key_of("là phần của", sums, "khoản đứng trước", "funding.csv")
        drafts.append(_read_part(row, part_of) if part_of else _read_sum(row, known))
    return list(by_key(drafts).values())


def _read_sum(row: FixtureRow, known: Known) -> Draft:
    assessment = assessment_key(row, known.assessments)
    refs = {
        "part_of": "",
        "unit": unit_key(row, known.units),
        "assessment": assessment,
        "criterion": criterion_key(row, known.assessments, known.sets, assessment),
    }
    fields = {
        "text": row.required("nội dung"),
        "stage": row.needed_choice("giai đoạn", FundingStage),
        "total": row.money("số tiền như văn bản viết"),
        "words": row.text("số tiền như văn bản viết"),
        "as_of": row.day("tính đến ngày"),
    }
    return Draft(row, row.required("mã"), fields, refs)


def _read_part(row: FixtureRow, part_of: str) -> Draft:
    row.required("số tiền như văn bản viết")
    source = row.needed_choice("nguồn", FundingSource)
    words, text = row.text("số tiền như văn bản viết"), row.required("nội dung")
    # The source is printed before the words: the paper's own name is kept only where it differs.
    if fold(text) != fold(str(FundingSource(source).label)):
        words = f"{words} ({text})"
    fields = {
        "source": source,
        "amount": row.money("số tiền như văn bản viết"),
        "words": words,
    }
    return Draft(row, row.required("mã"), fields, {"part_of": part_of})
