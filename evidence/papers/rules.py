"""Who may add, link and withdraw papers, what a paper must state, and how much a day may hold.

Each `deny_…` returns "" or the one Vietnamese sentence that service, 403 page and button share.
"""

from datetime import date

from criteria.models import Result
from evidence.papers.enums import PICTURED_TYPES, PaperKind
from evidence.papers.models import Evidence, FileFacts
from evidence.papers.models.papers import EXPIRES_EARLY, PERIOD_OUT_OF_ORDER
from ntm_project.common.numbers import format_decimal
from ntm_project.common.text import clean_prose
from tasks.models import Task
from villages.access import Access
from villages.enums import Ability, UnitLevel
from villages.models import Unit

# Older papers exist in no dossier of the programme; such a year is a slip of the keyboard.
EARLIEST_YEAR = 1945
MOST_SHEETS = 9_999
TITLE_MISSING = "Hãy ghi trích yếu của văn bản; với ảnh thì ghi chú thích."
WITHDRAWAL_REASON_MISSING = "Hãy ghi lý do."
ISSUED = (
    "Văn bản này đã phát hành nên không sửa được; văn bản mới sửa đổi, thay thế nó, hoặc văn thư "
    "ghi thu hồi nó. Bản quét đã ký thì thêm bên cạnh tệp đã phát hành."
)
SHEETS_WRONG = "Số tờ ghi bằng số nguyên, từ 1 trở lên."


def deny_add(access: Access, unit: Unit) -> str:
    return access.deny(Ability.ADD_EVIDENCE, unit)


def deny_change(access: Access, evidence: Evidence) -> str:
    """A new file or corrected data: for whoever adds papers in the unit, while it is in use; the
    scan of what an ended unit issued for who issues where it goes on (ADR 17)."""
    if evidence.is_issued and access.can_finish(Ability.ISSUE_DOCUMENT, evidence.unit):
        return _deny_withdrawn(evidence)
    return access.deny(Ability.ADD_EVIDENCE, evidence.unit) or _deny_withdrawn(evidence)


def deny_correct(access: Access, evidence: Evidence) -> str:
    """The words of a paper; those of an issued document are what was issued."""
    if evidence.is_issued and not access.deny(Ability.ADD_EVIDENCE, evidence.unit):
        return ISSUED
    return deny_change(access, evidence) or (ISSUED if evidence.is_issued else "")


def scan_fault(evidence: Evidence, file_type: str, sha256: str) -> str:
    """Why a further file of this type is no scan of the signed copy of an issued paper, or ""."""
    if not evidence.is_issued:
        return ""
    if file_type not in PICTURED_TYPES:
        return "Văn bản đã phát hành chỉ thêm bản quét đã ký: tệp PDF hoặc ảnh."
    if evidence.revisions.filter(sha256=sha256).exists():
        return "Tệp này đã có ở văn bản; bản quét là tệp quét từ bản giấy đã ký, đóng dấu."
    return ""


def _deny_withdrawn(evidence: Evidence) -> str:
    if evidence.withdrawn_at and evidence.is_issued:
        return "Văn bản này đã thu hồi."
    if evidence.withdrawn_at:
        return "Minh chứng này đã thôi dùng; hãy thêm minh chứng mới."
    return ""


def commune_path(unit: Unit) -> str:
    """The path of the commune to which a unit belongs; of the unit itself where it is above one."""
    if unit.level == UnitLevel.VILLAGE and unit.parent_id:
        return unit.path.rsplit("/", 2)[0] + "/"
    return unit.path


def _deny_use(access: Access, evidence: Evidence, unit: Unit) -> str:
    """Use of a paper for a unit: seen by the person, of the same commune, not withdrawn."""
    if reason := access.deny(Ability.ADD_EVIDENCE, unit):
        return reason
    if not access.sees(evidence.unit):
        return "Minh chứng này không thuộc đơn vị được giao."
    if commune_path(evidence.unit) != commune_path(unit):
        return f"Minh chứng của {evidence.unit.full_name} không dùng được cho {unit.full_name}."
    return _deny_withdrawn(evidence)


def deny_link(access: Access, evidence: Evidence, result: Result) -> str:
    return _deny_use(access, evidence, result.assessment.unit)


def deny_link_task(access: Access, evidence: Evidence, task: Task) -> str:
    return _deny_use(access, evidence, task.unit)


def deny_unlink(access: Access, result: Result, held: str) -> str:
    """`held`: why the paper is held for this indicator (`queries.holding`)."""
    return access.deny(Ability.ADD_EVIDENCE, result.assessment.unit) or held


def deny_withdraw_paper(access: Access, evidence: Evidence, held: str) -> str:
    """`held`: why the paper is held for some indicator (`queries.holding`).

    That an issued document was recalled is for the clerk who issues to record, of an ended unit for
    that of who came after.
    """
    issues = Ability.ISSUE_DOCUMENT, evidence.unit
    if evidence.is_issued and (access.can(*issues) or access.can_finish(*issues)):
        return _deny_withdrawn(evidence) or held
    return deny_correct(access, evidence) or held


def deny_more_files(indicator_code: str, *, held: int, adding: int, limit: int) -> str:
    """The quota of files that one indicator of an assessment may have."""
    if held + adding <= limit:
        return ""
    return (
        f"Chỉ tiêu {indicator_code} đã có {format_decimal(held)} tệp, nhiều nhất là "
        f"{format_decimal(limit)} tệp. Hãy gỡ minh chứng không còn cần rồi thêm lại."
    )


def deny_more_bytes(*, held: int, adding: int, limit: int) -> str:
    """The quota of bytes that a commune may send in a day."""
    if held + adding <= limit:
        return ""
    return (
        f"Hôm nay xã đã gửi {format_decimal(held // 10**6)} MB, mỗi ngày nhiều nhất "
        f"{format_decimal(limit // 10**6)} MB. Hãy gửi tiếp vào ngày mai hoặc dùng ảnh nhỏ hơn."
    )


def offered_day(paper: Evidence, facts: FileFacts | None, *, today: date) -> date | None:
    """The day that the camera noted, where it may be the paper's and is not; it is only offered:
    the clock of a camera may be wrong, and a photographed document has a day of its own."""
    day = facts.taken_on if facts else None
    may_be = day and paper.kind == PaperKind.PHOTO and day <= today
    return day if may_be and day != paper.dated_on else None


def paper_errors(paper: Evidence, *, today: date) -> dict[str, str]:
    """Field → sentence for everything in the data of a paper that it does not take."""
    errors = {}
    if not clean_prose(paper.title):
        errors["title"] = TITLE_MISSING
    if paper.dated_on and paper.dated_on > today:
        errors["dated_on"] = "Ngày văn bản, ngày chụp không được sau hôm nay."
    if paper.dated_on and paper.dated_on.year < EARLIEST_YEAR:
        errors["dated_on"] = "Năm của ngày văn bản không hợp lý."
    if paper.kind == PaperKind.PHOTO and paper.dated_on is None:
        errors["dated_on"] = "Ảnh gửi qua Zalo không còn ngày chụp; hãy ghi ngày chụp."
    if paper.period_from and paper.period_to and paper.period_to < paper.period_from:
        errors["period_to"] = PERIOD_OUT_OF_ORDER
    if paper.expires_on and paper.dated_on and paper.expires_on < paper.dated_on:
        errors["expires_on"] = EXPIRES_EARLY
    if paper.sheets is not None and not 1 <= paper.sheets <= MOST_SHEETS:
        errors["sheets"] = SHEETS_WRONG
    return errors
