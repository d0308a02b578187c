"""The pages of the ground floor: units, officials and postings, the audit trail."""
