"""The one edit: locked, compared with what was seen, saved as far as it differs, recorded."""

from decimal import Decimal

import pytest
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from criteria.services.drafts import edit_indicator
from ntm_project.common.refusals import Refused
from tasks.models import Assignment, Meeting
from tasks.services import assign
from tests import factories as make
from villages.edit import Stale, create_row, edit_row, editing, recorded_fields, remove_row
from villages.enums import Ability
from villages.models import AuditEvent, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Unit:
    return make.make_commune()


@pytest.fixture
def meeting(commune) -> Meeting:
    return Meeting.objects.create(unit=commune, held_on=make.TODAY, place="Hội trường")


def how(meeting: Meeting, **more):
    return {
        "by": make.system(),
        "rows": Meeting.objects.select_related("unit"),
        "pk": meeting.pk,
        "action": "sửa cuộc họp",
        "ability": Ability.HOLD_MEETING,
        "seen": meeting.version,
    } | more


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_what_differs_is_saved_recorded_and_raises_the_version(meeting) -> None:
    row = edit_row(fields={"place": "Phòng họp tầng 2"}, **how(meeting))
    meeting.refresh_from_db()
    assert (row.version, meeting.version, meeting.place) == (1, 1, "Phòng họp tầng 2")
    assert last_event().changes == {"place": ["Hội trường", "Phòng họp tầng 2"]}
    assert last_event().unit_path == meeting.unit.path


def test_only_what_differs_is_written(meeting) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        edit_row(fields={"place": "Nhà văn hóa"}, **how(meeting))
    [update] = [q["sql"] for q in queries if q["sql"].startswith("UPDATE")]
    assert '"place"' in update
    assert '"version"' in update
    assert '"held_on"' not in update


def test_what_already_stands_writes_nothing(meeting) -> None:
    before = AuditEvent.objects.count()
    row = edit_row(fields={"place": "  Hội trường "}, **how(meeting))
    assert row.version == 0
    assert AuditEvent.objects.count() == before


def test_a_name_that_is_no_field_is_an_error_not_a_loss(meeting) -> None:
    with pytest.raises(FieldDoesNotExist):
        edit_row(fields={"plaec": "Phòng họp"}, **how(meeting))


def test_nor_is_a_field_that_no_edit_saves(commune) -> None:
    """`path` follows from the parent, and would be left out of what is saved."""
    rows = Unit.objects.all()
    with pytest.raises(FieldDoesNotExist):
        edit_row(fields={"path": "/1/"}, by=make.system(), rows=rows, pk=commune.pk, action="sửa")


def test_the_refusal_comes_before_the_other_version(meeting) -> None:
    with pytest.raises(Refused, match="Không được"):
        edit_row(fields={}, **how(meeting, seen=7, deny=lambda by, row: "Không được."))


def test_a_stale_edit_keeps_both_versions_and_saves_nothing(meeting) -> None:
    edit_row(fields={"place": "Bản của người khác"}, **how(meeting))
    with pytest.raises(Stale) as caught:
        edit_row(fields={"place": "Bản của tôi"}, **how(meeting))
    assert caught.value.current.place == "Bản của người khác"
    assert caught.value.mine == {"place": "Bản của tôi"}
    meeting.refresh_from_db()
    assert meeting.place == "Bản của người khác"


def test_a_row_that_is_gone_is_stale(meeting) -> None:
    arguments = how(meeting)
    meeting.delete()
    with pytest.raises(Stale) as caught:
        edit_row(fields={"place": "Phòng họp"}, **arguments)
    assert caught.value.current is None


def test_a_broken_rule_of_the_model_saves_nothing(meeting) -> None:
    with pytest.raises(ValidationError), editing(**how(meeting)) as edit:
        edit.row.place = "x" * 10_000
    meeting.refresh_from_db()
    assert meeting.version == 0


