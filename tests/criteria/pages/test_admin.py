"""The administrator's pages of sets: written until published, then only read, always recorded."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from criteria.models import CriteriaSet, Criterion, Indicator, Level
from criteria.queries.sets import ordered_criteria, seen_of_set
from tests import factories as make
from tests.world import seen_at
from villages.enums import Role
from villages.models import AuditEvent


@pytest.fixture
def client(db):
    with time_machine.travel("2024-08-15T03:00:00Z", tick=False):
        client = Client()
        admin = make.make_official(make.make_province(), Role.DATA_STEWARD, "Quản trị viên")
        client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
        yield client


def _url(name, *args):
    return reverse(f"admin:criteria_{name}", args=args)


def publish_url(made):
    return reverse("criteria:publish_set", args=[made.pk])


def publish(client, made, **ticked):
    """By the set's own page, to which the administrator's leads."""
    assert publish_url(made) in client.get(_url("criteriaset_change", made.pk)).content.decode()
    seen = {"seen_version": seen_of_set(made, ordered_criteria(made))}
    return client.post(publish_url(made), seen | ticked)


def _inlines(prefix, total=0):
    return {
        f"{prefix}-TOTAL_FORMS": str(total),
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "1000",
    }


SET = {
    "code": "BG-MOI",
    "name": "Bộ mới",
    "short_name": "NTM",
    "level": "commune",
    "tier": "standard",
    "year_from": "2026",
    "legal_basis": "QĐ 51/2025/QĐ-TTg",
    "indicator_noun": "nội dung",
    "criteria_known": "10",
}


def test_a_new_set_and_its_criteria_are_recorded(client):
    row = {
        "criteria-0-number": "1",
        "criteria-0-name": "Quy hoạch",
        "criteria-0-rule": "all",
    }
    response = client.post(_url("criteriaset_add"), SET | _inlines("criteria", 1) | row)
    assert response.status_code == 302
    made = CriteriaSet.objects.get(code="BG-MOI")
    criterion = made.criteria.get()
    for obj in (made, criterion):
        event = AuditEvent.objects.about(obj).get()
        assert event.action == "thêm vào danh mục"
        assert event.actor_name == "Quản trị viên"
    assert AuditEvent.objects.about(made).get().changes["code"] == [None, "BG-MOI"]


def test_a_change_records_old_and_new(client):
    made = make.make_set(1, 1)
    url = _url("criteriaset_change", made.pk)
    data = SET | _inlines("criteria") | {"name": "Tên đã sửa"} | seen_at(client, url)
    assert client.post(url, data).status_code == 302
    event = AuditEvent.objects.about(made).get()
    assert event.changes["name"][1] == "Tên đã sửa"
    assert "published_at" not in event.changes


def test_a_set_without_a_criterion_is_not_published(client):
    made = make.make_set(0, 0)
    assert "chưa có tiêu chí nào" in client.get(publish_url(made)).content.decode()
    assert "chưa có tiêu chí nào" in publish(client, made).content.decode()
    made.refresh_from_db()
    assert made.published_at is None


def test_publishing_closes_the_set_and_everything_in_it(client):
    made = make.make_set(1, 1)
    publish(client, made)
    made.refresh_from_db()
    assert made.published_at is not None
    indicator = Indicator.objects.get()
    rows = [
        ("criteriaset", made.pk),
        ("criterion", indicator.criterion_id),
        ("indicator", indicator.pk),
        ("level", Level.objects.get().pk),
    ]
    for name, pk in rows:
        url = _url(f"{name}_change", pk)
        page = client.get(url)
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert client.post(url, {}).status_code == 403
        assert client.post(_url(f"{name}_delete", pk), {"post": "yes"}).status_code == 403


def test_nothing_can_be_added_to_a_published_set(client):
    made = make.make_set(1, 1)
    publish(client, made)
    new = {"criteria_set": made.pk, "number": "9", "name": "Lẻn vào", "rule": "all"}
    response = client.post(_url("criterion_add"), new | _inlines("indicators"))
    assert response.status_code == 200
    assert not Criterion.objects.filter(number=9).exists()


def test_there_are_no_bulk_actions(client):
    make.make_set(1, 1)
    for name in ("criteriaset", "criterion", "indicator", "level"):
        page = client.get(_url(f"{name}_changelist"))
        assert page.status_code == 200
        assert 'name="action"' not in page.content.decode()


def test_a_deletion_is_recorded(client):
    made = make.make_set(1, 0)
    criterion = made.criteria.get()
    assert client.post(_url("criterion_delete", criterion.pk), {"post": "yes"}).status_code == 302
    assert not Criterion.objects.exists()
    assert AuditEvent.objects.filter(
        action="xóa khỏi danh mục", object_type="criteria.criterion"
    ).exists()


def test_the_page_of_a_set_leads_to_its_import_until_it_is_published(client):
    made = make.make_set(0, 0)
    url = reverse("villages:import_list", args=["bo-tieu-chi", made.pk])
    assert url in client.get(_url("criteriaset_change", made.pk)).content.decode()
    CriteriaSet.objects.filter(pk=made.pk).update(published_at=timezone.now())
    assert url not in client.get(_url("criteriaset_change", made.pk)).content.decode()


def test_the_site_is_closed_to_other_roles(db):
    client = Client()
    official = make.make_official(make.make_commune(), Role.STANDING_OFFICER)
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    made = make.make_set(1, 1)
    for url in (
        _url("criteriaset_changelist"),
        _url("criteriaset_change", made.pk),
    ):
        assert client.get(url).status_code in (302, 403, 404)


def test_a_level_below_the_floor_is_shown_before_the_set_is_published(client):
    national = make.make_set(1, 1, name="Bộ cả nước")
    own = make.make_set(1, 1, refines=national, place="Bắc Giang")
    above, below = (Indicator.objects.get(criterion__criteria_set=s) for s in (national, own))
    Indicator.objects.filter(pk=below.pk).update(parent=above)
    Level.objects.filter(indicator=below).update(value=40)
    page = client.get(reverse("criteria:set", args=[own.pk])).content.decode()
    assert "Nhẹ hơn mức sàn" in page
    refused = publish(client, own)
    assert "Mức ≥ 40% nhẹ hơn mức sàn ≥ 45%" in refused.content.decode()
    own.refresh_from_db()
    assert own.published_at is None
    publish(client, own, accepts_doubts="on")
    own.refresh_from_db()
    assert own.published_at is not None
