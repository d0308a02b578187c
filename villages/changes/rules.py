"""Who may change units, and what makes a change impossible: one sentence each."""

from datetime import date

from ntm_project.common.dates import format_day
from ntm_project.common.text import fold
from villages.access import Access
from villages.changes.models import Change, Heir, Step
from villages.enums import Ability, LineageKind, UnitLevel
from villages.models import Unit
from villages.nouns import COMMUNES
from villages.rules import deny_administer, deny_ended, deny_merge_villages, deny_succession

NOT_YET = "Chỉ ghi sắp xếp từ ngày văn bản có hiệu lực; trước ngày đó xem trước được."


def deny_change_below(access: Access, parent: Unit) -> str:
    """Whoever administers the unit above changes those directly below it (villages: the commune's
    council, decree 185/2026; the record follows its resolution)."""
    if reason := deny_administer(access, parent) or deny_ended(access, parent):
        return reason
    if parent.is_village:
        return f"Dưới {parent.full_name} không có đơn vị nào để sắp xếp."
    return ""


def deny_end(access: Access, unit: Unit) -> str:
    """A unit is ended by whoever administers it, or the unit that its own branch has become."""
    if access.can(Ability.ADMINISTER, unit):
        return ""
    scope = access.holding(Ability.ADMINISTER).postings
    if any(unit.path.startswith(path) for p in scope for path in p.unit.former_paths):
        return ""
    return f"{unit.title_name}: {access.deny(Ability.ADMINISTER, unit)}"


def deny_end_by(change: Change, unit: Unit) -> str:
    """Why a unit, or one below it, does not end by this change: it has ended or will, or has not
    yet begun."""
    if reason := deny_succession(unit, change.on, change.act):
        return reason
    if unit.valid_to:
        return f"{unit.title_name} đã thôi hoạt động sau ngày {format_day(unit.valid_to)}."
    if unit.valid_from and unit.valid_from >= change.on:
        return (
            f"{unit.title_name} có từ ngày {format_day(unit.valid_from)}, nên không kết thúc "
            f"trước ngày {format_day(change.on)} được."
        )
    return ""


def part_faults(change: Change) -> list[str]:
    """A unit below one that ends goes on with it only where it has no end of its own."""
    olds = [unit for part in change.parts for unit in part.olds]
    return [reason for unit in olds if (reason := deny_end_by(change, unit))]


def deny_run(change: Change, today: date) -> str:
    """The record follows what is in force; nobody loses a right before the day."""
    return NOT_YET if change.on > today else ""


def late_words(change: Change) -> str:
    """A warning where the old units worked after the day, whose year may be mistyped; else ""."""
    if change.late is None:
        return ""
    _, what = change.late
    return (
        f"Ngày có hiệu lực {format_day(change.on)} có thể ghi nhầm: sổ còn ghi việc của đơn vị cũ "
        f"sau ngày ấy, muộn nhất là {what}."
    )


def deny_unsure(access: Access, change: Change) -> str:
    """A change of units cannot be undone: a day before the latest work must be confirmed."""
    if access.is_system or change.is_sure:
        return ""
    doubt = late_words(change)
    return f"{doubt} Hãy xem lại ngày, hoặc đánh dấu xác nhận." if doubt else ""


def step_faults(step: Step, change: Change) -> list[str]:
    """Why the units of one line cannot become the others."""
    found = [reason for unit in step.olds if (reason := deny_end_by(change, unit))]
    kind = step.kind(change.parent)
    taking = [heir.found for heir in step.heirs if heir.found]
    if kind == LineageKind.MERGE or taking:
        across = deny_merge_villages([*step.olds, *taking], change.on)
        found += [across] if across else []
    if len({unit.level for unit in step.olds}) > 1:
        found.append(f"“{step.line}”: các đơn vị cũ không cùng cấp.")
    first = step.olds[0]
    if kind == LineageKind.RENAME and str(step.heirs[0]) == first.full_name:
        found.append(f"{first.title_name} đang mang đúng tên này.")
    for heir in step.heirs:
        found += _taking_faults(heir.found, change) if heir.found else _noun_faults(step, heir)
    return found


def _noun_faults(step: Step, heir: Heir) -> list[str]:
    """A village of the name `thị trấn Đồi Chè` was meant as a town, unless its noun is typed."""
    noun = next((n for n in COMMUNES if fold(heir.name).startswith(f"{fold(n)} ")), "")
    if heir.level != UnitLevel.VILLAGE or not noun or fold(str(heir)) in fold(step.line):
        return []
    return [
        f"“{heir.name}”: thôn, tổ dân phố không thành {noun} được; nếu “{noun}” là chữ của tên thì "
        f"ghi đủ “{heir}”."
    ]


def _taking_faults(known: Unit, change: Change) -> list[str]:
    """Why a unit that is there takes no other on that day."""
    found = []
    if known.valid_to:
        day = format_day(known.valid_to)
        found.append(
            f"{known.title_name} thôi hoạt động sau ngày {day}, không nhận thêm đơn vị được."
        )
    if known.valid_from and known.valid_from > change.on:
        found.append(
            f"{known.title_name} có từ ngày {format_day(known.valid_from)}, sau ngày sắp xếp."
        )
    return found


def double_faults(change: Change) -> list[str]:
    """No unit in two lines, none old and new at once, no two units to come of one name."""
    olds = [unit for step in change.steps for unit in step.olds]
    found = [
        f"{unit.title_name} được nêu ở hai dòng; mỗi đơn vị chỉ sắp xếp một lần trong một văn bản."
        for unit in dict.fromkeys(olds)
        if olds.count(unit) > 1
    ]
    heirs = [heir for step in change.steps for heir in step.heirs]
    found += [
        f"{heir.found.title_name} vừa là đơn vị cũ vừa là đơn vị mới."
        for heir in heirs
        if heir.found in olds
    ]
    names = [str(heir).casefold() for heir in heirs]
    found += [
        f"Hai đơn vị mới cùng tên “{heir}”; nếu nhập chung thì viết trên một dòng."
        for n, heir in enumerate(heirs)
        if names.index(str(heir).casefold()) < n
    ]
    if change.parent in olds:
        found.append(f"{change.parent.title_name} không thể vừa kết thúc vừa nhận đơn vị mới.")
    return found


def posting_faults(change: Change) -> list[str]:
    """A posting that begins only after the old unit has ended must be mended first."""
    return [
        f"{held.posting.official} giữ chức vụ {held.posting.title} tại {held.posting.unit} từ ngày "
        f"{format_day(held.posting.starts_on)}, sau ngày đơn vị này kết thúc; hãy sửa trước."
        for held in change.held
        if held.posting.starts_on and held.posting.starts_on > change.last_day
    ]


def level_below(parent: Unit) -> tuple[str, ...]:
    """The levels of units that can stand directly below one."""
    if parent.level == UnitLevel.COMMUNE:
        return (UnitLevel.VILLAGE,)
    return (UnitLevel.COMMUNE,)
