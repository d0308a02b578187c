"""Every write to papers: one transaction, one audit event each; files are durable before rows."""

from evidence.papers.services.links import link, link_task, unlink
from evidence.papers.services.papers import (
    Added,
    add_paper,
    add_revision,
    edit_paper,
    withdraw_paper,
)

__all__ = [
    "Added",
    "add_paper",
    "add_revision",
    "edit_paper",
    "link",
    "link_task",
    "unlink",
    "withdraw_paper",
]
