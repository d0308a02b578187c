"""A section of a plan begins with a wording that was chosen, and keeps its own text afterwards."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from ntm_project.sample.loader import load_sets
from ntm_project.sample.wordings import read_wordings
from reports.documents.kinds.plan.placeholders import placeholder_values
from tasks.enums import PlanSection
from tasks.models import PlanWording
from tasks.services import edit_text
from tests import factories as make
from tests.world import World


def test_a_wording_is_offered_taken_and_edited(world: World) -> None:
    wording = PlanWording.objects.create(
        section="closing", name="Gọn", text="- Kế hoạch năm {năm} của {đơn vị}."
    )
    client = world.client("lan")
    url = reverse("tasks:edit_text", args=[world.plan.pk, "closing"])
    assert "Dùng mẫu này" in client.get(url).content.decode()
    form = client.get(f"{url}?mau={wording.pk}").context["form"]
    assert form["text"].value() == f"- Kế hoạch năm {{năm}} của {world.commune.full_name}."
    assert not world.plan.texts.filter(text__gt="").exists()
    other = reverse("tasks:edit_text", args=[world.plan.pk, "purpose"])
    assert client.get(f"{other}?mau={wording.pk}").context["form"]["text"].value() in ("", None)


def test_a_section_begins_with_what_the_last_plan_says(world: World) -> None:
    last = make.make_plan(world.commune, year=world.plan.year - 1)
    edit_text(
        by=make.system(), plan=last, section="purpose", text="- Như năm trước.", seen_version=0
    )
    client, url = world.client("lan"), reverse("tasks:edit_text", args=[world.plan.pk, "purpose"])
    assert client.get(url).context["form"]["text"].value() == "- Như năm trước."
    client.post(url, {"text": "- Của năm nay.", "seen_version": 0})
    assert client.get(url).context["form"]["text"].value() == "- Của năm nay."


def test_the_wordings_of_the_fixtures_hold_nothing_of_a_place_or_a_figure() -> None:
    rows = read_wordings(Path(settings.BASE_DIR) / "fixtures")
    by_section: dict[str, list[str]] = {}
    for row in rows:
        by_section.setdefault(row.fields["section"], []).append(row.fields["text"])
    written = set(PlanSection.values)
    assert all(len(by_section[section]) > 1 for section in written)
    known = {*placeholder_values(None), "đơn vị"}
    for text in (text for texts in by_section.values() for text in texts):
        assert not re.search(r"\d|Mai Đình|Nghi Hoa", text), text
        slots = {slot.partition(":")[0] for slot in re.findall(r"\{([^}]*)\}", text)}
        assert slots <= known, text


@pytest.mark.django_db
def test_what_was_changed_stays_when_loaded_again() -> None:
    folder = Path(settings.BASE_DIR) / "fixtures"
    load_sets(folder, by=make.system())
    count = PlanWording.objects.count()
    PlanWording.objects.filter(section="closing").update(text="Khác.")
    load_sets(folder, by=make.system())
    assert PlanWording.objects.count() == count
    assert set(PlanWording.objects.filter(section="closing").values_list("text", flat=True)) == {
        "Khác."
    }
