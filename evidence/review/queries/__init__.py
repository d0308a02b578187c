"""What pages and papers read of the review."""
