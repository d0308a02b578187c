"""What is known of imports: the columns matched before, one's earlier runs."""

from typing import Any

from villages.access import Access
from villages.imports.kinds import ListKind
from villages.models import ColumnChoice, ImportRun, Unit


def remembered_of(kind: ListKind, unit: Unit | None) -> dict[str, str]:
    """Heading → field as the unit's people matched it by hand, for files of this kind."""
    rows = ColumnChoice.objects.filter(kind=kind.slug, unit=unit)
    return dict(rows.values_list("heading", "field"))


def recent_runs(access: Access, kind: ListKind, place: Any) -> list[ImportRun]:
    """One's last imports into the list."""
    rows = ImportRun.objects.of(access).filter(kind=kind.slug, place_key=place.pk)
    return list(rows.defer("outcome", "columns").order_by("-pk")[:5])
