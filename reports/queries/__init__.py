"""Read-only queries behind boards, checks and papers."""
