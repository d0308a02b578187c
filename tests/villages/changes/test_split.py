"""What hangs on a unit goes on where its parts do, and with whom it waits for."""

from datetime import date

import pytest
from django.urls import reverse

from criteria.enums import SetLevel
from evidence.review.services import submit
from tasks.models import Assignment, Task
from tests import factories as make
from tests.shared import copied, made_once
from tests.villages.changes.world import ACT, ON, TYPED_MERGE, Merging, full_world
from tests.world import client_of
from villages.changes.models import Change
from villages.changes.queries import change_of
from villages.enums import Role
from villages.handover.queries import post_of
from villages.models import Body, Lineage, Posting, Unit

pytestmark = pytest.mark.django_db


rows = made_once(full_world)


world = copied


def test_open_work_of_a_split_commune_goes_where_it_was_chosen(world: Merging) -> None:
    """The work of a village goes with the village, that of the commune to the one chosen for it,
    each given to the organisation there."""
    first, second = (make.make_village(world.commune, name) for name in ("Đông", "Tây"))
    body = Body.objects.create(unit=world.commune, name="Hội Nông dân")
    tasks = [make.make_task(world.plan, unit=u) for u in (world.commune, first, second)]
    for task in tasks:
        task.assignments.all().delete()
        Assignment.objects.create(task=task, kind="lead", body=body)
    lines = "Mai Đình → xã Mai Thượng + xã Mai Hạ"
    choices = {f"v{world.commune.pk}": "1", f"t{second.pk}": "1"}
    world.merge(lines, choices=choices)
    goes = {
        task.pk: (task.carried_to.get().unit.name, task.carried_to.get().plan.unit.name)
        for task in tasks
    }
    assert list(goes.values()) == [
        ("Mai Hạ", "Mai Hạ"),
        ("Đông", "Mai Thượng"),
        ("Tây", "Mai Hạ"),
    ]
    for task in tasks:
        new = task.carried_to.get()
        given = new.assignments.get().body
        assert (given.unit, given.name) == (new.plan.unit, body.name)


@pytest.mark.parametrize("sent", ["00019", "9" * 30, "-1", "²"])
def test_a_choice_that_names_no_heir_is_none(world: Merging, sent: str) -> None:
    village = make.make_village(world.commune, "Đông")
    lines = "Mai Đình → xã Mai Thượng + xã Mai Hạ"
    world.merge(lines, choices={f"v{world.commune.pk}": sent, f"t{village.pk}": sent})
    assert Unit.objects.get(name="Đông", valid_to=None).parent.name == "Mai Thượng"


def test_what_waits_at_a_post_goes_to_who_holds_it_in_the_new_unit(world: Merging) -> None:
    post = "Công chức Tư pháp - hộ tịch"
    task = make.make_task(world.plan, unit=world.commune)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, kind="lead", role_words=post)
    other = Unit.objects.get(name="Đồng Tâm")
    holder = make.make_official(other, Role.OFFICIAL)
    holder.postings.update(title="Tư pháp – Hộ tịch")
    world.merge()
    assert task.carried_to.get().assignments.get().official == holder


def test_what_waits_at_a_post_of_a_village_waits_at_that_of_the_new_one(world: Merging) -> None:
    """The post has another title there, by which whoever is chosen to hold it takes the work."""
    for name in ("Bến Sông", "Làng Mới"):
        village = make.make_village(world.commune, name)
        make.make_official(village, Role.VILLAGE_BOARD, title=f"Trưởng thôn {name}")
    task = make.make_task(world.plan, unit=village)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, kind="lead", role_words="Trưởng thôn Làng Mới")
    world.merge("Bến Sông + Làng Mới → Bến Sông Mới", world.commune)
    assert task.assignments.get().role_words == "Trưởng thôn Bến Sông Mới"