def test_parts_are_recorded_and_raise_the_version(meeting) -> None:
    with editing(**how(meeting, reason="Theo giấy mời")) as edit:
        edit.note("attendees", ["Lan"], ["Lan", "Tâm"])
    meeting.refresh_from_db()
    assert meeting.version == 1
    assert last_event().changes == {"attendees": [["Lan"], ["Lan", "Tâm"]]}
    assert last_event().reason == "Theo giấy mời"


def test_a_draft_leaves_no_event(meeting) -> None:
    before = AuditEvent.objects.count()
    edit_row(fields={"place": "Phòng họp"}, **how(meeting, is_recorded=False))
    assert AuditEvent.objects.count() == before


def test_a_changed_row_it_points_to_is_recorded_by_name(meeting, commune) -> None:
    village = make.make_village(commune, "Thắng Lợi")
    edit_row(fields={"unit": village}, **how(meeting))
    assert last_event().changes["unit"] == [
        {"pk": commune.pk, "name": "xã Mai Đình"},
        {"pk": village.pk, "name": "thôn Thắng Lợi"},
    ]


def test_a_new_row_is_recorded_with_what_it_holds(commune) -> None:
    row = create_row(
        by=make.system(),
        row=Meeting(unit=commune, name="Giao ban tháng 6", held_on=make.TODAY, place="Hội trường"),
        action="ghi cuộc họp",
        parts={"attendees": ["Lan"]},
    )
    changes = last_event().changes
    assert changes["place"] == [None, "Hội trường"]
    assert changes["attendees"] == [None, ["Lan"]]
    assert "version" not in changes
    assert row.pk


def test_a_removed_row_is_kept_by_the_trail(meeting) -> None:
    remove_row(**how(meeting))
    assert not Meeting.objects.exists()
    assert last_event().changes["place"] == ["Hội trường", None]


def test_every_stored_field_is_compared_but_keys_and_version() -> None:
    names = {f.name for f in recorded_fields(Unit)}
    assert {"name", "noun", "parent", "valid_to", "note"} <= names
    assert not {"id", "path", "name_key", "search"} & names


def test_rows_beside_it_are_compared_by_all_that_is_stored(meeting) -> None:
    """What their words say nothing of is saved and recorded too."""
    official = make.make_official(meeting.unit)
    task = make.make_task(make.make_plan(meeting.unit), unit=meeting.unit)

    def give(words: str) -> int:
        row = Assignment(kind="lead", official=official, words=words)
        seen = type(task).objects.get(pk=task.pk).version
        return assign(by=make.system(), task_id=task.pk, assignees=[row], seen_version=seen).version

    assert give("đồng chí trực tiếp chỉ đạo") == 1
    last = last_event()
    assert give("đồng chí trực tiếp chỉ đạo") == 1
    assert last_event() == last
    assert give("chỉ đạo chung") == 2
    ((before,), (after,)) = last_event().changes["assignees"]
    assert "trực tiếp" in before
    assert "chỉ đạo chung" in after
    assert task.assignments.get().words == "chỉ đạo chung"


@pytest.mark.parametrize(
    "level", [{"legal_source": "Quyết định 999"}, {"value": Decimal(80)}, {"words": "Trên 45%"}]
)
def test_no_field_of_the_level_of_a_draft_changes_without_a_trace(commune, level) -> None:
    indicator = make.make_set(1, 1).criteria.get().indicators.get()
    general = indicator.levels.get()

    def edit(seen: int, **fields) -> None:
        edit_indicator(
            by=make.system(), indicator=indicator, fields={}, level=fields, seen_version=seen
        )

    edit(0, words="≥ 45%")  # so that its words no longer follow from its value
    indicator.refresh_from_db()
    before = AuditEvent.objects.about(indicator).count()
    edit(indicator.version, **level)
    general.refresh_from_db()
    indicator.refresh_from_db()
    assert {name: getattr(general, name) for name in level} == level
    assert (general.version, indicator.version) == (2, 2)
    assert AuditEvent.objects.about(indicator).count() == before + 1
    assert last_event().changes["mức"][0] != last_event().changes["mức"][1]
    edit(indicator.version, **level)
    assert AuditEvent.objects.about(indicator).count() == before + 1
