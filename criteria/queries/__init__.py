"""What pages and papers read of criteria sets, assessments and results."""
