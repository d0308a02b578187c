"""A change of units: nothing is lost, all that was read is read, what is open goes on."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from evidence.models import Intake
from evidence.review.rules import reviewing_posting
from ntm_project.common.refusals import Refused
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tasks.enums import TaskState
from tasks.models import Plan, Task
from tests import factories as make
from tests.issuing import sign_paper
from tests.shared import copied, made_once
from tests.villages.changes.world import ACT, LINES, ON, TYPED_MERGE, Merging, counts, full_world
from tests.world import client_of
from villages.access import access_of
from villages.changes.queries import change_of
from villages.changes.services import change_units
from villages.edit import Stale
from villages.enums import Ability, LineageKind, Role
from villages.models import AuditEvent, Lineage, Official, Posting, Unit

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


world = copied


def new_commune() -> Unit:
    return Unit.objects.get(name="Xuân Cẩm")


def test_a_merged_commune_reads_all_that_was_and_changes_none_of_it(world: Merging) -> None:
    sent = world.sent
    addresses = [
        reverse("villages:unit", args=[world.commune.pk]),
        reverse("villages:unit", args=[world.village.pk]),
        reverse("reports:board", args=[world.commune.pk]),
        reverse("reports:assessment", args=[world.assessment.pk]),
        reverse("criteria:result_history", args=[world.result.pk]),
        reverse("tasks:task", args=[world.task.pk]),
        reverse("tasks:plan", args=[world.plan.pk]),
        reverse("evidence:round", args=[sent.pk]),
        reverse("evidence:rounds", args=[world.assessment.pk]),
    ]
    before, lan = counts(), world.client_now("lan")
    read = {url: lan.get(url).status_code for url in addresses}
    assert set(read.values()) == {200}
    # Two communes have a standing officer each: the page proposes neither, somebody chooses.
    posting = world.official("lan").postings.get()
    world.merge(choices={f"p{posting.pk}": "0"})

    after = counts()
    assert all(after[label] >= n for label, n in before.items())
    lan = world.client_now("lan")
    assert {url: lan.get(url).status_code for url in addresses} == read
    access = access_of(world.official("lan"), make.TODAY)
    assert access.main_posting.unit == new_commune()
    assert access.sees(world.commune)
    assert not [a for a in Ability if access.can(a, world.commune)]
    # Whoever does not go on reads nothing any more.
    gone = access_of(world.official("stranger"), make.TODAY)
    assert not gone.postings
    world.commune.refresh_from_db()
    assert world.commune.valid_to == date(2024, 7, 31)
    assert str(world.commune) == "xã Mai Đình"
    kinds = dict(Lineage.objects.values_list("predecessor__name", "kind"))
    assert kinds["Mai Đình"] == LineageKind.MERGE
    assert kinds["Thắng Lợi"] == LineageKind.MOVE


def test_a_paper_signed_before_keeps_its_head_place_and_titles(world: Merging) -> None:
    kind, plan = kind_of("plan"), world.plan
    chair = world.official("chair")
    sign_paper(kind, plan, chair, on=date(2024, 7, 15))
    before = drawn(kind, plan).document
    world.merge()
    held = Posting.objects.filter(official=chair, unit=new_commune())
    assert held.update(title="Phó Chủ tịch UBND xã")
    after = drawn(kind, Plan.objects.select_related(*kind.related).get(pk=plan.pk)).document
    assert after.header == before.header
    assert after.signature == before.signature
    assert after.issuer_name == before.issuer_name
    assert after.header.place == "Mai Đình"
    assert "XUÂN CẨM" not in str(after)


def test_villages_of_one_name_are_told_apart_and_holders_go_with_theirs(world: Merging) -> None:
    world.merge()
    names = set(new_commune().children.values_list("name", flat=True))
    assert names == {"Thắng Lợi (Mai Đình cũ)", "Thắng Lợi (Đồng Tâm cũ)"}
    held = Posting.objects.open_on(make.TODAY).get(official=world.official("thon"))
    assert held.unit.name == "Thắng Lợi (Mai Đình cũ)"
    assert held.starts_on == ON
    ended = Posting.objects.filter(unit=world.commune, ends_on=None)
    assert not ended.exists()


def test_an_open_task_goes_on_with_its_history(world: Merging) -> None:
    posting = world.official("lan").postings.get()
    world.merge(choices={f"p{posting.pk}": "0"})
    world.task.refresh_from_db()
    assert world.task.state == TaskState.CANCELLED
    moved = Task.objects.get(carried_from=world.task)
    assert (moved.unit, moved.plan.unit, moved.plan.year) == (new_commune(), moved.unit, 2024)
    assert (moved.state, moved.ends_on) == (TaskState.NOT_STARTED, world.task.ends_on)
    assert [row.official for row in moved.assignments.all()] == [world.official("hien")]
    page = world.client_now("lan").get(reverse("tasks:task", args=[moved.pk]))
    lines = page.content.decode()
    assert "giao nhiệm vụ" in lines
    assert "nhận nhiệm vụ chuyển tiếp" in lines


def test_a_round_whose_reviewer_is_still_there_stays_with_them(world: Merging) -> None:
    sent = world.sent
    world.merge(parent=world.district)
    sent.refresh_from_db()
    assert (sent.holder, sent.state, sent.round) == (world.district, "sent", 1)


def test_a_round_goes_to_whoever_reviews_above_the_new_unit(world: Merging) -> None:
    """The district is still there, but the new commune lies in another province."""
    sent = world.sent
    world.merge()
    sent.refresh_from_db()
    assert (sent.holder, sent.step.chain.unit) == (world.after, world.after)
    assert (sent.state, sent.round) == ("sent", 1)


def test_a_round_for_which_no_other_is_named_stays_where_it_is(world: Merging) -> None:
    sent = world.sent
    world.after.review_chains.all().delete()
    world.merge()
    sent.refresh_from_db()
    assert sent.holder == world.district


def test_a_round_whose_reviewer_has_ended_is_carried_to_the_province(world: Merging) -> None:
    sent = world.sent
    items = list(sent.items.values_list("pk", "result_version"))
    Unit.objects.filter(pk=world.district.pk).update(valid_to=date(2024, 7, 31))
    world.merge()
    sent.refresh_from_db()
    assert (sent.holder, sent.step.chain.unit) == (world.after, world.after)
    assert (sent.state, sent.round) == ("sent", 1)
    assert list(sent.items.values_list("pk", "result_version")) == items
    upper = access_of(world.upper, make.TODAY)
    assert reviewing_posting(upper, sent)
    page = client_of(world.upper).get(reverse("evidence:review", args=[sent.pk]))
    assert page.status_code == 200
    assert AuditEvent.objects.filter(action="chuyển bên thẩm tra", object_id=sent.pk).exists()


def test_a_round_that_nobody_would_review_holds_up_the_change(world: Merging) -> None:
    sent = world.sent
    Unit.objects.filter(pk=world.district.pk).update(valid_to=date(2024, 7, 31))
    world.upper.postings.get().unit.review_chains.all().delete()
    before = counts()
    with pytest.raises(ValidationError, match="quy trình thẩm tra"):
        world.merge()
    assert counts() == before
    assert sent.step.name in str(sent.step)


@pytest.mark.parametrize(
    ("lines", "on", "words"),
    [
        ("Mai Đình Xuân Cẩm", ON, "đúng một dấu"),
        ("Mai Đình + Đồng Tâm → A + B", ON, "nhiều dòng"),
        ("Không Có → Xuân Cẩm", ON, "không thấy đơn vị “Không Có”"),
        ("Mai Đình → A\nMai Đình → B", ON, "hai dòng"),
        ("Mai Đình → Đồng Tâm Mới\nĐồng Tâm → Đồng Tâm Mới", ON, "cùng tên"),
        ("Mai Đình → Sao\nSao → Mai", ON, "vừa là đơn vị cũ vừa là đơn vị mới"),
        ("Cũ → Mới", ON, "đã thôi hoạt động sau ngày 31/12/2023"),
        ("Sao → xã Sao", ON, "đang mang đúng tên này"),
        ("Sao → Mới", date(2020, 1, 1), "có từ ngày 01/3/2023"),
        ("Sao → Mới", date(2099, 1, 1), "hơn một năm"),
        ("Sao → Mới", date(2025, 8, 16), "đến ngày 15/8/2025"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_nothing_is_written(
    world: Merging, lines: str, on: date, words: str
) -> None:
    make.make_unit("commune", "Sao", world.after, valid_from=date(2023, 3, 1))
    make.make_unit("commune", "Cũ", world.after, valid_to=date(2023, 12, 31))
    before = counts()
    with pytest.raises(ValidationError, match=words):
        world.merge(lines, on=on)
    assert counts() == before


def test_a_village_becomes_no_town_by_a_line_of_its_commune(world: Merging) -> None:
    """Unless the word is typed as part of the village's name (`thôn Phường Sở`)."""
    make.make_village(world.commune, "Đồi Chè")
    with pytest.raises(ValidationError, match="thôn, tổ dân phố không thành thị trấn được"):
        world.merge("Đồi Chè → thị trấn Đồi Chè", world.commune)
    world.merge("Đồi Chè → thôn Phường Sở", world.commune)
    assert Unit.objects.filter(parent=world.commune, name="Phường Sở").exists()


