"""Where a paper is made and who heads the unit that day, as the record knows it."""

from datetime import date

from villages.enums import Role
from villages.models import Posting, Unit


def head_on(unit: Unit, day: date, role: Role = Role.CHAIR) -> str:
    """Who holds the office on the day; "" for nobody, and for an account that names nobody:
    `Chủ tịch UBND xã (chưa nêu tên)`."""
    held = Posting.objects.filter(unit=unit, role=role).open_on(day)
    names = held.order_by("-is_main", "pk").values_list("official__full_name", flat=True)
    name: str = names.first() or ""
    return "" if name.endswith(")") else name


def place_of(unit: Unit) -> str:
    """The place beside the date, without what an invented commune has in brackets."""
    return unit.name.partition(" (")[0]
