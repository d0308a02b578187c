"""What the pages of this floor read: aggregates and rows, never written."""
