"""Villages and bodies from pasted lines: read first, then written; what is unclear stays out."""

import pytest
from django.urls import reverse

from villages.enums import Role
from villages.models import AuditEvent
from villages.pasting import read_lines

PASTED = "1. Thôn Đông\n2) Đoài\n- Xóm Núi\nthôn đông\n\n4\tBản Mới\t120\nĐình, Chùa\n???"


def test_each_line_is_read_or_doubted() -> None:
    lines = read_lines(PASTED, usual_noun="thôn", known=["Cầu"], longest=100)
    assert [(line.noun, line.name, bool(line.doubt)) for line in lines] == [
        ("thôn", "Đông", False),
        ("thôn", "Đoài", False),
        ("xóm", "Núi", False),
        ("thôn", "đông", True),
        ("bản", "Mới", False),
        ("thôn", "Đình, Chùa", True),
        ("thôn", "???", True),
    ]


@pytest.mark.parametrize(
    ("page", "typed", "made"),
    [
        ("paste_villages", PASTED, {"Đông", "Đoài", "Núi", "Mới"}),
        ("paste_bodies", "UBND xã\nHội Nông dân\nUBND xã", {"UBND xã", "Hội Nông dân"}),
    ],
)
def test_nothing_is_written_before_it_was_shown(world, page, typed, made) -> None:
    client = world.member(Role.ADMINISTRATOR)
    url = reverse(f"villages:{page}", args=[world.commune.pk])
    rows = world.commune.children if page == "paste_villages" else world.commune.bodies
    before = set(rows.values_list("name", flat=True))
    assert "sẽ thêm" in client.post(url, {"lines": typed}).content.decode()
    assert set(rows.values_list("name", flat=True)) == before
    assert client.post(url, {"lines": typed, "write": "1"}).status_code in (302, 303)
    assert set(rows.values_list("name", flat=True)) == before | made
    assert AuditEvent.objects.filter(action__startswith="thêm ").count() >= len(made)
    assert world.standing.get(url).status_code == 403
