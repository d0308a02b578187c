"""The words that a page shows for an empty value: one for each kind of place.

A paper for signature has its own: what a form leaves for the pen stays blank there.
"""

EMPTY = "trống"  # before or after a change: `Ghi chú: trống → đã bàn giao`
DASH = "–"  # a cell of a table, a figure
UNRECORDED = "chưa ghi"  # a fact of a row: `Điện thoại: chưa ghi`
