"""Reads the plan of a commune: its texts, windows, targets, citations, money and tasks."""

from dataclasses import dataclass
from pathlib import Path

from ntm_project.common.text import clean_prose
from ntm_project.sample.places import unit_key
from ntm_project.sample.record import assessment_key, criterion_key, indicator_key
from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from ntm_project.sample.sets import read_comparator
from ntm_project.sample.work import Assigned, Known, read_funding, read_tasks
from tasks.enums import PlanSection

PLAN_COLUMNS = [
    "đơn vị",
    "năm",
    "tên loại văn bản",
    "ký hiệu",
    "trích yếu",
    "cơ quan ban hành",
    "địa danh",
    "quyền hạn ký",
    "chức vụ dưới chữ ký",
    "người ký",
    "ghi chú",
    "mã dữ kiện",
]
WINDOW_COLUMNS = ["thứ tự", "nội dung", "giao cho", "thời hạn", "mã dữ kiện"]
TARGET_COLUMNS = [
    "thứ tự",
    "đánh giá",
    "tiêu chí",
    "chỉ tiêu",
    "nội dung",
    "so sánh",
    "giá trị",
    "đến hoặc trên tổng",
    "đơn vị tính",
    "thời hạn",
    "mã dữ kiện",
]
CITATION_COLUMNS = [
    "thứ tự",
    "số, ký hiệu",
    "ngày",
    "cơ quan ban hành",
    "tên loại, trích yếu",
    "viện dẫn tại",
    "suy ra",
    "ghi chú",
    "mã dữ kiện",
]
RECIPIENT_COLUMNS = ["thứ tự", "nơi nhận", "mã dữ kiện"]
REPORTING_COLUMNS = [
    "thứ tự",
    "ai báo cáo",
    "nội dung",
    "nhịp như văn bản viết",
    "báo cáo với",
    "ghi chú",
    "mã dữ kiện",
]
TEXT_COLUMNS = ["mục", "tệp", "ghi chú", "mã dữ kiện"]
PASSAGE_COLUMNS = ["văn bản", "đoạn", "tệp", "ghi chú", "mã dữ kiện"]


@dataclass(frozen=True)
class PlanDraft:
    """A plan with all that belongs to it; loaded whole or not at all."""

    plan: Draft
    windows: list[Draft]
    targets: list[Draft]
    citations: list[Draft]
    recipients: list[Draft]
    reporting: list[Draft]
    texts: list[Draft]
    passages: list[Draft]
    funding: list[Draft]
    tasks: list[tuple[Draft, list[Assigned]]]


def read_plan_rows(folder: Path, known: Known) -> PlanDraft | None:
    """The one plan of a commune's folder, if it has one."""
    plans = [_read_head(row, known) for row in read_rows(folder, "plan.csv", PLAN_COLUMNS)]
    if not plans:
        return None
    if len(plans) > 1:
        raise plans[1].row.error(
            "mỗi thư mục xã có một kế hoạch; chuyển dòng này sang thư mục khác."
        )
    return PlanDraft(
        plan=plans[0],
        windows=_read_windows(folder),
        targets=_read_targets(folder, known),
        citations=_read_citations(folder),
        recipients=_read_recipients(folder),
        reporting=_read_reporting(folder),
        texts=_read_texts(folder),
        passages=_read_passages(folder),
        funding=read_funding(folder, known),
        tasks=read_tasks(folder, known),
    )


def _read_head(row: FixtureRow, known: Known) -> Draft:
    unit = unit_key(row, known.units)
    fields = {
        "year": row.needed_whole("năm"),
        "kind": row.required("tên loại văn bản"),
        "symbol": row.required("ký hiệu"),
        "title": row.required("trích yếu"),
        "issuer": row.lines("cơ quan ban hành", "/"),
        "place": row.required("địa danh"),
        "authority": row.lines("quyền hạn ký", "/"),
        "signatory_office": row.text("chức vụ dưới chữ ký"),
        "signatory_name": row.text("người ký"),
        "note": row.text("ghi chú"),
    }
    return Draft(row, f"{unit}-{fields['year']}-{fields['kind']}", fields, {"unit": unit})


def _ordered(drafts: list[Draft]) -> list[Draft]:
    return list(by_key(drafts).values())


