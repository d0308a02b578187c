"""The days of a paper: not signed before what it states."""

from datetime import date

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_a_plan_is_not_signed_before_what_it_starts_from_or_cites(world) -> None:
    clerk = world.client("vanthu")
    plan, assessment = world.plan, world.assessment
    sign = reverse("reports:plan_sign", args=[plan.pk])
    typed = {"posting": world.official("chair").postings.get().pk, "authority": "TM"}

    def answer(day: str):
        assert world.standing.post(reverse("reports:plan_check", args=[plan.pk])).status_code == 303
        return clerk.post(sign, typed | {"signed_on": day})

    plan.targets.create(assessment=assessment, order=1, text="Đạt chuẩn")
    assessment.baseline_on = date(2024, 3, 5)
    assessment.save()
    refused = answer("4/3/2024")
    assert refused.status_code == 422
    assert "05/3/2024" in str(refused.context["form"].errors["signed_on"])
    plan.citations.create(order=1, number="12/QĐ-UBND", dated_on=date(2024, 4, 9))
    refused = clerk.post(sign, typed | {"signed_on": "8/4/2024"})
    fault = str(refused.context["form"].errors["signed_on"])
    assert "12/QĐ-UBND" in fault
    assert "09/4/2024" in fault
    assert clerk.post(sign, typed | {"signed_on": "9/4/2024"}).status_code == 303
