"""Acts over ticked indicators: a person in charge of all, one claim for all."""

import pytest
from django.urls import reverse

from criteria.enums import Claim
from criteria.models import Result, Standing
from criteria.services import put_in_charge
from tests import factories as make
from tests.access.pages import read_page
from villages.models import AuditEvent

pytestmark = pytest.mark.both


def confirm(client, page, **typed):
    url = page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"]
    forms = read_page(url, page.content.decode())[0]
    form = next(form for form in forms if {"csrfmiddlewaretoken", "ve"} <= form.fields.keys())
    return client.post(url, form.fields | typed)


def test_a_whole_criterion_is_given_to_a_person_in_one_act(world):
    url = reverse("criteria:many_results", args=[world.assessment.pk])
    put_in_charge(by=world.lan, result_id=world.result.pk, official=world.official("quyen"))
    page = world.standing.get(url, {"lam": "phu-trach", "tieu_chi": 1})
    assert "Đặng Văn Quyên" in page.content.decode()
    hien = world.official("hien")
    before = AuditEvent.objects.count()
    done = confirm(world.standing, page, in_charge=str(hien.pk))
    assert done.status_code == 303
    assert AuditEvent.objects.count() == before + 1
    assert [row.in_charge == hien for row in Result.objects.order_by("pk")] == [
        row.indicator.criterion.number == 1 for row in world.results()
    ]
    # Somebody else was put in charge after the page was made: nothing happens.
    put_in_charge(by=world.lan, result_id=world.result.pk, official=world.official("quyen"))
    late = world.standing.get(url, {"lam": "phu-trach", "tieu_chi": 1})
    put_in_charge(by=world.lan, result_id=world.result.pk, official=world.official("tam"))
    assert confirm(world.standing, late, in_charge=str(hien.pk)).status_code == 409
    assert Result.objects.filter(in_charge=hien).count() == 1


def test_one_claim_for_all_with_its_reason(world):
    url = reverse("criteria:many_results", args=[world.assessment.pk])
    rows = world.results()
    world.claim(rows[0], Claim.MET, "50")
    query = {"lam": "khong-ap-dung", "chon": [row.pk for row in rows[:2]]}
    page = world.standing.get(url, query)
    assert confirm(world.standing, page).status_code == 422
    before = AuditEvent.objects.count()
    assert confirm(world.standing, page, reason="Xã không có chợ").status_code == 303
    assert AuditEvent.objects.count() == before + 1
    found = Result.objects.filter(claim=Claim.NOT_APPLICABLE, note="Xã không có chợ")
    assert found.count() == 2
    assert found.get(pk=rows[0].pk).value == 50
    assert [row.changes.count() for row in found.order_by("pk")] == [2, 1]
    standing = Standing.objects.get(assessment=world.assessment, criterion__number=1)
    assert standing.not_applicable == 2
    # An official may not claim what is another's: named, and the rest is done.
    put_in_charge(by=world.lan, result_id=rows[2].pk, official=world.official("quyen"))
    query = {"lam": "chua-dat", "chon": [row.pk for row in rows[2:]]}
    hien = world.client("hien").get(url, query)
    assert [ticked.row for ticked in hien.context["many"].refused] == [rows[2]]
    # Only what is of this assessment is ticked here.
    other = make.make_assessment(world.neighbour, world.assessment.criteria_set).results.first()
    query["chon"].append(other.pk)
    assert len(world.standing.get(url, query).context["many"].rows) == 2
    assert confirm(world.client("hien"), hien, reason="Chưa làm").status_code == 303
    assert Result.objects.get(pk=rows[2].pk).claim == Claim.NOT_YET