def test_a_unit_that_is_there_is_named_as_it_is(world: Merging) -> None:
    make.make_unit("commune", "Sao", world.after)
    change = change_of(world.by, world.after, text="Mai Đình → sao", on=ON, act="", choices={})
    assert [str(heir) for step in change.steps for heir in step.heirs] == ["xã Sao"]


def test_a_name_that_is_there_is_not_given_by_renaming(world: Merging) -> None:
    """“Đổi tên … thành …” of a name that another has would else be read as a merger."""
    make.make_village(world.commune, name="Giáp Ngũ")
    old = f"thôn {world.village.name}"
    for line, is_refused in (
        (f"Đổi tên {old} thành thôn Giáp Ngũ", True),
        (f"Đổi tên {old} thành thôn Mai Thượng", False),
        (f"Sáp nhập {old} vào thôn Giáp Ngũ", False),
    ):
        change = change_of(world.by, world.commune, text=line, on=ON, act=ACT, choices={})
        refused = [fault for fault in change.faults if "không đổi tên thành tên ấy" in fault]
        assert bool(refused) is is_refused, line


def test_no_unit_is_taken_from_those_who_administer_it(world: Merging) -> None:
    """The administrator of one province merges no commune of the other, nor before the day."""
    mine = access_of(make.make_official(world.after, Role.ADMINISTRATOR), make.TODAY)
    typed = {"text": "Mai Đình → Xuân Cẩm", "on": ON, "act": ACT, "choices": {}}
    with pytest.raises(ValidationError, match="không thấy đơn vị"):
        change_units(by=mine, parent=world.after, **typed)
    with pytest.raises(Refused):
        change_units(by=world.lan, parent=world.after, **typed)
    with pytest.raises(Refused, match="Chỉ ghi sắp xếp từ ngày"):
        world.merge(on=date(2025, 7, 1))


