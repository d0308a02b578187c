"""Papers name the units as they are called: no ward has a `xã` on its papers, nor a quarter of it a
`thôn`."""

import re

import pytest
from django.urls import reverse

from reports.documents.kinds import KINDS, kind_of
from reports.documents.plain_text import render_text
from reports.drawn import drawn
from tasks.services.reports import write_report
from tests.evidence.review import factories as review
from tests.world import World
from villages.models import Unit

# What the papers query `tests/access/test_matrix.py` asks of PostgreSQL, kind by kind.
pytestmark = [pytest.mark.django_db, pytest.mark.once]
DOSSIER = [kind.slug for kind in KINDS if kind.slug.startswith("recognition_")]
OTHER_UNIT = re.compile(r"\b(?:xã(?! hội)|thôn)\b", re.IGNORECASE)


def renamed(unit: Unit, noun: str) -> None:
    unit.noun = noun
    unit.save()


@pytest.fixture
def ward() -> World:
    world = World()
    renamed(world.commune, "phường")
    renamed(world.village, "tổ dân phố")
    return world


def words_of(slug: str, row) -> str:
    return render_text(drawn(kind_of(slug), row).document).replace("nông thôn", "")


@pytest.mark.parametrize("slug", DOSSIER)
def test_no_paper_of_a_ward_s_dossier_calls_it_a_commune(ward, slug) -> None:
    assert not OTHER_UNIT.findall(words_of(slug, ward.assessment))


@pytest.mark.parametrize("slug", DOSSIER)
def test_no_paper_of_a_quarter_s_dossier_calls_it_a_village(ward, slug) -> None:
    kind = kind_of(slug)
    if kind.exists(ward.village_assessment):
        assert not OTHER_UNIT.findall(words_of(slug, ward.village_assessment))


def test_the_targets_of_a_ward_go_to_its_quarters(ward) -> None:
    judged = ward.village_assessment
    criterion = judged.criteria_set.criteria.get(number=1)
    ward.plan.targets.create(order=1, assessment=judged, criterion=criterion, text="Lát vỉa hè")
    words = words_of("village_targets", ward.plan)
    assert "Toàn phường" in words
    assert "01 tổ dân phố" in words
    assert not re.search(r"\bthôn\b", words)


def test_a_ward_s_letter_names_the_ward_s_own_offices(ward) -> None:
    assert not re.search(r"UBND xã|nhân dân xã", words_of("reminder", ward.task))


def test_a_notice_names_the_dossier_of_a_ward_in_its_sentence() -> None:
    submission = review.returned(review.ready_world(), bad=[0])
    renamed(submission.assessment.unit, "phường")
    words = words_of("review_notice", submission)
    assert "kiểm tra hồ sơ xây dựng phường Mai Đình đạt chuẩn " in words


@pytest.mark.parametrize(
    ("noun", "name", "place"),
    [
        ("phường", "1", "Phường 1"),
        ("Phường", "Điện Biên Phủ", "Phường Điện Biên Phủ"),
        ("thôn", "10", "Thôn 10"),
        ("tổ dân phố", "Số 5", "Tổ dân phố Số 5"),
        ("đặc khu", "Lý Sơn", "Lý Sơn"),
        ("xã", "Ia H’Drơi", "Ia H’Drơi"),
        ("xã", "Sao Mai (minh họa)", "Sao Mai"),
    ],
)
def test_a_unit_with_a_number_for_a_name_keeps_its_noun_beside_the_date(noun, name, place) -> None:
    assert Unit(noun=noun, name=name).seat == place


@pytest.mark.parametrize(
    ("noun", "name", "words"),
    [
        ("phường", "1", "Ủy ban nhân dân Phường 1"),
        ("Phường", "Điện Biên Phủ", "Ủy ban nhân dân Phường Điện Biên Phủ"),
        ("phường", "Hồng Gai", "Ủy ban nhân dân phường Hồng Gai"),
    ],
)
def test_a_ward_named_by_a_number_or_an_event_has_a_capital_within_a_sentence(
    noun, name, words
) -> None:
    assert Unit(noun=noun, name=name, level="commune").agency == words
    assert Unit(noun="thôn", name="1", level="village").full_name == "thôn 1"


def test_screens_of_a_ward_name_its_quarters(ward) -> None:
    judged, plan = ward.village_assessment, ward.plan
    criterion = judged.criteria_set.criteria.get(number=1)
    plan.targets.create(order=1, assessment=judged, criterion=criterion, text="Lát vỉa hè")
    kind = kind_of("village_targets")
    preview = ward.standing.get(kind.url("preview", plan)).content.decode()
    assert "Giao tổ dân phố " in preview
    assert not re.search(r"\bthôn\b", kind.file_name(plan))
    report = write_report(by=ward.access("lan"), unit=ward.commune, kind="month")
    page = ward.standing.get(reverse("reports:progress_report", args=[report.pk])).content.decode()
    assert "I.3. Kết quả ở các tổ dân phố" in page
