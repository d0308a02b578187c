"""The first commune of a record, and the first person who may sign in to it."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from evidence.review.chain_rules import chain_fault
from evidence.review.models import ReviewChain, Submission
from tests.factories import TODAY, make_assessment, make_set
from tests.world import client_of
from villages.models import Official, Unit

pytestmark = pytest.mark.django_db

PASSWORD = "mưa rơi trên mái ngói đỏ"


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", PASSWORD)


def create(**more: str) -> str:
    options = {"province": "Bắc Giang", "district": "Hiệp Hòa", "commune": "Mai Đình"}
    options |= {"region": "TDMNPB", "username": "quantri", "full_name": "Đỗ Thị Thêu"}
    out = StringIO()
    call_command("create_commune", **(options | more), stdout=out)
    return out.getvalue()


def test_an_empty_record_gets_a_commune_and_its_administrator() -> None:
    printed = create()
    assert "xã Mai Đình" in printed
    commune = Unit.objects.get(level="commune")
    assert [str(unit) for unit in (commune.parent, commune.parent.parent)] == [
        "huyện Hiệp Hòa",
        "tỉnh Bắc Giang",
    ]
    browser = Client()
    sent = {"username": "quantri", "password": PASSWORD}
    assert browser.post("/dang-nhap/", sent).status_code == 302
    # What the command promises is what the first page then leads through.
    steps = browser.get("/").context["steps"]
    assert len(steps) == 8
    assert f"tám bước: {', '.join(step.name.lower() for step in steps)}." in printed
    assert browser.get("/quan-tri/").status_code == 200
    shown = browser.get("/can-bo/").content.decode()
    assert "Đỗ Thị Thêu" in shown


def test_a_name_typed_with_its_noun_is_the_same_unit() -> None:
    printed = create(district="huyện Hiệp Hòa", commune="Thị trấn Thắng")
    assert "Đã lập thị trấn Thắng, huyện Hiệp Hòa" in printed
    assert Unit.objects.get(level="district").name == "Hiệp Hòa"
    with pytest.raises(CommandError, match="Đã có thị trấn Thắng"):
        create(district="Hiệp Hòa", commune="Thắng", username="quantri2")


def test_a_second_commune_stands_below_the_same_province_without_a_district() -> None:
    create()
    create(district="", commune="Hiệp Hòa", noun="phường", username="quantri2")
    assert Unit.objects.filter(level="province").count() == 1
    assert str(Unit.objects.get(name="Hiệp Hòa", level="commune").parent) == "tỉnh Bắc Giang"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"commune": "Mai Đình", "username": "khac"}, "Đã có xã Mai Đình"),
        ({"commune": "Nghi Hoa"}, "đăng nhập"),
    ],
)
def test_what_is_there_already_is_reported_and_nothing_is_written(typed, sentence) -> None:
    create()
    with pytest.raises(CommandError, match=sentence):
        create(**typed)
    assert Unit.objects.filter(level="commune").count() == 1
    assert Official.objects.count() == 1


def test_without_a_password_a_link_is_printed_that_sets_one(monkeypatch) -> None:
    monkeypatch.delenv("ADMINISTRATOR_PASSWORD")
    path = re.search(r"http://testserver(/mat-khau/\S+)", create())[1]
    browser = Client()
    browser.get(path)
    assert (
        browser.post("/mat-khau/", {"password": PASSWORD, "password_again": PASSWORD}).status_code
        == 303
    )
    assert Official.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize("weak", ["1234", "xa Mai Dinh 2026", "Do Thi Theu 1980"])
def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", weak)
    with pytest.raises(CommandError, match="Chưa ghi gì"):
        create()
    assert not Unit.objects.exists()


def test_a_keeper_of_the_data_of_all_is_posted_from_the_shell_at_a_province_alone() -> None:
    options = {"province": "Bắc Giang", "role": "data_steward", "full_name": "Nguyễn Văn An"}
    call_command("create_upper_account", **options, username="dulieu", stdout=StringIO())
    kept = Official.objects.get(username="dulieu").postings.get()
    assert (str(kept.unit), kept.role) == ("tỉnh Bắc Giang", "data_steward")
    with pytest.raises(CommandError, match="chỉ giao ở cấp tỉnh"):
        call_command("create_upper_account", **options, district="Hiệp Hòa", username="khac")
    assert not Unit.objects.filter(level="district").exists()


def test_a_new_commune_is_led_from_its_first_page_and_has_its_chains() -> None:
    create(district="")
    commune = Unit.objects.get(level="commune")
    chains = {chain.level: chain for chain in ReviewChain.objects.all()}
    assert chains["village"].unit == commune
    assert chains["commune"].unit == commune.parent
    for chain in chains.values():
        assert chain_fault(chain, list(chain.steps.order_by("order"))) == ""
    create(district="", commune="Đồng Tâm", username="quantri2")
    assert ReviewChain.objects.filter(level="commune").count() == 1
    browser = Client()
    browser.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    home = browser.get("/").content.decode()
    assert f"/don-vi/{commune.pk}/them-thon/" in home
    assert "Bắt đầu với xã Mai Đình" in home


def test_the_steps_name_who_does_what_and_end_with_the_dossier() -> None:
    create(district="")
    browser = Client()
    browser.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD})
    home = browser.get("/").content.decode()
    assert "chưa có Thường trực NTM" in home
    commune = Unit.objects.get(level="commune")
    pasted = {"lines": "Nguyễn Thị Lan, Thường trực NTM", "role": "official", "write": "1"}
    page = browser.post(f"/don-vi/{commune.pk}/them-can-bo/?bat_dau=1", pasted)
    assert page.status_code == 303
    lan = client_of(Official.objects.get(username="nguyenthilan"))
    steps = lan.get("/").context["steps"]
    assert [step.is_done for step in steps[2:]] == [True] + [False] * 5
    assert steps[0].others
    assert not steps[4].others
    judged = make_assessment(commune, make_set())
    chain = ReviewChain.objects.get(level="commune")
    Submission.objects.create(
        assessment=judged, round=1, step=chain.steps.get(order=1), holder=commune, due_on=TODAY
    )
    assert lan.get("/").context["steps"] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bac giang", "tỉnh Bắc Giang"),
        ("Tỉnh Bắc Giang", "tỉnh Bắc Giang"),
        ("TP. Hồ Chí Minh", "thành phố Hồ Chí Minh"),
        ("Hoà Bình", "tỉnh Hòa Bình"),
    ],
)
def test_a_province_is_written_as_it_is_called(typed: str, meant: str) -> None:
    create(province=typed, district="")
    create(province=typed.upper(), district="", commune="Hương Lâm", username="quantri2")
    assert str(Unit.objects.get(level="province")) == meant


def test_no_province_is_made_of_a_slip() -> None:
    with pytest.raises(CommandError, match="ý là Bắc Giang"):
        create(province="Bác Giangg")
    create()
    with pytest.raises(CommandError, match="Đã có xã Mai Đình"):
        create(district="hiep hoa", commune="Mai Dinh", username="quantri2")
    assert Unit.objects.count() == 3
    # Two communes may differ by their marks alone.
    create(commune="Mai Đinh", district="", username="quantri2")
    create(commune="Mai Định", district="", username="quantri3")
    assert Unit.objects.filter(level="commune").count() == 3
