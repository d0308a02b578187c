"""Who may take a dossier away: whoever may see every paper in it."""

from collections.abc import Iterable

from evidence.papers.models import Evidence
from villages.access import Access


def deny_dossier(access: Access, papers: Iterable[Evidence]) -> str:
    """Page, ZIP, PDF and the buttons that are off share this sentence."""
    unseen = {p.unit_id: p.unit.full_name for p in papers if not access.sees(p.unit)}
    if not unseen:
        return ""
    return (
        f"Hồ sơ có minh chứng của {', '.join(sorted(unseen.values()))}, ngoài đơn vị được giao; "
        "người xem được mọi minh chứng trong hồ sơ mới tải được."
    )
