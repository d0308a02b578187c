"""Villages and bodies from pasted lines: read first, then written; what is unclear stays out."""

import pytest
from django.urls import reverse

from tests.factories import make_official, make_village
from tests.world import client_of
from villages.enums import Role
from villages.models import AuditEvent, Body, Official
from villages.pasting import read_lines
from villages.pasting_people import read_people

PASTED = "1. Thôn Đông\n2) Đoài\n- Xóm Núi\nthôn đông\n\n4\tBản Mới\t120\nBan Mai\nĐình, Chùa\n???"


def test_each_line_is_read_or_doubted() -> None:
    lines = read_lines(PASTED, usual_noun="thôn", known=["Cầu"], longest=100)
    assert [(line.noun, line.name, bool(line.doubt)) for line in lines] == [
        ("thôn", "Đông", False),
        ("thôn", "Đoài", False),
        ("xóm", "Núi", False),
        ("thôn", "đông", True),
        ("bản", "Mới", False),
        ("thôn", "Ban Mai", False),
        ("thôn", "Đình, Chùa", True),
        ("thôn", "???", True),
    ]


@pytest.mark.parametrize(
    ("page", "typed", "made"),
    [
        ("paste_villages", PASTED, {"Đông", "Đoài", "Núi", "Mới", "Ban Mai"}),
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


PEOPLE = """1. Trần Văn Tám\tPhó Chủ tịch UBND\t0912 345 678\tUBND xã\tPhó Chủ tịch
Lê Thị Hoa; Chủ tịch Hội Nông dân; hoa@xa.example.vn
Ngô Văn Bình, Trưởng thôn, Đông
Ngô Văn Bình, Trưởng thôn, Đông, 0913456789
Lê Văn Một, Công chức, Hội Chữ thập đỏ
Lê Văn Hai
Lê Văn Ba, Công chức, khong@
Lê Văn Tư, Công chức, Thôn Đông, Trùm"""


def test_people_are_checked_cell_by_cell_and_refused_lines_stay(world) -> None:
    make_village(world.commune, "Đông")
    Body.objects.create(unit=world.commune, name="UBND xã")
    Body.objects.create(unit=world.neighbour, name="Hội Chữ thập đỏ")
    client = world.member(Role.ADMINISTRATOR)
    url = reverse("villages:paste_people", args=[world.commune.pk])
    above = client_of(make_official(world.district, Role.ADMINISTRATOR))
    beside = above.post(
        url, {"lines": "Lê Văn Một, Công chức, Hội Chữ thập đỏ", "role": "official"}
    )
    assert [one.is_clear for one in beside.context["lines"]] == [False]  # a body next door
    before = Official.objects.count()
    last = max(Official.objects.values_list("pk", flat=True))
    shown = client.post(url, {"lines": PEOPLE, "role": Role.OFFICIAL})
    assert [one.is_clear for one in shown.context["lines"]] == [True] * 3 + [False] * 5
    assert Official.objects.count() == before
    done = client.post(url, {"lines": PEOPLE, "role": Role.OFFICIAL, "write": "1"})
    left = done.context["form"]["lines"].value().splitlines()
    assert left == PEOPLE.splitlines()[3:]
    made = {one.full_name: one.postings.get() for one in Official.objects.filter(pk__gt=last)}
    assert {
        name: (p.role, str(p.body or p.unit), p.official.username) for name, p in made.items()
    } == {
        "Trần Văn Tám": (Role.VICE_CHAIR, "UBND xã", "tranvantam"),
        "Lê Thị Hoa": (Role.OFFICIAL, str(world.commune), "lethihoa"),
        "Ngô Văn Bình": (Role.VILLAGE_BOARD, "thôn Đông", "ngovanbinh"),
    }
    assert not any(p.official.has_usable_password() for p in made.values())
    twin = {"lines": PEOPLE.splitlines()[3], "role": Role.OFFICIAL, "write": "1"}
    assert "Đã có người cùng họ tên" in client.post(url, twin).content.decode()
    assert client.post(url, twin | {"takes_namesakes": "on"}).status_code == 303
    assert Official.objects.filter(username="ngovanbinh2").exists()


def test_a_line_of_headings_names_what_each_column_is() -> None:
    text = "STT\tHọ và tên\tĐiện thoại\tChức vụ\n1\tMai Văn An\t0912345678\tKế toán, thủ quỹ\t"
    (line,) = read_people(text, places=[])
    assert (line.full_name, line.title, line.cell("phone")) == (
        "Mai Văn An",
        "Kế toán, thủ quỹ",
        "0912345678",
    )


@pytest.mark.parametrize(
    ("line", "usual", "role"),
    [
        ("Lê Văn A, Chủ tịch UBND xã", Role.OFFICIAL, Role.CHAIR),
        ("Lê Văn A, Cán bộ văn thư", Role.OFFICIAL, Role.CLERK),
        ("Lê Văn A, Chủ tịch Hội Nông dân", Role.OFFICIAL, Role.OFFICIAL),
        ("Lê Văn A, Chủ tịch UBND xã", Role.COMMITTEE, Role.COMMITTEE),
        ("Lê Văn A, Chủ tịch UBND xã, , , Công chức", Role.OFFICIAL, Role.OFFICIAL),
    ],
)
def test_a_pasted_title_gives_the_role_as_in_a_file(world, line, usual, role) -> None:
    client = world.member(Role.ADMINISTRATOR)
    url = reverse("villages:paste_people", args=[world.commune.pk])
    (one,) = client.post(url, {"lines": line, "role": usual}).context["lines"]
    assert one.role_label == role.label
    assert one.is_assumed == (usual == Role.OFFICIAL and role != Role.OFFICIAL)


def test_a_pasted_office_of_a_village_is_of_a_village(world) -> None:
    client = world.member(Role.ADMINISTRATOR)
    url = reverse("villages:paste_people", args=[world.commune.pk])
    lines = f"Đ/c Lê Văn An, Trưởng {world.village}\nLê Văn Bảy, Trưởng thôn"
    named, unnamed = client.post(url, {"lines": lines, "role": Role.OFFICIAL}).context["lines"]
    assert (named.line.full_name, named.place) == ("Lê Văn An", str(world.village))
    assert named.is_clear
    assert not unnamed.is_clear


@pytest.mark.parametrize(
    ("page", "slug"),
    [("paste_villages", "don-vi"), ("paste_bodies", "to-chuc"), ("paste_people", "can-bo")],
)
def test_each_list_leads_to_its_file(world, page, slug) -> None:
    client = world.member(Role.ADMINISTRATOR)
    url = reverse("villages:import_list", args=[slug, world.commune.pk])
    shown = client.get(reverse(f"villages:{page}", args=[world.commune.pk]))
    assert shown.context["excel_url"] == url
    assert client.get(url).status_code == 200
