"""Writes to units, officials and postings: refused, wrong, stale, and right."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ntm_project.common.refusals import Refused
from tests import factories as make
from villages import rules, services
from villages.accounts import services as accounts
from villages.edit import Stale
from villages.enums import LineageKind, Role
from villages.models import AuditEvent, Official, Posting, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Unit:
    return make.make_commune()


@pytest.fixture
def admin(commune):
    return make.access(make.make_official(commune, Role.ADMINISTRATOR))


WRITES: dict[str, Callable[[dict[str, Any], Unit, Unit, Official], object]] = {
    "body": lambda by, unit, _other, _lan: services.create_body(**by, unit=unit, name="X"),
    "unit": lambda by, unit, _other, _lan: services.create_unit(
        **by, parent=unit, level="village", name="X", noun="thôn"
    ),
    "lineage": lambda by, unit, other, _lan: services.succeed(
        **by, predecessors=[unit], successor=other, kind=LineageKind.MERGE,
        happened_on=make.TODAY, act="NQ",
    ),
    "account": lambda by, unit, _other, _lan: services.create_official(
        **by, unit=unit, username="x", full_name="X"
    ),
    "person": lambda by, _unit, _other, lan: services.edit_official(
        **by, official_id=lan.pk, fields={"note": "x"}
    ),
    "posting": lambda by, unit, _other, lan: services.appoint(
        **by, official=lan, unit=unit, role=Role.CLERK, title="x"
    ),
    "end": lambda by, _unit, _other, lan: services.end_posting(
        **by, posting_id=lan.postings.get().pk, ends_on=make.TODAY
    ),
    "link": lambda by, _unit, _other, lan: accounts.offer_link(**by, official_id=lan.pk),
    "no link": lambda by, _unit, _other, lan: accounts.withdraw_links(**by, official_id=lan.pk),
    "sessions": lambda by, _unit, _other, lan: accounts.end_all_sessions(**by, official_id=lan.pk),
    "factor": lambda by, _unit, _other, lan: accounts.remove_lost_factor(**by, official_id=lan.pk),
}  # fmt: skip


@pytest.mark.parametrize("write", WRITES)
def test_only_an_administrator_of_the_scope_writes(commune, admin, write) -> None:
    """The service checks by itself, whatever a page has checked before."""
    other = make.make_commune("Nghi Hoa", commune.parent)
    lan = make.make_official(commune)
    strangers = make.access(make.make_official(other, Role.ADMINISTRATOR))
    for by in (make.access(lan), strangers):
        with pytest.raises(Refused):
            WRITES[write]({"by": by}, commune, other, lan)
    if write == "lineage":
        with pytest.raises(Refused):
            WRITES[write]({"by": admin}, commune, other, lan)
    else:
        WRITES[write]({"by": admin}, commune, other, lan)


def test_a_person_comes_with_the_first_posting_or_not_at_all(admin, commune) -> None:
    person = {"username": "thu", "full_name": "Trần Thị Thu"}
    bad = {"role": Role.CLERK, "title": "Văn thư", "starts_on": date(2024, 2, 1)}
    with pytest.raises(ValidationError):
        services.take_on(
            by=admin, unit=commune, person=person, posting=bad | {"ends_on": date(2024, 1, 1)}
        )
    assert not Official.objects.filter(username="thu").exists()
    official = services.take_on(by=admin, unit=commune, person=person, posting=bad)
    assert official.postings.get().is_main
    assert not official.has_usable_password()
    assert Official.objects.visible_to(admin).filter(pk=official.pk).exists()


def test_moving_a_unit_moves_everything_below_it(commune) -> None:
    village = make.make_village(commune)
    beside = make.make_commune("Nghi Hoa", commune.parent)
    district = make.make_unit("district", "Việt Yên", commune.parent.parent)
    commune.parent = district
    services.rewrite_paths(commune)
    commune.save()
    assert Unit.objects.get(pk=beside.pk).path == beside.path
    village.refresh_from_db()
    assert commune.path == f"{district.path}{commune.pk}/"
    assert village.path == f"{commune.path}{village.pk}/"
    assert village.ancestor_ids == [district.parent_id, district.pk, commune.pk]


def test_a_unit_cannot_move_inside_its_own_child(commune) -> None:
    village = make.make_village(commune)
    assert "đơn vị con của nó" in rules.parent_error(commune, village)


def test_what_becomes_another_unit_ends_on_the_day_before(commune) -> None:
    old = [make.make_commune(name, commune.parent) for name in ("Mai Trung", "Châu Minh")]
    rows = services.succeed(
        by=make.system(),
        predecessors=old,
        successor=commune,
        kind=LineageKind.MERGE,
        happened_on=date(2025, 7, 1),
        act="NQ 1658/NQ-UBTVQH15",
    )
    assert [row.predecessor for row in rows] == old
    assert {unit.valid_to for unit in Unit.objects.filter(pk__in=[u.pk for u in old])} == {
        date(2025, 6, 30)
    }


def test_a_unit_becomes_others_once_and_by_one_act(commune) -> None:
    """Not another unit on another day; a split has several successors of one day and act."""
    old, other, third = (make.make_commune(name, commune.parent) for name in ("A", "B", "C"))
    how = {"by": make.system(), "predecessors": [old], "kind": LineageKind.SPLIT}
    split = {"happened_on": date(2024, 7, 1), "act": "NQ 1"}
    services.succeed(successor=other, **how, **split)
    services.succeed(successor=third, **how, **split)
    for again in ({"happened_on": date(2024, 1, 1)}, {"act": "NQ 2"}):
        with pytest.raises(ValidationError, match="01/7/2024 theo NQ 1"):
            services.succeed(successor=commune, **how, **{**split, **again})
    assert Unit.objects.get(pk=old.pk).valid_to == date(2024, 6, 30)
    assert set(old.successions.values_list("successor", flat=True)) == {other.pk, third.pk}


def test_villages_become_one_where_their_communes_do(commune) -> None:
    """As a list of one day has them: the communes first, then their villages."""
    old = [make.make_commune(name, commune.parent) for name in ("Mai Trung", "Châu Minh")]
    villages, new = [make.make_village(unit) for unit in old], make.make_village(commune, "Mới")
    how = {"by": make.system(), "kind": LineageKind.MERGE, "act": "NQ 1"}
    how["happened_on"] = date(2024, 7, 1)
    with pytest.raises(ValidationError, match="chưa là một"):
        services.succeed(predecessors=villages, successor=new, **how)
    services.succeed(predecessors=old, successor=commune, **how)
    assert len(services.succeed(predecessors=villages, successor=new, **how)) == 2


def test_a_posting_ends_once_and_not_before_it_began(admin, commune) -> None:
    official = make.make_official(commune, Role.CLERK, starts_on=date(2024, 3, 1))
    posting = official.postings.get()
    with pytest.raises(ValidationError, match="bằng hoặc sau ngày bắt đầu"):
        services.end_posting(by=admin, posting_id=posting.pk, ends_on=date(2024, 2, 1))
    services.end_posting(by=admin, posting_id=posting.pk, ends_on=make.TODAY, reason="Nghỉ hưu")
    assert AuditEvent.objects.about(posting).first().reason == "Nghỉ hưu"
    with pytest.raises(ValidationError, match="giữ đến hết"):
        services.end_posting(by=admin, posting_id=posting.pk, ends_on=make.TODAY)
    services.end_posting(by=admin, posting_id=posting.pk, ends_on=date(2024, 6, 1))
    with pytest.raises(ValidationError, match="đã kết thúc trước đó"):
        services.end_posting(by=admin, posting_id=posting.pk, ends_on=date(2024, 6, 2))


def test_who_saves_a_person_second_sees_what_the_first_changed(admin, commune) -> None:
    lan = make.make_official(commune, Role.CLERK, "Nguyễn Thị Lan")
    how = {"by": admin, "official_id": lan.pk, "seen_version": lan.version}
    services.edit_official(fields={"phone": "0911"}, **how)
    with pytest.raises(Stale) as stale:
        services.edit_official(fields={"phone": "0922"}, **how)
    assert stale.value.mine == {"phone": "0922"}
    assert stale.value.current.phone == "0911"
    lan.refresh_from_db()
    assert lan.phone == "0911"


def test_text_is_kept_clean_at_the_border(admin, commune) -> None:
    decomposed = "Nguye\u0302\u0303n\u200b  Thi\u0323 Lan"
    official = services.create_official(
        by=admin, unit=commune, username="lan2", full_name=decomposed
    )
    official.refresh_from_db()
    assert official.full_name == "Nguyễn Thị Lan"
    assert official.search == "nguyen thi lan"
    assert Posting.objects.filter(official=official).count() == 0
