"""All faults of the seventeen plans, in the order in which they are planted."""

from tests.reports.corpus import (
    binh_van_thuong,
    binh_van_thuong_faults,
    cam_ha_trung,
    cam_ha_trung_more,
    dai_hung_chau,
    dai_hung_chau_faults,
    dong_quan_lac,
    ea_hning,
    hon_dua,
    loc_phu_hoa,
    loc_phu_hoa_faults,
    muong_thuong,
    muong_thuong_faults,
    my_thien_dong,
    my_thien_dong_faults,
    nam_khon,
    phu_luong_ha,
    phu_luong_ha_faults,
    phu_thanh_tay,
    tra_nham_bac,
    tra_nham_bac_faults,
    tru_lac,
    tru_lac_faults,
    vinh_lac,
    vinh_thanh_dong,
    vinh_thanh_dong_faults,
    vinh_thanh_dong_more,
    yen_trach,
    yen_trach_faults,
)
from tests.reports.corpus.fault import FAULTS, Fault
from tests.reports.corpus.specs import FIRST_SPECS

SPECS = [
    *FIRST_SPECS,
    dong_quan_lac.SPEC,
    nam_khon.SPEC,
    hon_dua.SPEC,
    my_thien_dong.SPEC,
    tru_lac.SPEC,
    loc_phu_hoa.SPEC,
    binh_van_thuong.SPEC,
    dai_hung_chau.SPEC,
    yen_trach.SPEC,
    muong_thuong.SPEC,
    tra_nham_bac.SPEC,
    vinh_thanh_dong.SPEC,
    phu_luong_ha.SPEC,
    cam_ha_trung.SPEC,
]
# What looks odd in a plan and is right, by the number of the commune.
INNOCENTS = {
    3: dong_quan_lac.innocents,
    4: nam_khon.innocents,
    5: hon_dua.innocents,
    6: my_thien_dong.innocents,
    7: tru_lac.innocents,
    8: loc_phu_hoa.innocents,
    9: binh_van_thuong.innocents,
    10: dai_hung_chau.innocents,
    11: yen_trach.innocents,
    12: muong_thuong.innocents,
    13: tra_nham_bac.innocents,
    14: vinh_thanh_dong.innocents,
    15: phu_luong_ha.innocents,
    16: cam_ha_trung.innocents,
}

__all__ = [
    "FAULTS", "INNOCENTS", "SPECS", "Fault", "binh_van_thuong_faults", "cam_ha_trung_more",
    "dai_hung_chau_faults",
    "ea_hning", "loc_phu_hoa_faults", "muong_thuong_faults", "my_thien_dong_faults",
    "phu_luong_ha_faults", "phu_thanh_tay", "tra_nham_bac_faults", "tru_lac_faults", "vinh_lac",
    "vinh_thanh_dong_faults", "vinh_thanh_dong_more", "yen_trach_faults",
]  # fmt: skip
