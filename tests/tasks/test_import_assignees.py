"""Whom the cells of a list of tasks name."""

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext

from tasks.models import Task
from tests.villages.imports.test_units_and_people import confirm, upload
from tests.world import World, client_of
from villages.models import Body

pytestmark = pytest.mark.django_db


def test_a_body_is_known_by_the_short_forms_of_its_name() -> None:
    """“Hội LHPN xã” for “Hội phụ nữ xã”; whoever works in an office is not the office."""
    world = World()
    body = Body.objects.create(unit=world.commune, name="Hội phụ nữ xã")
    Body.objects.create(unit=world.commune, name="Văn phòng xã")
    client = client_of(world.official("lan"))
    text = "Nội dung;Chủ trì;Phối hợp\nTrồng hoa;Hội LHPN xã;Công chức Văn phòng xã\n"
    run = upload(client, "nhiem-vu", world.plan, text)
    ((*_, warning, _),) = run.outcome["rows"]["warned"]
    assert "“Hội LHPN xã” hiểu là Hội phụ nữ xã." in warning
    assert "“Công chức Văn phòng xã” không có trong sổ" in warning
    confirm(client, run)
    assert Task.objects.with_assignments().get().leads[0].body == body


def test_a_body_of_the_unit_goes_without_it_and_the_giving_is_no_part_of_the_name() -> None:
    """“Giao Trạm Y tế chủ trì” for “Trạm Y tế xã”; who is not known keeps the name alone."""
    world = World()
    body = Body.objects.create(unit=world.commune, name="Trạm Y tế xã")
    Body.objects.create(unit=world.commune, name="Hội Nông dân xã")
    client = client_of(world.official("lan"))
    rows = [
        "Khám sức khỏe;Giao Trạm Y tế chủ trì;Phối hợp với Hội Nông dân",
        "Đo đường;Giao công chức Địa chính;Giao thông xã",
        "Làm đường;Thường trực phụ trách;Các thôn",
    ]
    run = upload(client, "nhiem-vu", world.plan, "Nội dung;Chủ trì;Phối hợp\n" + "\n".join(rows))
    confirm(client, run)
    given = {
        task.text: [
            one.body.name if one.body else one.role_words
            for one in sorted(task.assignments.all(), key=lambda one: one.kind != "lead")
        ]
        for task in Task.objects.with_assignments()
    }
    assert given == {
        "Khám sức khỏe": [body.name, "Hội Nông dân xã"],
        "Đo đường": ["công chức Địa chính", "Giao thông xã"],
        "Làm đường": ["Thường trực phụ trách", "Các thôn"],
    }


def test_a_trial_writes_no_assignees_and_shows_those_that_are_written() -> None:
    world = World()
    client = client_of(world.official("lan"))
    with CaptureQueriesContext(connection) as asked:
        run = upload(client, "nhiem-vu", world.plan, "Nội dung;Chủ trì\nTrồng hoa;Công an xã\n")
    written = [one["sql"] for one in asked if one["sql"].startswith("INSERT")]
    assert any('"tasks_task"' in sql for sql in written)  # whose rules the database holds
    assert not any('"tasks_assignment"' in sql for sql in written)
    ((_, _, changes, *_),) = run.outcome["rows"]["new"]
    assert ["Chủ trì", "", "Công an xã"] in changes
    confirm(client, run)
    assert Task.objects.with_assignments().get().lead_names == ["Công an xã"]


def test_texts_are_stored_clean_however_they_are_saved() -> None:
    world = World()
    task = Task(plan=world.plan, unit=world.commune, text="Đường\u200b  thôn", section=" IV.\t1 ")
    Task.objects.bulk_create([task])
    stored = Task.objects.get()
    assert (stored.text, stored.section) == ("Đường  thôn", "IV. 1")
    Task.objects.update(section=Concat("section", Value(".2")))
    assert Task.objects.get().section == "IV. 1.2"
