"""What people type of papers and in reviews."""
