"""Every write to units, bodies, officials and postings: one transaction, one audit event."""

from villages.services.people import (
    appoint,
    create_official,
    edit_official,
    end_posting,
    take_on,
)
from villages.services.units import (
    create_body,
    create_unit,
    lock_tree,
    rewrite_paths,
    succeed,
)

__all__ = [
    "appoint",
    "create_body",
    "create_official",
    "create_unit",
    "edit_official",
    "end_posting",
    "lock_tree",
    "rewrite_paths",
    "succeed",
    "take_on",
]
