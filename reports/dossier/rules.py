"""Who may take a dossier away: whoever may see every paper in it."""

from collections.abc import Iterable

from villages.access import Access
from villages.models import Unit


def deny_dossier(access: Access, units: Iterable[Unit]) -> str:
    """`units`: those whose papers lie in it. Page, ZIP, PDF and buttons share this sentence."""
    unseen = {unit.full_name for unit in units if not access.sees(unit)}
    if not unseen:
        return ""
    return (
        f"Hồ sơ có minh chứng của {', '.join(sorted(unseen))}, ngoài đơn vị được giao; "
        "người xem được mọi minh chứng trong hồ sơ mới tải được."
    )
