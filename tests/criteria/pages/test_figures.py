"""Figures given in reports: seen beside their criterion, corrected by whoever sets results."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from criteria.models import Figure
from tests import factories as make
from tests.world import World
from villages.enums import Role
from villages.models import AuditEvent


@pytest.fixture
def figure(world: World) -> Figure:
    criterion = world.assessment.criteria_set.criteria.get(number=1)
    return world.assessment.figures.create(
        criterion=criterion, text="Số xóm đạt làng văn hóa", value=7, out_of=8, unit_words="xóm",
        as_of=date(2023, 12, 31), source="Báo cáo 2023", is_inferred=True,
    )  # fmt: skip


def test_a_figure_stands_beside_its_criterion_and_is_corrected(world: World, figure):
    general = world.assessment.figures.create(text="Số xóm của xã", value=8)
    page_url = reverse("reports:criterion", args=[world.assessment.pk, 1])
    url = reverse("criteria:edit_figure", args=[figure.pk])
    page = world.standing.get(page_url).content.decode()
    assert "<strong>7/8 xóm</strong>" in page
    assert "Tạm tính" in page
    assert f'href="{url}"' in page
    assert general.text not in page
    whole = world.standing.get(reverse("reports:assessment", args=[world.assessment.pk]))
    assert general.text in whole.content.decode()
    typed = {
        "text": figure.text, "comparator": "gte", "value": "7,5", "out_of": "8",
        "seen_version": "0", "unit_words": "xóm", "as_of": "31/12/2023", "source": "Báo cáo số 9",
    }  # fmt: skip
    assert world.standing.post(url, typed | {"value": "bảy"}).status_code == 422
    assert world.standing.post(url, typed).status_code == 303
    figure.refresh_from_db()
    assert (figure.value, figure.source, figure.is_inferred) == (
        Decimal("7.5"),
        "Báo cáo số 9",
        False,
    )
    assert figure.value_words == "≥ 7,5/8 xóm"
    assert Figure(value=Decimal(2), unit_words="mức độ").value_words == "mức độ 2"
    assert Figure(value=Decimal(90), unit_words="%").value_words == "90%"
    assert AuditEvent.objects.filter(action="sửa số liệu nêu trong báo cáo").count() == 1
    assert world.standing.post(url, typed | {"value": "6"}).status_code == 409
    clerk = world.client(make.make_official(world.commune, Role.CLERK))
    assert clerk.post(url, typed).status_code == 403
    assert f'href="{url}"' not in clerk.get(page_url).content.decode()
