"""Who checks, signs and issues a document, and how far it has come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation
from evidence.issued.rules.signatures import NotAfter
from ntm_project.common.dates import format_day
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

NOT_NUMBERED = "Văn bản này là giấy làm việc hoặc danh mục, không lấy số và không phát hành."
NOT_CHECKED = "Văn bản còn là dự thảo; phải được kiểm tra trước khi trình ký."
NOT_SIGNED = "Văn bản chưa được ký; văn thư chỉ cấp số cho văn bản đã ký."
IS_CHECKED = "Văn bản đã được kiểm tra và từ đó chưa thay đổi."
CHANGED_SINCE = (
    "Nội dung văn bản đã thay đổi sau khi trang này mở; hãy đọc lại bản hiện nay rồi ghi nhận."
)
NO_EARLIER = "Văn bản này không thay thế, sửa đổi văn bản nào đã phát hành từ chương trình."
IS_ISSUED = "Văn bản đã phát hành và từ đó chưa thay đổi."


def no_fault() -> str:
    """The check of a text that nothing can keep from being issued: no fault."""
    return ""


@dataclass(frozen=True)
class DocumentStanding:
    """How far a document has come, and why it fell back."""

    state: DocumentState
    fell_back: str = ""


def standing(preparation: Preparation | None, digest: str) -> DocumentStanding:
    """The state of the content as it is now: what changed after it was checked is a draft again,
    and so is what was issued and then recalled."""
    if preparation is None or preparation.state == DocumentState.DRAFT:
        return DocumentStanding(DocumentState.DRAFT)
    if preparation.issued and preparation.issued.recalled_on:
        return DocumentStanding(DocumentState.DRAFT)
    if preparation.digest == digest:
        if preparation.state == DocumentState.SIGNED and (late := _signed_after_end(preparation)):
            return DocumentStanding(DocumentState.DRAFT, late)
        return DocumentStanding(DocumentState(preparation.state))
    if preparation.state == DocumentState.ISSUED:
        return DocumentStanding(DocumentState.DRAFT)
    day = format_day(timezone.localdate(preparation.checked_at))
    return DocumentStanding(
        DocumentState.DRAFT,
        f"Nội dung đã thay đổi sau khi kiểm tra ngày {day} nên văn bản trở lại dự thảo; "
        "cần kiểm tra lại.",
    )


def late_fault(unit: Unit, not_after: NotAfter | None, day: date, name: str) -> str:
    """Why nothing can be signed or numbered on the day, or "": the agency has ended by then, or
    what the paper is about (`not_after`) is over."""
    last = [NotAfter(unit.valid_to, _ended(unit))] if unit.valid_to else []
    last += [not_after] if not_after else []
    return next((fault for one in last if (fault := one.fault(day, name))), "")


def _ended(unit: Unit) -> str:
    end = f" sau ngày {format_day(unit.valid_to)}" if unit.valid_to else ""
    return f"{unit.title_name} đã thôi hoạt động{end}"


def _signed_after_end(known: Preparation) -> str:
    """The reason why a signature dated after the end of the agency is refused, or ""."""
    day = known.signed_on
    if day is None or not late_fault(known.unit, None, day, ""):
        return ""
    return (
        f"{_ended(known.unit)}, trước ngày ký {format_day(day)}, nên văn bản trở lại dự thảo; "
        "hãy lập, trình ký văn bản ở đơn vị tiếp nhận."
    )


def left_to_do(unit: Unit, now: DocumentStanding, today: date) -> str:
    """What is still done of a paper on its way whose agency has ended: what was signed while it
    was there gets its number in its own register (ADR 17); "" of an agency that is there."""
    is_on_its_way = now.state in (DocumentState.CHECKED, DocumentState.SIGNED)
    if unit.valid_to is None or not unit.end_words(today) or not is_on_its_way:
        return ""
    end = format_day(unit.valid_to)
    if now.state == DocumentState.SIGNED:
        return (
            f"{_ended(unit)}. Văn bản đã ký trước đó: văn thư của đơn vị tiếp nhận cấp số trong sổ "
            f"của {unit.full_name}, ngày ban hành không sau ngày {end}."
        )
    return (
        f"{_ended(unit)}. Nếu văn bản đã được ký đến hết ngày {end}, văn thư hoặc lãnh đạo của đơn "
        "vị tiếp nhận ghi nhận chữ ký ấy; nếu chưa, hãy lập văn bản ở đơn vị tiếp nhận."
    )


def _deny_finish(
    access: Access, ability: Ability, unit: Unit, symbol: str, now: DocumentStanding
) -> str:
    """What every step from the signature on needs: the right, a numbered kind, nothing issued. Of
    an agency that has ended, whoever has the right where it goes on brings to its end what was
    signed."""
    if not (access.can(ability, unit) or access.can_finish(ability, unit)):
        return left_to_do(unit, now, access.on) or access.deny(ability, unit)
    if not symbol:
        return NOT_NUMBERED
    return IS_ISSUED if now.state == DocumentState.ISSUED else ""


def _deny_prepare(access: Access, unit: Unit, symbol: str, now: DocumentStanding) -> str:
    """What every step before the signature needs: who checks, a numbered kind, nothing issued."""
    if now.state != DocumentState.ISSUED and unit.end_words(access.on):
        return f"{_ended(unit)} nên không còn trình ký; hãy lập văn bản ở đơn vị tiếp nhận."
    if reason := access.deny(Ability.CHECK_DOCUMENT, unit):
        return reason
    if not symbol:
        return NOT_NUMBERED
    return IS_ISSUED if now.state == DocumentState.ISSUED else ""


def deny_check(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Who leads the work or signs checks a draft; what has no symbol is no numbered document.

    `fault` finds why the text cannot be issued as it is; so it goes no step further.
    """
    if reason := _deny_prepare(access, unit, symbol, now):
        return reason
    return fault() if now.state == DocumentState.DRAFT else IS_CHECKED


def deny_relate(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    earlier: IssuedDocument | None,
) -> str:
    """Who checks a further paper states whether it replaces or amends the one before, until it is
    issued."""
    return _deny_prepare(access, unit, symbol, now) or ("" if earlier else NO_EARLIER)


def deny_sign(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Recording the signature belongs to who signs and to the clerk, once the text was checked; a
    signature recorded wrongly is recorded again until the document is issued."""
    if reason := _deny_finish(access, Ability.SIGN_DOCUMENT, unit, symbol, now):
        return reason
    return (now.fell_back or NOT_CHECKED) if now.state == DocumentState.DRAFT else fault()


def deny_issue(
    access: Access,
    unit: Unit,
    symbol: str,
    now: DocumentStanding,
    fault: Callable[[], str] = no_fault,
) -> str:
    """Issuing belongs to the clerk of the agency, and only what was signed gets a number."""
    if reason := _deny_finish(access, Ability.ISSUE_DOCUMENT, unit, symbol, now):
        return reason
    return fault() if now.state == DocumentState.SIGNED else (now.fell_back or NOT_SIGNED)


def deny_set_register(access: Access, unit: Unit) -> str:
    """How an agency numbers is set by its clerk; of one that has ended by whoever gives what was
    signed there its number (ADR 17)."""
    if access.can_finish(Ability.ISSUE_DOCUMENT, unit):
        return ""
    return access.deny(Ability.ISSUE_DOCUMENT, unit)
