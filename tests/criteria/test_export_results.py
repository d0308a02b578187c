"""Results to Excel: those that the page of the assessment shows, and no others."""

from datetime import date

import pytest
from django.urls import reverse

from tests.villages.imports.files import edited
from tests.villages.imports.test_units_and_people import upload
from tests.world import World, client_of

pytestmark = pytest.mark.django_db


def test_the_file_holds_what_the_page_of_the_assessment_shows() -> None:
    """What is left to do alone, and what was known on an earlier day, which takes nothing back."""
    world = World()
    first, second, third, fourth = world.results()
    world.claim(first, on=date(2024, 7, 1))
    world.claim(second, "not_met", "30", on=date(2024, 8, 1))
    for row in (third, fourth):
        world.claim(row)
    client = client_of(world.official("lan"))
    page = reverse("reports:assessment", args=[world.assessment.pk])
    url = reverse("villages:export_list", args=["ket-qua", world.assessment.pk])

    def sent(query: str) -> tuple[list[str], list[str]]:
        assert f"{url}{query}".replace("&", "&amp;") in client.get(page + query).content.decode()
        rows = edited(client.get(url + query).content).splitlines()
        return [row.split(";")[1] for row in rows[1:]], rows

    assert sent("")[0] == ["1.1", "1.2", "2.1", "2.2"]
    assert sent("?con_lai=1")[0] == ["1.2"]
    codes, rows = sent("?ngay=15%2F7%2F2024")
    assert codes == ["1.1", "1.2", "2.1", "2.2"]
    assert ["Đạt" in row for row in rows[1:]] == [True, False, False, False]
    assert sent("?ngay=15%2F7%2F2024&con_lai=1")[0] == ["1.2", "2.1", "2.2"]
    run = upload(client, "ket-qua", world.assessment, "\n".join(rows))
    assert run.outcome["counts"].get("changed", 0) == 0
    assert client.get(f"{url}?ngay=x").status_code == 200
