"""Who may change units, officials and postings, and what a unit may become: pure functions."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from ntm_project.common.dates import format_day, year_after
from villages.access import Access
from villages.enums import Ability
from villages.models import Body, Delegation, Lineage, Official, Posting, SavedView, Unit
from villages.roles import ROLES_NEVER_LENT, roles_named


def deny_administer(access: Access, unit: Unit) -> str:
    return access.deny(Ability.ADMINISTER, unit)


def deny_ended(access: Access, unit: Unit, until: date | None = None) -> str:
    """Nothing begins in a unit that has ended; what ended with it (`until`) is its history."""
    end = unit.valid_to
    if access.is_system or (end is not None and until is not None and until <= end):
        return ""
    return unit.end_words(access.on)


def deny_succession(unit: Unit, on: date, act: str) -> str:
    """A unit ends once: what has become another, or has an end, becomes nothing else on another day
    or by another act. Its successor can; a split is several successors of one day and act."""
    for row in unit.successions.all():
        if (row.happened_on, row.act) != (on, act):
            return (
                f"{unit.title_name} đã được sắp xếp thành {row.successor.full_name} từ ngày "
                f"{format_day(row.happened_on)} theo {row.act}. Nếu đã ghi nhầm, hãy sắp xếp tiếp "
                f"{row.successor.full_name} theo văn bản đính chính."
            )
    if unit.valid_to and unit.valid_to != on - timedelta(days=1):
        has = "đã " if unit.valid_to < on else ""
        return (
            f"{unit.title_name} {has}thôi hoạt động sau ngày {format_day(unit.valid_to)}, nên "
            f"không thành đơn vị khác từ ngày {format_day(on)} được."
        )
    return ""


def deny_redate(
    unit: Unit, founded: Iterable[Lineage], ended: Iterable[Lineage], fields: Mapping[str, Any]
) -> str:
    """The first day of what an act founded and the last of what it ended are the act's: without
    them the unit and what it was or became would be there at once."""
    kept = [("valid_from", "có từ ngày", row.happened_on, row.act) for row in founded]
    kept += [
        ("valid_to", "thôi hoạt động sau ngày", row.happened_on - timedelta(days=1), row.act)
        for row in ended
    ]
    for name, words, day, act in kept:
        if getattr(unit, name) == day and fields.get(name, day) != day:
            return f"{unit.title_name} {words} {format_day(day)} theo {act}."
    return ""


def deny_far_day(access: Access, on: date) -> str:
    """A change of units has an act, and no act takes effect years later: such a day is mistyped."""
    last = year_after(access.on)
    if access.is_system or on <= last:
        return ""
    return (
        f"Ngày có hiệu lực {format_day(on)} cách hôm nay hơn một năm; hãy xem lại năm. Chỉ nhận "
        f"đến ngày {format_day(last)}."
    )


def deny_merge_villages(villages: list[Unit], on: date) -> str:
    """Villages become one village only within one commune (decree 185/2026: its council decides),
    or where their communes are one on that day."""
    above = {unit.parent for unit in villages if unit.is_village and unit.parent}
    if len(above) < 2 or set.intersection(*(_standing(unit, on, set()) for unit in above)):
        return ""
    names = " và ".join(sorted(f"{unit.full_name} ({unit.parent})" for unit in villages))
    return (
        f"Không sáp nhập {names}: các xã này chưa là một vào ngày {format_day(on)}. Hãy ghi việc "
        "sáp nhập xã trước, hoặc chuyển thôn về cùng một xã rồi mới sáp nhập."
    )


def _standing(unit: Unit, on: date, passed: set[int]) -> set[int]:
    """What a unit has become by a day: itself, or all that stand for it."""
    passed.add(unit.pk)
    rows = unit.successions.filter(happened_on__lte=on).select_related("successor")
    heirs = [row.successor for row in rows if row.successor_id not in passed]
    found = [_standing(heir, on, passed) for heir in heirs]
    return set().union(*found) if found else {unit.pk}


def deny_add_body(access: Access, unit: Unit) -> str:
    return deny_administer(access, unit) or deny_ended(access, unit)


def deny_add_unit(access: Access, parent: Unit | None, until: date | None = None) -> str:
    """A province stands below none, so that only whoever administers a whole province adds one."""
    if parent is not None:
        return deny_administer(access, parent) or deny_ended(access, parent, until)
    holds = [p for p in access.postings if p.unit.parent_id is None]
    if access.is_system or any(access.can(Ability.ADMINISTER, p.unit) for p in holds):
        return ""
    return "Đơn vị mới phải có cấp trên; thêm tỉnh là việc của người quản trị cấp tỉnh."


def deny_edit_reference(access: Access) -> str:
    """Criteria sets, expected papers and holidays bind every commune of the country."""
    if access.can_anywhere(Ability.EDIT_REFERENCE):
        return ""
    return (
        "Bộ tiêu chí, yêu cầu minh chứng và ngày nghỉ dùng chung cho mọi địa phương; "
        f"việc sửa dành cho: {roles_named(Ability.EDIT_REFERENCE)}, giữ chức vụ ở cấp tỉnh."
    )


# What a unit is: its rights hang on the level, what its indicators must reach on the others.
CLASSIFYING = ("level", "region", "commune_group")


def deny_classify(access: Access, unit: Unit) -> str:
    """The unit above records what a unit is; of a province, which has none, by itself."""
    if access.is_system or not deny_administer(access, unit.parent or unit):
        return ""
    return "Cấp, vùng và nhóm xã của một đơn vị do người quản trị của đơn vị cấp trên sửa."


def deny_edit_postings(access: Access, unit: Unit) -> str:
    return access.deny(Ability.EDIT_POSTINGS, unit)


def deny_account(access: Access, official: Official) -> str:
    """An account is changed, reset or closed by whoever administers every unit it has a duty in.

    Else a commune could sign in as the man who now reviews it. Without any duty the account stays
    with the unit of the last one, or with the unit that made it (`Official.answering_units`).
    """
    units = official.answering_units(access.on)
    refused = [reason for unit in units if (reason := deny_edit_postings(access, unit))]
    if access.is_system or (units and not refused):
        return ""
    if not access.can_anywhere(Ability.EDIT_POSTINGS) and refused:
        return refused[0]
    return (
        "Tài khoản này còn giữ chức vụ hoặc do đơn vị ngoài phạm vi quản trị của đồng chí quản lý; "
        "hãy đề nghị người quản trị của đơn vị đó hoặc của cấp trên chung."
    )


def deny_appoint(access: Access, official: Official, unit: Unit) -> str:
    """A posting is given in one's own scope, to an account of which one may dispose.

    A posting given to a colleague elsewhere would take the account from those who answer for it.
    """
    return deny_edit_postings(access, unit) or deny_account(access, official)


def ending_error(posting: Posting, until: date, today: date) -> str:
    """ "" where the last day may become `until`: set or moved until the posting is over."""
    if posting.has_ended(today):
        return "Chức vụ này đã kết thúc trước đó."
    if posting.ends_on == until:
        return f"Sổ đã ghi chức vụ này giữ đến hết {format_day(until)}."
    return ""


def ending_doubt(until: date, today: date) -> str:
    """What to look at again where a post is to end so late; "" within a year."""
    if until <= year_after(today):
        return ""
    return f"Ngày cuối {format_day(until)} còn hơn một năm nữa; hãy xem lại năm."


def deny_post(access: Access, official: Official, unit: Unit, until: date | None = None) -> str:
    """A new posting is given where one may appoint, and the unit is still there."""
    return deny_appoint(access, official, unit) or deny_ended(access, unit, until)


def deny_delegate(access: Access, official: Official) -> str:
    """Whoever will be away lets a colleague stand in, or whoever may appoint them: the units of
    every posting of theirs must be administered (`deny_account`)."""
    if access.official is not None and access.official.pk == official.pk:
        return ""
    return deny_account(access, official)


def deny_revoke_delegation(access: Access, delegation: Delegation) -> str:
    """Whoever may set one ends it, until it is over."""
    if reason := deny_delegate(access, delegation.posting.official):
        return reason
    return "Lần làm thay này đã kết thúc." if delegation.is_over(access.on) else ""


def delegation_errors(
    row: Delegation, *, today: date, is_colleague: bool, other: Delegation | None
) -> dict[str, str]:
    """Field → sentence: within the days of the posting, by a colleague of the unit, one at a time;
    accounts and the data of all are kept by whoever is appointed to it alone."""
    posting, errors = row.posting, {}
    if posting.role in ROLES_NEVER_LENT:
        errors["posting"] = f"Vai trò “{posting.get_role_display()}” không nhờ người làm thay được."
    elif posting.has_ended(today) or not posting.official.is_active:
        errors["posting"] = "Chức vụ này đã kết thúc hoặc tài khoản đã đóng."
    if row.starts_on < today:
        errors["starts_on"] = "Từ ngày không được trước hôm nay."
    elif posting.starts_on and row.starts_on < posting.starts_on:
        errors["starts_on"] = f"Chức vụ này bắt đầu từ {format_day(posting.starts_on)}."
    elif other is not None:
        days = f"từ {format_day(other.starts_on)} đến hết {format_day(other.ends_on)}"
        errors["starts_on"] = f"{other.official} đã làm thay chức vụ này {days}."
    if posting.ends_on and row.ends_on > posting.ends_on:
        errors["ends_on"] = f"Chức vụ này chỉ đến hết {format_day(posting.ends_on)}."
    if row.ends_on > year_after(row.starts_on):
        errors["ends_on"] = (
            "Một lần làm thay không quá một năm; vắng lâu hơn thì giao chức vụ cho người khác."
        )
    if not is_colleague:
        errors["official"] = (
            f"Người làm thay phải đang giữ chức vụ ở {posting.unit.full_name} từ ngày đó."
        )
    return errors


def body_error(body: Body | None, unit: Unit | None) -> str:
    """ "" for a body of the unit, or where one of the two is not chosen."""
    if body is None or unit is None or body.unit_id == unit.pk:
        return ""
    return f"Tổ chức này thuộc {body.unit}, không thuộc {unit}."


def parent_error(unit: Unit, parent: Unit | None) -> str:
    """Empty, or why `parent` cannot stand above `unit`: no unit lies inside its own child."""
    if parent is None or unit.pk is None:
        return ""
    if parent.path.startswith(unit.path):
        return f"{unit.title_name} không thể trực thuộc chính nó hoặc đơn vị con của nó."
    return ""


NO_POSTING = "Đồng chí chưa giữ chức vụ nào nên chưa lưu danh sách được."


def deny_edit_view(access: Access, view: SavedView) -> str:
    """A saved list is its owner's to rename, share and remove."""
    if access.official is not None and view.owner_id == access.official.pk:
        return ""
    return f"Danh sách này do đồng chí {view.owner} lưu; chỉ người lưu đổi tên hoặc bỏ được."
