"""The way of a document as its preview shows it: what was done, by whom, when, what is next."""

from dataclasses import dataclass

from django.utils import timezone

from evidence.issued.enums import DocumentState
from evidence.issued.rules import left_to_do
from ntm_project.common.dates import format_day
from reports.drawn import Drawn
from villages.access import Access

_ORDER = (
    DocumentState.DRAFT,
    DocumentState.CHECKED,
    DocumentState.SIGNED,
    DocumentState.ISSUED,
)


@dataclass(frozen=True)
class Milestone:
    """One state of the way; `is_reached` also once it lies behind."""

    label: str
    is_reached: bool
    is_here: bool
    note: str = ""  # who and when


@dataclass(frozen=True)
class Action:
    """The one next thing to do: a link, or the address of a form; off with its reason."""

    label: str
    url: str
    is_form: bool
    reason: str
    id: str
    seen: str = ""  # the digest of the text on the page, which the form confirms


@dataclass(frozen=True)
class Way:
    """The stages, why the document fell back or what is left once its agency has ended, and what is
    next."""

    stages: tuple[Milestone, ...]
    note: str
    actions: tuple[Action, ...]


def way_of(one: Drawn, access: Access) -> Way:
    """The way of a document that takes a number."""
    here = _ORDER.index(one.now.state)
    notes = _facts(one)
    stages = tuple(
        Milestone(
            str(state.label), at <= here, at == here, notes.get(state, "") if at <= here else ""
        )
        for at, state in enumerate(_ORDER)
    )
    note = one.now.fell_back or left_to_do(one.unit, one.now, access.on)
    return Way(stages, note, _next(one, access))


def _facts(one: Drawn) -> dict[DocumentState, str]:
    known = one.preparation
    if known is None or known.checked_at is None:
        return {}
    day = format_day(timezone.localdate(known.checked_at))
    found = {DocumentState.CHECKED: f"{known.checked_by or 'Chương trình'}, ngày {day}"}
    if known.signed_on:
        found[DocumentState.SIGNED] = f"{known.signatory_name}, ngày {format_day(known.signed_on)}"
    if known.issued:
        found[DocumentState.ISSUED] = (
            f"Số {known.issued.full_number}, ngày {format_day(known.issued.issued_on)}"
        )
    return found


def _next(one: Drawn, access: Access) -> tuple[Action, ...]:
    """What comes next; with the way to mend a signature that was recorded wrongly."""
    kind, row = one.kind, one.row
    sign_url, sign_reason = kind.url("sign", row), one.deny_sign(access)
    match one.now.state:
        case DocumentState.DRAFT:
            reason = one.deny_check(access)
            url = kind.url("check", row)
            seen = one.paper.fresh
            return (Action("Ghi nhận đã kiểm tra", url, True, reason, "check", seen),)
        case DocumentState.CHECKED:
            return (Action("Ghi nhận chữ ký", sign_url, False, sign_reason, "sign"),)
        case DocumentState.SIGNED:
            url, reason = kind.url("issue", row), one.deny_issue(access)
            issue = Action("Cấp số, phát hành", url, False, reason, "issue")
            again = Action("Sửa chữ ký đã ghi", sign_url, False, "", "sign")
            return (issue,) if sign_reason else (issue, again)
    return ()
