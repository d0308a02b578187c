"""Reads assessments with their baselines, results and figures, supervision and recognition."""

from collections.abc import Mapping
from pathlib import Path

from criteria.enums import Claim, State
from ntm_project.sample.places import OFFICIALS, unit_key
from ntm_project.sample.rows import Draft, FixtureRow, by_key, read_rows
from ntm_project.sample.sets import INDEX, SetDraft, read_comparator

ASSESSMENT_COLUMNS = [
    "mã",
    "đơn vị",
    "bộ tiêu chí",
    "năm",
    "ngày lấy hiện trạng",
    "ngày phấn đấu",
    "đã đăng ký",
    "ghi chú",
]
BASELINE_COLUMNS = [
    "đánh giá",
    "tiêu chí",
    "hiện trạng",
    "tính đến ngày",
    "suy ra",
    "tên gọi trong văn bản",
    "như văn bản viết",
    "kết luận của người nhập",
    "mã dữ kiện",
]
RESULT_COLUMNS = [
    "đánh giá",
    "chỉ tiêu",
    "tự đánh giá",
    "giá trị",
    "mẫu số",
    "xếp loại",
    "tính đến ngày",
    "suy ra",
    "nguồn",
    "ghi chú",
    "mã dữ kiện",
]
FIGURE_COLUMNS = [
    "đánh giá",
    "tiêu chí",
    "nội dung",
    "so sánh",
    "giá trị",
    "trên tổng",
    "đơn vị tính",
    "tính đến ngày",
    "suy ra",
    "nguồn",
    "ghi chú",
    "mã dữ kiện",
]
SUPERVISION_COLUMNS = ["đánh giá", "tiêu chí", "lãnh đạo", "như văn bản viết", "mã dữ kiện"]
RECOGNITION_COLUMNS = [
    "đơn vị",
    "bộ tiêu chí",
    "danh hiệu",
    "số quyết định",
    "ngày",
    "cơ quan ban hành",
    "ghi chú",
]

Drafts = Mapping[str, Draft]
Sets = Mapping[str, SetDraft]


def assessment_key(row: FixtureRow, assessments: Drafts) -> str:
    return row.needed_key("đánh giá", assessments, "đánh giá", "assessments.csv")


def code_and_set(assessments: Drafts, sets: Sets, assessment: str) -> tuple[str, SetDraft]:
    """The code and the set by which an assessment judges."""
    code = assessments[assessment].refs["set"]
    return code, sets[code]


def criterion_key(row: FixtureRow, assessments: Drafts, sets: Sets, assessment: str) -> str:
    """The criterion's number in the set of the assessment, or ""; without an assessment none."""
    if not assessment:
        return row.key_of("tiêu chí", {}, "tiêu chí", "bộ tiêu chí; hãy ghi đánh giá trước")
    code, known = code_and_set(assessments, sets, assessment)
    return row.key_of("tiêu chí", known.criteria, f"tiêu chí của bộ {code}", f"sets/{code}.csv")


def indicator_key(row: FixtureRow, assessments: Drafts, sets: Sets, assessment: str) -> str:
    """The indicator's code in the set of the assessment, or ""; it must belong to the criterion."""
    if not assessment:
        return row.key_of("chỉ tiêu", {}, "chỉ tiêu", "bộ tiêu chí; hãy ghi đánh giá trước")
    code, known = code_and_set(assessments, sets, assessment)
    where = f"sets/{code}.csv"
    indicator = row.key_of("chỉ tiêu", known.indicators, f"chỉ tiêu của bộ {code}", where)
    criterion = row.cells.get("tiêu chí")
    if indicator and criterion is not None:
        owner = known.indicators[indicator].refs["criterion"]
        if criterion != owner:
            raise row.error(
                f"chỉ tiêu {indicator} thuộc tiêu chí {owner}, không thuộc “{criterion}”; "
                "sửa một trong hai ô.",
                "chỉ tiêu",
            )
    return indicator


