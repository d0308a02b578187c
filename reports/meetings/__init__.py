"""What a meeting looks at: its agenda drawn from the record, on a projector, and as it was kept."""
