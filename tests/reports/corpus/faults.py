"""All faults of the three plans, in the order in which they are planted."""

from tests.reports.corpus import ea_hning, phu_thanh_tay, vinh_lac
from tests.reports.corpus.fault import FAULTS, Fault

__all__ = ["FAULTS", "Fault", "ea_hning", "phu_thanh_tay", "vinh_lac"]