def read_assessments(folder: Path, units: Drafts, sets: Sets) -> list[Draft]:
    return [
        Draft(
            row,
            row.required("mã"),
            {
                "year": row.needed_whole("năm"),
                "baseline_on": row.day("ngày lấy hiện trạng"),
                "target_on": row.day("ngày phấn đấu"),
                "is_registered": row.yes("đã đăng ký"),
                "note": row.text("ghi chú"),
            },
            {
                "unit": unit_key(row, units),
                "set": row.needed_key("bộ tiêu chí", sets, "bộ tiêu chí", INDEX),
            },
        )
        for row in read_rows(folder, "assessments.csv", ASSESSMENT_COLUMNS)
    ]


def read_baselines(folder: Path, assessments: Drafts, sets: Sets) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "baselines.csv", BASELINE_COLUMNS):
        assessment = assessment_key(row, assessments)
        row.required("tiêu chí")
        criterion = criterion_key(row, assessments, sets, assessment)
        fields = {
            "state": row.needed_choice("hiện trạng", State),
            "as_of": row.day("tính đến ngày"),
            "is_inferred": row.yes("suy ra"),
            "label": row.text("tên gọi trong văn bản"),
            "words": row.text("như văn bản viết"),
            "conclusion": row.text("kết luận của người nhập"),
        }
        refs = {"assessment": assessment, "criterion": criterion}
        drafts.append(Draft(row, (assessment, criterion), fields, refs))
    return list(by_key(drafts).values())


def read_results(folder: Path, assessments: Drafts, sets: Sets) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "results.csv", RESULT_COLUMNS):
        assessment = assessment_key(row, assessments)
        row.required("chỉ tiêu")
        indicator = indicator_key(row, assessments, sets, assessment)
        fields = {
            "claim": row.needed_choice("tự đánh giá", Claim),
            "value": row.number_of("giá trị"),
            "denominator": row.number_of("mẫu số"),
            "grade": row.text("xếp loại"),
            "as_of": row.day("tính đến ngày"),
            "is_inferred": row.yes("suy ra"),
            "source": row.text("nguồn"),
            "note": row.text("ghi chú"),
        }
        refs = {"assessment": assessment, "indicator": indicator}
        drafts.append(Draft(row, (assessment, indicator), fields, refs))
    return list(by_key(drafts).values())


def read_figures(folder: Path, assessments: Drafts, sets: Sets) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "figures.csv", FIGURE_COLUMNS):
        assessment = assessment_key(row, assessments)
        source = "; ".join(filter(None, [row.text("nguồn"), row.text("ghi chú")]))
        fields = {
            "text": row.required("nội dung"),
            "comparator": read_comparator(row),
            "value": row.number_of("giá trị"),
            "out_of": row.number_of("trên tổng"),
            "unit_words": row.text("đơn vị tính"),
            "as_of": row.day("tính đến ngày"),
            "is_inferred": row.yes("suy ra"),
            "source": source,
        }
        criterion = criterion_key(row, assessments, sets, assessment)
        refs = {"assessment": assessment, "criterion": criterion}
        drafts.append(Draft(row, (assessment, fields["text"]), fields, refs))
    return list(by_key(drafts).values())


def read_supervision(
    folder: Path, assessments: Drafts, sets: Sets, officials: Drafts
) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "supervision.csv", SUPERVISION_COLUMNS, may_lack=True):
        assessment = assessment_key(row, assessments)
        row.required("tiêu chí")
        refs = {
            "assessment": assessment,
            "criterion": criterion_key(row, assessments, sets, assessment),
            "official": row.needed_key("lãnh đạo", officials, "cán bộ", OFFICIALS),
        }
        words = {"words": row.text("như văn bản viết")}
        drafts.append(Draft(row, tuple(refs.values()), words, refs))
    return list(by_key(drafts).values())


def read_recognitions(folder: Path, units: Drafts, sets: Sets) -> list[Draft]:
    drafts = []
    for row in read_rows(folder, "recognitions.csv", RECOGNITION_COLUMNS, may_lack=True):
        row.required("ngày")
        unit = unit_key(row, units)
        fields = {
            "title": row.required("danh hiệu"),
            "decision_number": row.text("số quyết định"),
            "decided_on": row.day("ngày"),
            "issuer": row.required("cơ quan ban hành"),
            "note": row.text("ghi chú"),
        }
        refs = {"unit": unit, "set": row.key_of("bộ tiêu chí", sets, "bộ tiêu chí", INDEX)}
        drafts.append(Draft(row, (unit, fields["title"]), fields, refs))
    return list(by_key(drafts).values())
