"""The agency of a plan within a sentence, also where its unit bears another name today."""

import pytest

from reports.documents.kinds.plan.document import issuer_in_a_sentence
from tasks.models import Plan
from villages.models import Unit


@pytest.mark.parametrize(
    ("issuer", "printed"),
    [
        ("ỦY BAN NHÂN DÂN\nXÃ ĐOAN BÁI", "Ủy ban nhân dân xã Đoan Bái"),
        ("ỦY BAN NHÂN DÂN\nTHỊ TRẤN THẮNG", "Ủy ban nhân dân thị trấn Thắng"),
        (
            "ỦY BAN NHÂN DÂN XÃ ĐOAN BÁI\nBAN CHỈ ĐẠO XÂY DỰNG NTM",
            "Ủy ban nhân dân xã Đoan Bái ban chỉ đạo xây dựng NTM",
        ),
        ("BAN KINH TẾ - XÃ HỘI", "Ban kinh tế - xã hội"),
    ],
)
def test_the_name_of_another_unit_keeps_its_capitals(issuer: str, printed: str) -> None:
    unit = Unit(noun="xã", name="Hợp Thịnh")
    assert issuer_in_a_sentence(Plan(unit=unit, issuer=issuer)) == printed
