"""The audit trail: in the transaction of what it records, and never changed afterwards."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests import factories as make
from villages import audit, services
from villages.bulk import create_rows
from villages.enums import Ability, Role
from villages.models import AuditEvent, Body, Official, Posting
from villages.trail import history_of, line_of, trail
from villages.words import field_label, model_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune():
    return make.make_commune()


@pytest.fixture
def event(commune) -> AuditEvent:
    return AuditEvent.objects.order_by("-pk").first()


def test_an_event_cannot_be_changed_through_the_orm(event) -> None:
    event.reason = "khác"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(pk=event.pk).update(actor_name="Ai đó")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE villages_auditevent SET reason = 'khác'",
        "DELETE FROM villages_auditevent",
        "UPDATE criteria_resultchange SET note = 'khác'",
        "DELETE FROM criteria_resultchange",
    ],
)
def test_nor_through_sql(commune, sql) -> None:
    _give_a_change(commune)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.postgresql
@pytest.mark.parametrize("table", ["villages_auditevent", "criteria_resultchange"])
def test_nor_by_truncating(commune, table) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


def _give_a_change(commune) -> None:
    from criteria.services import set_result

    result = make.make_assessment(commune).results.first()
    entry = make.entry("met", value=Decimal(50), as_of=make.TODAY)
    set_result(by=make.system(), result_id=result.pk, fields=entry, seen_version=0)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused(commune) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        audit.record(make.system(), "thử", commune, unit=commune)


def test_an_exception_rolls_back_the_row_and_its_event(commune, monkeypatch) -> None:
    before = AuditEvent.objects.count(), Official.objects.count()

    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("sau khi ghi cán bộ")

    monkeypatch.setattr("villages.services.people.appoint", fail)
    with pytest.raises(ValueError, match="sau khi"), transaction.atomic():
        services.take_on(
            by=make.system(),
            unit=commune,
            person={"username": "moi", "full_name": "Người Mới"},
            posting={"role": Role.CLERK, "title": "Văn thư"},
        )
    assert (AuditEvent.objects.count(), Official.objects.count()) == before


def test_a_failing_event_rolls_back_what_it_records(commune, monkeypatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ValueError("không ghi được dấu vết")

    monkeypatch.setattr("villages.edit.record", fail)
    with pytest.raises(ValueError, match="dấu vết"):
        services.create_body(by=make.system(), unit=commune, name="Hội Phụ nữ")
    assert not commune.bodies.exists()


def test_an_event_records_who_as_what_and_only_what_changed(commune) -> None:
    admin = make.make_official(commune, Role.ADMINISTRATOR, "Quản Trị", title="Quản trị xã")
    lan = make.make_official(commune, Role.STANDING_OFFICER, "Nguyễn Thị Lan")
    access = make.access(admin)
    services.edit_official(
        by=access, official_id=lan.pk, fields={"phone": "0912", "full_name": "Lan"}
    )
    event = AuditEvent.objects.about(lan).first()
    assert (event.actor_id, event.actor_name, event.actor_title) == (
        admin.pk,
        "Quản Trị",
        "Quản trị xã",
    )
    assert event.request_id == access.request_id
    assert event.unit_path == commune.path
    assert event.changes == {"phone": ["", "0912"], "full_name": ["Nguyễn Thị Lan", "Lan"]}
    assert "password" not in event.changes


def test_the_posting_that_gave_the_right_is_recorded(commune) -> None:
    official = make.make_official(commune, Role.CLERK, title="Văn thư")
    services.appoint(
        by=make.system(),
        official=official,
        unit=commune,
        role=Role.ADMINISTRATOR,
        title="Kiêm quản trị",
    )
    with transaction.atomic():
        event = audit.record(
            make.access(official), "thử", commune, unit=commune, ability=Ability.ADMINISTER
        )
    assert event.actor_title == "Kiêm quản trị"


def test_changes_are_shown_in_words(commune) -> None:
    official = make.make_official(commune, Role.CLERK)
    event = AuditEvent.objects.filter(object_type="villages.posting").order_by("-pk").first()
    shown = {change.name: (change.old, change.new) for change in line_of(event).changes}
    assert shown["Vai trò trong hệ thống"] == ("trống", "Văn thư")
    assert shown["Đơn vị"] == ("trống", "xã Mai Đình")
    assert shown["Là chức vụ chính"] == ("trống", "có")
    assert official.full_name in event.object_name


def test_a_parent_that_nobody_named_goes_by_what_it_is() -> None:
    assert field_label(model_named("tasks.conclusion"), "meeting") == "Giao ban"
    assert field_label(model_named("tasks.fundingpart"), "funding") == "Kinh phí"
    assert field_label(model_named("tasks.conclusion"), "task") == "Nhiệm vụ"


def test_the_trail_is_walked_by_key_and_stays_in_scope(commune) -> None:
    other = make.make_commune("Nghi Hoa", commune.parent)
    for number in range(60):
        services.create_body(by=make.system(), unit=commune, name=f"Tổ {number}")
        services.create_body(by=make.system(), unit=other, name=f"Nhóm {number}")
    access = make.access(make.make_official(commune))
    first = trail(access, kind="villages.body")
    assert len(first.lines) == 50
    second = trail(access, kind="villages.body", behind=first.next_from)
    assert len(second.lines) == 10
    assert second.next_from is None
    names = [line.event.object_name for line in [*first.lines, *second.lines]]
    assert names == [f"Tổ {number}" for number in reversed(range(60))]
    old = trail(access, kind="villages.body", oldest_first=True)
    rest = trail(access, kind="villages.body", oldest_first=True, behind=old.next_from)
    assert [line.event.object_name for line in [*old.lines, *rest.lines]] == names[::-1]


def test_a_row_s_history_is_shown_as_far_as_one_sees(commune) -> None:
    """A row that moved has events of the unit it came from."""
    beside = make.make_commune("Nghi Hoa", commune.parent)
    village = make.make_village(commune)
    for unit in (commune, beside):
        audit.record(by=make.system(), ability=None, obj=village, unit=unit, action=unit.name)
    seen = history_of(village, make.access(make.make_official(commune, Role.CLERK)))
    assert commune.name in (actions := [line.event.action for line in seen])
    assert beside.name not in actions
    assert beside.name in [line.event.action for line in history_of(village)]


def test_what_is_everybody_s_is_recorded_in_the_posting_that_gave_the_right(commune) -> None:
    keeper = make.make_official(commune, Role.CLERK, title="Văn thư")
    province = commune.parent.parent
    Posting.objects.create(
        official=keeper, unit=province, role=Role.DATA_STEWARD, title="Quản trị dữ liệu"
    )
    by = make.access(keeper)
    event = audit.record(
        by=by, ability=Ability.EDIT_REFERENCE, obj=commune, unit=None, action="sửa bộ"
    )
    assert (by.main_posting.title, event.actor_title) == ("Văn thư", "Quản trị dữ liệu")


@pytest.mark.both
def test_what_is_taken_back_makes_no_events_and_stays_nowhere(commune) -> None:
    """Also when it fails, and what is written at once afterwards makes its own again."""
    by = make.access(make.make_official(commune, Role.ADMINISTRATOR))
    events, bodies = AuditEvent.objects.count(), Body.objects.count()
    rows = [Body(unit=commune, name=f"Tổ {n}") for n in range(3)]
    write = {"by": by, "action": "thêm tổ chức", "ability": Ability.ADMINISTER}
    with audit.taken_back():
        create_rows(rows=[*rows], **write)
        assert Body.objects.count() == bodies + 3
        assert AuditEvent.objects.count() == events
    with pytest.raises(IntegrityError), audit.taken_back():
        create_rows(
            rows=[Body(unit=commune, name="Tổ khác"), Body(name="Không có đơn vị")], **write
        )
    assert (Body.objects.count(), AuditEvent.objects.count()) == (bodies, events)
    create_rows(rows=[Body(unit=commune, name="Tổ khác")], **write)
    assert (Body.objects.count(), AuditEvent.objects.count()) == (bodies + 1, events + 1)
