"""By which office and authority somebody signs, and on which day (decree 30, article 13)."""

from datetime import date
from typing import Any

import pytest

from evidence.issued.enums import Authority
from evidence.issued.rules import NotBefore, authority_lines, likely_authority, signature_fault
from villages.enums import Role
from villages.models import Body, Official, Posting


def _posting(role: str, title: str, **other: Any) -> Posting:
    return Posting(official=Official(full_name="Lê Văn A"), role=role, title=title, **other)


_CHAIR = _posting(Role.CHAIR, "Chủ tịch UBND xã")
_VICE = _posting(Role.VICE_CHAIR, "Phó Chủ tịch UBND xã", ends_on=date(2024, 6, 30))
_OFFICE = _posting(Role.OFFICIAL, "Chánh Văn phòng")
_FRONT = _posting(Role.COMMITTEE, "Chủ tịch UBMTTQ xã, thành viên BCĐ")
_PARTY_CHAIR = _posting(Role.CHAIR, "Phó Bí thư Đảng ủy, Chủ tịch UBND xã")
_ACTING = _posting(Role.VICE_CHAIR, "Phó Bí thư Đảng ủy, Quyền Chủ tịch UBND xã")
_UBND, _BCD = "TM. ỦY BAN NHÂN DÂN", "TM. BAN CHỈ ĐẠO"
_BOARD = Body(name="Ban chỉ đạo xây dựng NTM xã")
_MEMBER = _posting(Role.COMMITTEE, "Thành viên Ban chỉ đạo xã", body=_BOARD)
_STANDING = _posting(Role.STANDING_OFFICER, "Ủy viên thường trực", body=_BOARD)
_BOARD_DEPUTY = _posting(Role.COMMITTEE, "Phó trưởng BCĐ phụ trách văn xã", body=_BOARD)
_PARTY = Body(name="Đảng ủy xã")
_SECRETARY = _posting(Role.COMMITTEE, "Bí thư Đảng ủy", body=_PARTY)
_YOUTH = _posting(Role.COMMITTEE, "Bí thư Đoàn xã")
_FARMERS = _posting(Role.COMMITTEE, "Chủ tịch Hội Nông dân xã")
_OFFICE_HEAD = _posting(Role.OFFICIAL, "Chánh Văn phòng điều phối NTM huyện")
_OFFICE_DEPUTY = _posting(Role.OFFICIAL, "Phó Chánh Văn phòng")
_OFFICE_LINE = "CHÁNH VĂN PHÒNG"
_BY_OFFICE = ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")