def test_work_left_to_the_post_of_an_old_village_waits_at_that_of_the_new_one(
    world: Merging,
) -> None:
    """Handed over after the change, too: nobody will hold a post of what has ended."""
    village = make.make_village(world.commune, "Làng Mới")
    head = make.make_official(village, Role.VILLAGE_BOARD, title="Trưởng thôn Làng Mới")
    leaving = {f"p{head.postings.get().pk}": ""}
    world.merge("Làng Mới → Bến Sông", world.commune, choices=leaving)
    assert post_of(head) == "Trưởng thôn Bến Sông"
    world.merge("Bến Sông → Đông + Tây", world.commune, on=date(2024, 8, 10))
    assert post_of(head) == "Trưởng thôn Bến Sông"  # of two nobody can know


def test_a_round_of_a_village_is_judged_where_the_village_goes_on(world: Merging) -> None:
    """Not where the open work of its split commune goes."""
    chain = make.make_chain(world.district, world.district, level=SetLevel.VILLAGE)
    for result in world.village_assessment.results.all():
        world.claim(result)
    step, board = chain.steps.order_by("order")[0], make.access(world.official("thon"))
    sent = submit(by=board, assessment=world.village_assessment, step=step)
    assert sent.holder == world.commune
    choices = {f"v{world.commune.pk}": "1", f"t{world.village.pk}": "0"}
    world.merge("Mai Đình → xã Mai Thượng + xã Mai Hạ", choices=choices)
    sent.refresh_from_db()
    assert sent.holder.name == "Mai Thượng"


SPLIT = "Mai Đình → xã Mai Thượng + xã Mai Hạ"


def _lead(world: Merging, who: str) -> Task:
    task = make.make_task(world.plan, unit=world.commune)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, kind="lead", official=world.official(who))
    return task


def _posting(world: Merging, who: str) -> Posting:
    return world.official(who).postings.get(unit=world.commune)


def _seen(world: Merging, **choices: str) -> Change:
    typed = {"text": SPLIT, "on": ON, "act": ACT, "choices": choices}
    return change_of(world.by, world.after, **typed)


def _going(change: Change, posting: Posting) -> str:
    return next(str(held.heir) for held in change.held if held.posting == posting)


def test_who_goes_on_goes_with_the_open_work(world: Merging) -> None:
    """Proposed so, and again where another unit is chosen for the work; who was sent elsewhere by
    hand stays there, and what is done is what the page has shown."""
    hien, lan = _posting(world, "hien"), _posting(world, "lan")
    key = world.commune.pk
    assert _going(_seen(world, **{f"v{key}": "1"}), hien) == "xã Mai Hạ"
    sent = {f"w{key}": "0", f"v{key}": "1", f"p{hien.pk}": "0", f"p{lan.pk}": ""}
    again = _seen(world, **sent)
    assert (_going(again, hien), _going(again, lan)) == ("xã Mai Hạ", "None")
    by_hand = _seen(world, **sent | {f"w{key}": "1", f"v{key}": "1"})
    assert _going(by_hand, hien) == "xã Mai Thượng"
    assert _going(_seen(world, **sent, write="1"), hien) == "xã Mai Thượng"


def test_who_goes_elsewhere_than_their_work_is_named_before_and_after(world: Merging) -> None:
    hien, lan = world.official("hien"), world.official("lan")
    _lead(world, "hien")  # one more than the task of the world
    _lead(world, "lan")
    key, posting, leaving = world.commune.pk, _posting(world, "hien"), _posting(world, "lan")
    together = _seen(world, **{f"v{key}": "1"})
    assert together.parted == []
    choices = {f"v{key}": "1", f"p{posting.pk}": "0", f"p{leaving.pk}": ""}
    apart = {one.official: one for one in _seen(world, **choices).parted}
    assert [str(heir) for heir in apart[hien].goes] == ["xã Mai Thượng"]
    assert apart[lan].goes == ()
    assert [(str(heir), n) for heir, n in apart[hien].work] == [("xã Mai Hạ", 2)]
    page = reverse("villages:change_units", args=[world.after.pk])
    client = client_of(world.admin)
    form = TYPED_MERGE | {"lines": SPLIT} | choices
    shown = client.post(page, form)
    assert reverse("villages:official", args=[hien.pk]) in shown.content.decode()
    seen = shown.context["seen"].versions
    done = client.post(page, form | seen | {"write": "1"}, follow=True)
    new = Unit.objects.get(name="Mai Hạ")
    assert done.redirect_chain[-1][0] == reverse("villages:unit", args=[new.pk])
    assert {(one, one.left) for one in done.context["left"]} == {(hien, 2), (lan, 1)}
    assert "2 việc ở xã Mai Hạ" in done.content.decode()


