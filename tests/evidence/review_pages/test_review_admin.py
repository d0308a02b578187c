"""The administrator's pages of chains and holidays: in scope, told in the trail, closed in use."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.models import Holiday
from tests import factories as make
from tests.evidence.review import factories as review
from tests.world import seen_at
from villages.enums import Role
from villages.models import AuditEvent


@pytest.fixture
def admin(world, client_of):
    return client_of(world.person(world.district.parent, Role.ADMINISTRATOR))


def form_of(world, **changes):
    chain = world.chain
    data = {
        "unit": chain.unit_id, "level": chain.level, "name": chain.name, "source": "",
        "valid_from": "", "valid_to": "", "steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "2",
    }  # fmt: skip
    for at, step in enumerate(world.steps):
        data |= {
            f"steps-{at}-id": step.pk, f"steps-{at}-chain": chain.pk,
            f"steps-{at}-order": step.order,
            f"steps-{at}-name": step.name, f"steps-{at}-holder_kind": step.holder_kind,
            f"steps-{at}-holder_unit": step.holder_unit_id or "", f"steps-{at}-holder_body": "",
            f"steps-{at}-role": step.role, f"steps-{at}-working_days": step.working_days,
        }  # fmt: skip
    return data | changes


def test_a_holiday_is_added_and_told(admin):
    response = admin.post(
        reverse("admin:evidence_holiday_add"), {"day": "02/09/2024", "name": "Quốc khánh"}
    )
    assert response.status_code == 302
    assert Holiday.objects.get().day == date(2024, 9, 2)
    assert AuditEvent.objects.about(Holiday.objects.get()).exists()


def test_a_step_may_change_until_a_round_was_sent_to_it(world, admin):
    url = reverse("admin:evidence_reviewchain_change", args=[world.chain.pk])

    def send(form):
        return admin.post(url, form | seen_at(admin, url))

    assert send(form_of(world, **{"steps-0-role": Role.CHAIR})).status_code == 302
    assert world.chain.steps.get(order=1).role == Role.CHAIR
    send(form_of(world))
    review.sent(world)
    refused = send(form_of(world, **{"steps-0-role": Role.CHAIR}))
    assert refused.status_code == 200
    assert "Bước này đã có lượt thẩm tra" in refused.content.decode()
    gone = send(form_of(world, **{"steps-0-DELETE": "on"}))
    assert gone.status_code == 200
    assert world.chain.steps.count() == 2
    longer = send(form_of(world, **{"steps-0-working_days": "7"}))
    assert longer.status_code == 302
    assert world.chain.steps.get(order=1).working_days == 7
    delete = reverse("admin:evidence_reviewchain_delete", args=[world.chain.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403


def test_chains_of_other_provinces_are_not_found(world, client_of):
    far = client_of(world.person(make.make_province("Nghệ An"), Role.ADMINISTRATOR))
    url = reverse("admin:evidence_reviewchain_change", args=[world.chain.pk])
    assert far.get(url).status_code == 302  # Django's own answer to what is not there
    assert (
        world.chain.name
        not in far.get(reverse("admin:evidence_reviewchain_changelist")).content.decode()
    )
