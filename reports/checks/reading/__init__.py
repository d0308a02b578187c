"""What authored words state: figures, days, names, sums; no database."""
