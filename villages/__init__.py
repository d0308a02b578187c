"""Units and their history, bodies, officials, postings, roles, the audit trail."""