@pytest.mark.parametrize(
    ("posting", "authority", "opening", "day", "fault", "lines"),
    [
        (_CHAIR, "TM", _UBND, 1, set(), (_UBND, "CHỦ TỊCH")),
        (_CHAIR, "KT", _UBND, 1, {"authority"}, None),
        (_CHAIR, "TL", _UBND, 1, {"authority"}, None),
        (_CHAIR, "", _UBND, 1, set(), ("CHỦ TỊCH UBND XÃ",)),
        (_CHAIR, "KT", _BCD, 1, set(), (_BCD, "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        (_posting(Role.CHAIR, "Quyền Chủ tịch"), "TM", _UBND, 1, set(), (_UBND, "Q. CHỦ TỊCH")),
        (_VICE, "KT", _UBND, 1, set(), (_UBND, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (_VICE, "TM", _UBND, 1, {"authority"}, None),
        (_VICE, "KT", _UBND, 7, {"posting"}, None),
        (_OFFICE, "TL", _UBND, 1, set(), ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (_OFFICE, "TUQ", _UBND, 1, set(), ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (_OFFICE, "TM", _UBND, 1, {"authority"}, None),
        (_FRONT, "TM", _UBND, 1, {"authority"}, None),
        (_posting(Role.COMMITTEE, "Bí thư Đoàn xã"), "TM", _UBND, 1, {"authority"}, None),
        (_posting(Role.OFFICIAL, "Phó Chủ tịch HĐND xã"), "KT", _UBND, 1, {"authority"}, None),
        (_posting(Role.OFFICIAL, "Phó Trưởng Công an xã"), "KT", _UBND, 1, {"authority"}, None),
        (_PARTY_CHAIR, "TM", _UBND, 1, set(), (_UBND, "CHỦ TỊCH")),
        (_PARTY_CHAIR, "KT", _UBND, 1, {"authority"}, None),
        (_ACTING, "TM", _UBND, 1, set(), (_UBND, "Q. CHỦ TỊCH")),
        (_CHAIR, "TM", _UBND, 12, {"signed_on"}, None),
        # By their own office anybody would pass; only who leads the body signs for it.
        (_FRONT, "", _UBND, 1, {"authority"}, None),
        (_OFFICE, "", _UBND, 1, {"authority"}, None),
        (_VICE, "", _UBND, 1, set(), ("PHÓ CHỦ TỊCH UBND XÃ",)),
        (_MEMBER, "", _BCD, 1, {"authority"}, None),
        (_MEMBER, "TM", _BCD, 1, {"authority"}, None),
        (_OFFICE, "KT", _BCD, 1, {"authority"}, None),
        (_STANDING, "", _BCD, 1, set(), ("ỦY VIÊN THƯỜNG TRỰC",)),
        (_STANDING, "TM", _BCD, 1, {"authority"}, None),
        (_STANDING, "", _UBND, 1, {"authority"}, None),
        (_BOARD_DEPUTY, "KT", _BCD, 1, set(), (_BCD, "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")),
        (_BOARD_DEPUTY, "KT", "TM. BAN QUẢN LÝ", 1, {"authority"}, None),
        (_SECRETARY, "TM", _BCD, 1, set(), (_BCD, "TRƯỞNG BAN")),
        (_YOUTH, "TM", _BCD, 1, {"authority"}, None),
        (_FARMERS, "TM", "TM. HỘI NÔNG DÂN XÃ", 1, set(), ("TM. HỘI NÔNG DÂN XÃ", "CHỦ TỊCH")),
        (_CHAIR, "TM", "TM. HỘI NÔNG DÂN XÃ", 1, {"authority"}, None),
        (_OFFICE_HEAD, "", _OFFICE_LINE, 1, set(), ("CHÁNH VĂN PHÒNG ĐIỀU PHỐI NTM HUYỆN",)),
        (_OFFICE_HEAD, "TM", _OFFICE_LINE, 1, {"authority"}, None),
        (_OFFICE_DEPUTY, "KT", _OFFICE_LINE, 1, set(), _BY_OFFICE),
        (_FRONT, "", _OFFICE_LINE, 1, {"authority"}, None),
        (_FRONT, "", "", 1, set(), ("CHỦ TỊCH UBMTTQ XÃ, THÀNH VIÊN BCĐ",)),  # chaired
    ],
)
def test_who_signs_by_which_authority(posting, authority, opening, day, fault, lines) -> None:
    on = date(2024, day, 15)
    today = date(2024, 8, 15)
    found = signature_fault(posting, authority, on, today=today, opening=opening)
    assert set(found) == fault
    if lines:
        assert authority_lines(posting, authority, opening) == lines


def test_nobody_signs_before_what_the_paper_reports_of() -> None:
    on, today = date(2024, 6, 14), date(2024, 8, 15)

    def faults(signed_on: date) -> dict[str, str]:
        least = NotBefore(on)
        return signature_fault(
            _CHAIR, "TM", signed_on, today=today, opening=_UBND, not_before=least
        )

    assert set(faults(date(2024, 6, 13))) == {"signed_on"}
    assert faults(on) == {}


def test_minutes_are_signed_by_whoever_chaired_with_their_own_office() -> None:
    assert likely_authority(_VICE, "") == Authority.OWN
    assert likely_authority(_VICE, _UBND) == Authority.FOR_HEAD