def test_villages_merge_split_and_change_names_by_one_act(world: Merging) -> None:
    """The commune's own administrator, several at once; the plan goes on, its tasks stay in it."""
    for name in ("Mai Hạ", "Giáp Ngũ", "Vọng Giang"):
        make.make_village(world.commune, name)
    world.admin.postings.update(ends_on=date(2024, 1, 1))
    world.__dict__["admin"] = make.make_official(world.commune, Role.ADMINISTRATOR)
    task = make.make_task(world.plan, unit=Unit.objects.get(name="Mai Hạ"))
    intake = Intake.objects.create(plan=world.plan, text="Lập sổ", source="Dán vào")
    read = intake.rows.create(order=1, text="Lập sổ", unit=task.unit)
    lines = (
        "1. Mai Hạ + Giáp Ngũ → thôn Mai Giáp\n"
        "2. Vọng Giang → Vọng Thượng, Vọng Hạ\n"
        "3. thôn Thắng Lợi (Mai Đình) = tổ dân phố Chiến Thắng"
    )
    world.merge(lines, world.commune)
    now = Unit.objects.filter(parent=world.commune, valid_to=None)
    assert {str(unit) for unit in now} == {
        "thôn Mai Giáp",
        "thôn Vọng Thượng",
        "thôn Vọng Hạ",
        "tổ dân phố Chiến Thắng",
    }
    kinds = set(Lineage.objects.values_list("successor__name", "kind"))
    assert ("Mai Giáp", "merge") in kinds
    assert ("Vọng Hạ", "split") in kinds
    assert ("Chiến Thắng", "rename") in kinds
    task.refresh_from_db()
    assert (task.unit.name, task.plan, task.is_open) == ("Mai Giáp", world.plan, True)
    assert intake.rows.get(pk=read.pk).unit == task.unit
    held = Posting.objects.open_on(make.TODAY).get(official=world.official("thon"))
    assert held.unit.name == "Chiến Thắng"
    # Again by a correcting act: what was recorded wrongly is followed, not taken back.
    world.merge("Mai Giáp → Mai Hạ + Giáp Ngũ", world.commune, on=date(2024, 8, 10))
    task.refresh_from_db()
    assert task.unit.name == "Mai Hạ"
    assert Unit.objects.filter(name="Mai Hạ").count() == 2
    board = access_of(make.make_official(task.unit, Role.VILLAGE_BOARD), make.TODAY)
    assert board.sees(Unit.objects.get(name="Mai Hạ", valid_to=date(2024, 7, 31)))