def test_who_leaves_work_of_a_village_is_named_where_one_is_led(world: Merging) -> None:
    """The commune's plan gives the work: its page names them, the new village's does not."""
    village = make.make_village(world.commune, "Làng Mới")
    head = make.make_official(village, Role.VILLAGE_BOARD)
    task = make.make_task(world.plan, unit=village)
    task.assignments.all().delete()
    Assignment.objects.create(task=task, kind="lead", official=head)
    page = reverse("villages:change_units", args=[world.commune.pk])
    client, leaving = client_of(world.admin), {f"p{head.postings.get().pk}": ""}
    form = TYPED_MERGE | {"lines": "Làng Mới → Làng Trên"} | leaving
    seen = client.post(page, form).context["seen"].versions
    done = client.post(page, form | seen | {"write": "1"}, follow=True)
    assert [(one, one.left) for one in done.context["left"]] == [(head, 1)]
    assert "Trang của xã Mai Đình nêu từng người" in done.content.decode()


def test_one_task_may_go_elsewhere_than_the_others(world: Merging) -> None:
    """Into the plan of the unit chosen for it; nobody could move it there afterwards."""
    one, other = _lead(world, "hien"), _lead(world, "hien")
    choices = {f"ntasks-{one.pk}": "1"}
    assert [str(parted) for parted in _seen(world, **choices).parted] == [
        f"{world.official('hien')} (1 việc ở xã Mai Hạ)"
    ]
    world.merge(SPLIT, choices=choices)
    goes = [task.carried_to.get() for task in (one, other)]
    assert [task.unit.name for task in goes] == ["Mai Hạ", "Mai Thượng"]
    assert [task.plan.unit for task in goes] == [task.unit for task in goes]


def test_a_word_of_the_old_name_stays_a_word_of_the_new(world: Merging) -> None:
    """`thôn Làng Mới` becomes `thôn Làng Trên`; that of a `thôn Mai Hạ` is a `làng`."""
    make.make_village(world.commune, "Làng Mới")
    make.make_village(world.commune, "Mai Hạ")
    lines = "Làng Mới → Làng Trên + thôn Làng Dưới\nMai Hạ → Làng Đông + Xóm Tây"
    change = change_of(world.by, world.commune, text=lines, on=ON, act=ACT, choices={})
    names = [str(heir) for step in change.steps for heir in step.heirs]
    assert names == ["thôn Làng Trên", "thôn Làng Dưới", "làng Đông", "xóm Tây"]


def test_a_village_that_is_there_by_the_whole_name_is_the_heir(world: Merging) -> None:
    known = make.make_village(world.commune, "Làng Mới")
    make.make_village(world.commune, "Mai Hạ")
    change = change_of(
        world.by, world.commune, text="Mai Hạ → Làng Mới", on=ON, act=ACT, choices={}
    )
    assert [heir.found for step in change.steps for heir in step.heirs] == [known]


def test_what_is_split_is_no_merger_though_one_of_its_heirs_was_there(world: Merging) -> None:
    make.make_village(world.commune, "Giáp")
    old = make.make_village(world.commune, "Vọng")
    world.merge("Vọng → Giáp + thôn Thượng", parent=world.commune)
    kinds = Lineage.objects.filter(predecessor=old).values_list("successor__name", "kind")
    assert set(kinds) == {("Giáp", "split"), ("Thượng", "split")}
