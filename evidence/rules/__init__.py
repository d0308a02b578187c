"""Who may do what with papers and reviews, and why not: pure functions, no writes."""