def test_what_has_become_another_unit_becomes_nothing_else(world: Merging) -> None:
    """Neither on an earlier day, nor below a commune that ends earlier, nor as who takes others."""
    world.merge("Mai Đình → Xuân Cẩm")
    make.make_unit("commune", "Sắp Thôi", world.after, valid_to=date(2024, 12, 31))
    before, earlier = counts(), date(2024, 7, 1)
    for lines in ("Mai Đình → Sao", "Mai Đình + Đồng Tâm → Mai Sao"):
        with pytest.raises(ValidationError, match=f"xã Xuân Cẩm từ ngày 01/8/2024 theo {ACT}"):
            world.merge(lines, on=earlier)
    with pytest.raises(ValidationError, match="sau ngày 31/7/2024, không nhận thêm"):
        world.merge("Đồng Tâm → xã Mai Đình", world.district, on=earlier)
    with pytest.raises(ValidationError, match="31/12/2024"):
        world.merge("Sắp Thôi → Sao", on=earlier)
    assert counts() == before
    assert Unit.objects.get(pk=world.commune.pk).valid_to == date(2024, 7, 31)


def test_a_commune_does_not_end_before_a_change_of_its_own_villages(world: Merging) -> None:
    world.merge("thôn Thắng Lợi (Mai Đình) → Chiến Thắng", world.commune)
    before = counts()
    with pytest.raises(ValidationError, match="thôn Chiến Thắng từ ngày 01/8/2024 theo"):
        world.merge(on=date(2024, 7, 1))
    assert counts() == before


def test_villages_of_two_communes_become_one_only_once_the_communes_are(world: Merging) -> None:
    there = world.neighbour.children.get().name
    make.make_village(world.commune, "Đông")
    make.make_village(world.neighbour, "Tây")
    before = counts()
    for lines in ("Đông + Tây → Đông Tây", "Tây → Đông", f"Đông + {there} (Đồng Tâm) → Mới"):
        with pytest.raises(ValidationError, match="chưa là một vào ngày 01/8/2024"):
            world.merge(lines, world.commune)
    assert counts() == before
    world.merge()
    world.merge("Đông + Tây → Đông Tây", new_commune(), on=date(2024, 8, 10))
    assert Unit.objects.get(name="Đông Tây").parent == new_commune()


