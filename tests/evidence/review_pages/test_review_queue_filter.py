"""The filter of the queue, drawn from rows: it shows what the form would show."""

import pytest
from django.urls import reverse

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
