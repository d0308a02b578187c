"""The agency of a plan within a sentence, also where its unit bears another name today, and at the
head of its paper."""

from dataclasses import replace

import pytest

from reports.documents.blocks import Signature
from reports.documents.html import render_body
from reports.documents.kinds.plan.document import issuer_in_a_sentence, issuer_lines_of_plan
from reports.documents.numbering import place_and_date, place_and_date_lines
from reports.documents.plain_text import render_text
from tasks.models import Plan
from tests.reports import sample
from villages.models import Unit


@pytest.mark.parametrize(
    ("issuer", "printed"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ ĐOAN BÁI", "Ủy ban nhân dân xã Đoan Bái"),
        ("ỦY BAN NHÂN DÂN\nTHỊ TRẤN THẮNG", "Ủy ban nhân dân thị trấn Thắng"),
        (
            "ỦY BAN NHÂN DÂN XÃ ĐOAN BÁI\nBAN CHỈ ĐẠO XÂY DỰNG NTM",
            "Ban Chỉ đạo xây dựng NTM xã Đoan Bái",
        ),
        ("BAN CHỈ ĐẠO\nXÂY DỰNG NTM\nXÃ HỢP THỊNH", "Ban Chỉ đạo xây dựng NTM xã Hợp Thịnh"),
        ("BAN KINH TẾ - XÃ HỘI", "Ban kinh tế - xã hội"),
    ],
)
def test_the_name_of_another_unit_keeps_its_capitals(issuer: str, printed: str) -> None:
    unit = Unit(noun="xã", name="Hợp Thịnh")
    assert issuer_in_a_sentence(Plan(unit=unit, issuer=issuer)) == printed


def test_who_issues_and_by_which_authority_stand_in_capitals_however_typed() -> None:
    plan = sample.plan(0)
    lines = (("Ban Chỉ đạo NTM", True),)
    typed = replace(
        plan,
        header=replace(plan.header, superior="UBND huyện", issuer_lines=lines),
        signature=Signature(("TM. Ban chỉ đạo", "Trưởng ban"), name="Đặng Văn Tâm"),
    )
    found = [render_body(typed), render_text(typed)]
    for line in ("UBND HUYỆN", "BAN CHỈ ĐẠO NTM", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN"):
        assert all(line in one for one in found), line
    assert all("Đặng Văn Tâm" in one for one in found)


def test_the_agency_above_a_board_is_not_bold() -> None:
    plan = Plan(issuer="ỦY BAN NHÂN DÂN\nXÃ HỢP THỊNH\nBan Chỉ đạo xây dựng NTM")
    assert [is_bold for _, is_bold in issuer_lines_of_plan(plan)] == [False, False, True]
    plan.issuer = "Ban Chỉ đạo xây dựng NTM\nxã Hợp Thịnh"
    assert [is_bold for _, is_bold in issuer_lines_of_plan(plan)] == [True, True]


@pytest.mark.parametrize("place", ["Mai Đình,", " Mai Đình. ", "Mai Đình"])
def test_the_comma_behind_the_place_stands_once(place: str) -> None:
    header = replace(sample.plan(0).header, place=place)
    assert place_and_date(header).startswith("Mai Đình, ngày")
    assert place_and_date_lines(header) == (place_and_date(header),)
