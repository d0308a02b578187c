"""The passages of the report that people write, and the plan's text that each begins with."""

from reports.documents.authored import AuthoredBlock
from reports.documents.kinds.plan.placeholders import OF_PLAN
from reports.documents.kinds.plan.rows import PlanRows
from tasks.enums import PlanSection

SLUG = "year_report"
LAST_YEAR = "{năm trước}"  # beside {năm}, {đơn vị} and those of the plan
_FROM_PLAN = (
    "Chưa soạn riêng thì in lời mục này của kế hoạch; kế hoạch để trống thì in lời mặc định của "
    "đơn vị."
)
PLACEHOLDERS = (*OF_PLAN, "năm trước", "cơ quan")
BLOCKS = (
    AuthoredBlock(
        key="title",
        title="Trích yếu",
        help="{năm trước} in thành năm báo cáo, {năm} thành năm của kế hoạch.",
        default=("Kết quả xây dựng nông thôn mới năm {năm trước}\nvà mục tiêu, nhiệm vụ năm {năm}"),
    ),
    AuthoredBlock(
        key="opening",
        title="Mở đầu",
        default=(
            "{cơ quan} báo cáo kết quả xây dựng nông thôn mới năm {năm trước} và mục tiêu, nhiệm "
            "vụ năm {năm} như sau:"
        ),
    ),
    AuthoredBlock(
        key="achievements",
        title="Kết quả đạt được",
        help=f"{_FROM_PLAN} Không có cả hai thì in kết quả, số liệu đã ghi của năm trước.",
    ),
    AuthoredBlock(key="shortcomings", title="Tồn tại, hạn chế", help=_FROM_PLAN),
    AuthoredBlock(key="causes", title="Nguyên nhân"),
    AuthoredBlock(
        key="conditions",
        title="Thuận lợi, khó khăn",
        help="Mỗi ý một dòng, ví dụ “* Thuận lợi: …” và “* Khó khăn: …”.",
    ),
    AuthoredBlock(key="goals", title="Mục tiêu", help=_FROM_PLAN),
    AuthoredBlock(key="solutions", title="Các giải pháp", help=_FROM_PLAN),
    AuthoredBlock(
        key="implementation",
        title="Tổ chức thực hiện",
        help=f"Dòng “2.1. …” in thành đề mục nhỏ. {_FROM_PLAN}",
    ),
    AuthoredBlock(key="proposals", title="Đề xuất, kiến nghị"),
    AuthoredBlock(
        key="closing",
        title="Kết thúc",
        default=(
            "Trên đây là báo cáo kết quả xây dựng nông thôn mới năm {năm trước} và mục tiêu, nhiệm "
            "vụ năm {năm}."
        ),
    ),
)
_OF_PLAN = {
    "achievements": (PlanSection.ACHIEVEMENTS,),
    "shortcomings": (PlanSection.SHORTCOMINGS,),
    "goals": (PlanSection.GOALS,),
    "solutions": (
        PlanSection.LEADERSHIP,
        PlanSection.OUTREACH,
        PlanSection.INFRASTRUCTURE,
        PlanSection.QUALITY,
        PlanSection.RESOURCES,
        PlanSection.ORGANISATION,
    ),
    "implementation": (PlanSection.IMPLEMENTATION, PlanSection.NOTES),
}


def texts_of_plan(rows: PlanRows) -> dict[str, str]:
    """Passage → the texts of the plan about it."""
    return {
        key: "\n".join(rows.texts[section] for section in sections if rows.texts.get(section))
        for key, sections in _OF_PLAN.items()
    }
