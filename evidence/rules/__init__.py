"""Who may do what with papers and rounds, and when: pure functions, no writes."""
