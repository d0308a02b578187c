"""What pages and papers read of evidence."""
