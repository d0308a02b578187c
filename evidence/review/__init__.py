"""The review of what was submitted: chains, rounds, verdicts."""
