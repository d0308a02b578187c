"""SQLite with the last steps of a transaction (`common/before_commit.py`)."""
