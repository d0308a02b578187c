"""Units and their history, bodies, officials, postings, and the audit trail."""

from villages.models.audit import AuditEvent
from villages.models.lookups import Below
from villages.models.people import Official, Posting
from villages.models.units import Body, Lineage, Unit, in_scope

__all__ = ["AuditEvent", "Below", "Body", "Lineage", "Official", "Posting", "Unit", "in_scope"]
