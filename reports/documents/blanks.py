"""What stands on a paper where its writer fills in by hand, or in Word."""

BLANK = "……"
LONG_BLANK = "…" * 24
DAY_BLANK = "ngày ……/……/……"
