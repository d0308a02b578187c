"""All faults of the six plans, in the order in which they are planted."""

from tests.reports.corpus import (
    dong_quan_lac,
    ea_hning,
    hon_dua,
    nam_khon,
    phu_thanh_tay,
    vinh_lac,
)
from tests.reports.corpus.fault import FAULTS, Fault
from tests.reports.corpus.specs import FIRST_SPECS

SPECS = [*FIRST_SPECS, dong_quan_lac.SPEC, nam_khon.SPEC, hon_dua.SPEC]
# What looks odd in a plan and is right, by the number of the commune.
INNOCENTS = {3: dong_quan_lac.innocents, 4: nam_khon.innocents, 5: hon_dua.innocents}

__all__ = ["FAULTS", "INNOCENTS", "SPECS", "Fault", "ea_hning", "phu_thanh_tay", "vinh_lac"]
