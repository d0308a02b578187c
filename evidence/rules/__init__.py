"""Who may do what with papers and in reviews, and when."""