def test_a_commune_does_not_end_before_one_of_its_villages_began(world: Merging) -> None:
    make.make_unit("village", "Muộn", world.commune, valid_from=date(2024, 8, 5))
    with pytest.raises(ValidationError, match="Muộn có từ ngày 05/8/2024"):
        world.merge()


def test_a_merge_seen_long_ago_is_not_done(world: Merging) -> None:
    with pytest.raises(Stale):
        world.merge(seen_version=1)
    assert Official.objects.exists()


def test_the_page_shows_all_before_anything_is_done(world: Merging) -> None:
    client, url = client_of(world.admin), reverse("villages:change_units", args=[world.after.pk])
    assert world.sent.pk
    before = counts()
    assert client.post(url, {**TYPED_MERGE, "act": ""}).status_code == 422
    assert client.post(url, {**TYPED_MERGE, "on": "01/6/2024"}).status_code == 422
    assert client.post(url, {**TYPED_MERGE, "lines": "Không Có → Gì"}).status_code == 422
    page = client.post(url, TYPED_MERGE)
    assert page.status_code == 200
    shown = {kind.mover.slug: kind.count for kind in page.context["touched"]}
    assert shown == {"tasks": 1, "rounds": 1, "assessments": 1, "plans": 1}
    assert {held.posting.official_id for held in page.context["change"].held} == {
        world.official(who).pk for who in ("lan", "tam", "hien", "thon", "stranger")
    }
    assert client.post(url, {**TYPED_MERGE, "write": "1", "seen_version": "1"}).status_code == 409
    # Signing in is an event; nothing else has been written.
    assert {label for label, n in counts().items() if n != before[label]} <= {
        "villages.AuditEvent",
        "villages.AuditHead",
        "villages.AuditLink",
    }
    done = client.post(
        url,
        {
            **TYPED_MERGE,
            "write": "1",
            "seen_version": page.context["seen"].versions["seen_version"],
        },
    )
    assert done.status_code == 303
    act = Lineage.objects.get(predecessor=world.commune).act
    assert act == "Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2024 của Ủy ban Thường vụ Quốc hội"


def test_of_two_heads_of_merged_villages_nobody_is_proposed(world: Merging) -> None:
    """The new village has one; of the others of its board it may have several."""
    other = make.make_village(world.commune, "Giáp Ngũ")
    titles = {world.village: f"Trưởng thôn {world.village.name}", other: "TRƯỞNG THÔN GIÁP NGŨ"}
    for unit, title in titles.items():
        for held in (title, "Phó trưởng thôn", f"Ban phát triển thôn {unit.name}"):
            make.make_official(unit, Role.VILLAGE_BOARD, title=held)
    lines = f"{world.village.name} + Giáp Ngũ → Mai Giáp"
    change = change_of(world.by, world.commune, text=lines, on=ON, act=ACT, choices={})
    assert not change.faults
    left = {held.posting.title for held in change.held if held.heir is None}
    assert left == set(titles.values())
    assert left == {held.posting.title for held in change.held if held.waits}
    one, *others = [held.posting for held in change.held if held.waits]
    how = {"text": lines, "on": ON, "act": ACT}
    chosen = change_of(world.by, world.commune, **how, choices={f"p{one.pk}": "-"})
    assert {held.posting for held in chosen.held if held.waits} == {*others}
    assert {held.posting for held in chosen.held if held.heir is None} == {one, *others}


def test_two_heads_of_one_unit_both_go_on_where_no_other_has_one(world: Merging) -> None:
    """What stood on record before is no matter of the change."""
    for _ in range(2):
        make.make_official(world.village, Role.VILLAGE_BOARD, title="Trưởng thôn")
    change = change_of(world.by, world.after, text=LINES, on=ON, act=ACT, choices={})
    heads = [held for held in change.held if held.posting.title == "Trưởng thôn"]
    assert [held.heir is None for held in heads] == [False, False]