def _read_windows(folder: Path) -> list[Draft]:
    rows = read_rows(folder, "windows.csv", WINDOW_COLUMNS, may_lack=True)
    return _ordered(
        [
            Draft(
                row,
                row.required("thứ tự"),
                {
                    "order": row.needed_whole("thứ tự"),
                    "text": row.required("nội dung"),
                    "who": row.text("giao cho"),
                    "deadline_words": row.text("thời hạn"),
                },
            )
            for row in rows
        ]
    )


def _read_targets(folder: Path, known: Known) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "targets.csv", TARGET_COLUMNS):
        assessment = assessment_key(row, known.assessments)
        refs = {
            "assessment": assessment,
            "criterion": criterion_key(row, known.assessments, known.sets, assessment),
            "indicator": indicator_key(row, known.assessments, known.sets, assessment),
        }
        fields = {
            "order": row.needed_whole("thứ tự"),
            "text": row.required("nội dung"),
            "comparator": read_comparator(row),
            "value": row.number_of("giá trị"),
            "value_max": row.number_of("đến hoặc trên tổng"),
            "unit_words": row.text("đơn vị tính"),
            "deadline_words": row.text("thời hạn"),
        }
        drafts.append(Draft(row, row.required("thứ tự"), fields, refs))
    return _ordered(drafts)


def _read_citations(folder: Path) -> list[Draft]:
    return _ordered(
        [
            Draft(
                row,
                row.required("thứ tự"),
                {
                    "order": row.needed_whole("thứ tự"),
                    "number": row.text("số, ký hiệu"),
                    "dated_on": row.day("ngày"),
                    "issuer": row.text("cơ quan ban hành"),
                    "title": row.text("tên loại, trích yếu"),
                    "section": row.text("viện dẫn tại"),
                    "is_inferred": row.yes("suy ra"),
                    "note": row.text("ghi chú"),
                },
            )
            for row in read_rows(folder, "citations.csv", CITATION_COLUMNS)
        ]
    )


def _read_recipients(folder: Path) -> list[Draft]:
    return _ordered(
        [
            Draft(
                row,
                row.required("thứ tự"),
                {"order": row.needed_whole("thứ tự"), "text": row.required("nơi nhận")},
            )
            for row in read_rows(folder, "recipients.csv", RECIPIENT_COLUMNS)
        ]
    )


def _read_reporting(folder: Path) -> list[Draft]:
    return _ordered(
        [
            Draft(
                row,
                row.required("thứ tự"),
                {
                    "order": row.needed_whole("thứ tự"),
                    "who": row.text("ai báo cáo"),
                    "text": row.required("nội dung"),
                    "rhythm_words": row.text("nhịp như văn bản viết"),
                    "report_to": row.text("báo cáo với"),
                    "note": row.text("ghi chú"),
                },
            )
            for row in read_rows(folder, "reporting.csv", REPORTING_COLUMNS)
        ]
    )


def _read_texts(folder: Path) -> list[Draft]:
    """The authored texts, each from its own file of plain text."""
    drafts = []
    for row in read_rows(folder, "texts.csv", TEXT_COLUMNS):
        section = row.needed_choice("mục", PlanSection)
        text = _read_file(folder, row)
        drafts.append(Draft(row, section, {"section": section, "text": text}))
    return _ordered(drafts)


def _read_passages(folder: Path) -> list[Draft]:
    """What people wrote of the papers that are made of the plan, by kind and block."""
    drafts = []
    for row in read_rows(folder, "passages.csv", PASSAGE_COLUMNS, may_lack=True):
        fields = {"kind": row.required("văn bản"), "block": row.required("đoạn")}
        fields["text"] = _read_file(folder, row)
        drafts.append(Draft(row, f"{fields['kind']}-{fields['block']}", fields))
    return _ordered(drafts)


def _read_file(folder: Path, row: FixtureRow) -> str:
    """The plain text that a row names."""
    path = folder / row.required("tệp")
    try:
        return clean_prose(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise row.error(
            f"không đọc được tệp “{row.text('tệp')}”; đặt tệp vào thư mục {folder.name} "
            "và lưu dạng UTF-8.",
            "tệp",
        ) from None
