"""The filter of the queue, drawn from rows: it shows what the form would show."""

import pytest
from django.urls import reverse

from ntm_project.common.lists import OPEN_FILTERS

pytestmark = pytest.mark.both

QUEUE = reverse("evidence:queue")


def test_a_filter_keeps_its_choice_and_tells_what_it_cannot_read(world, client_of) -> None:
    client, unit = client_of(world.hoa), world.commune.pk
    page = client.get(QUEUE, {"don_vi": unit}).content.decode()
    assert f'<option value="{unit}" selected>' in page
    page = client.get(QUEUE, {"bo": "7x"}).content.decode()
    assert 'id="id_bo_error"' in page
    assert 'aria-describedby="id_bo_error"' in page
    assert "id_don_vi_error" not in page


@pytest.mark.parametrize("address", [QUEUE, reverse("evidence:handled")])
def test_the_filter_comes_when_its_fold_is_opened(world, client_of, address) -> None:
    client = client_of(world.hoa)
    folded = client.get(address).content.decode()
    assert 'id="id_don_vi"' not in folded
    assert f'href="?{OPEN_FILTERS}=1"' in folded
    assert 'id="id_don_vi"' in client.get(address, {OPEN_FILTERS: "1"}).content.decode()
