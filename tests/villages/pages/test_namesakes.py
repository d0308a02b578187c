"""Two people of one name carry their office wherever people are named."""

import re
from datetime import date

import pytest
from django.urls import reverse

from ntm_project.common.choices import OfficialChoice
from tasks.enums import AssignmentKind
from tasks.models import Assignment, Meeting, Supervision
from tests import factories as make
from tests.world import World
from villages.audit import record
from villages.enums import Role
from villages.models import AuditEvent, Official
from villages.services import edit_official, end_posting

NAME = "Nguyễn Văn An"


@pytest.fixture
def twins(world: World) -> list[Official]:
    """A vice-chair and the head of a village, of one name, and what they are named in."""
    chair = make.make_official(world.commune, Role.VICE_CHAIR, NAME, title="Phó Chủ tịch")
    head = make.make_official(world.village, Role.VILLAGE_BOARD, NAME, title="Trưởng thôn")
    make.make_official(world.neighbour, Role.CHAIR, NAME, title="Chủ tịch")
    task, criterion = world.task, world.task.criterion
    for order, one in enumerate((chair, head), 5):
        Assignment.objects.create(task=task, kind=AssignmentKind.SUPPORT, official=one, order=order)
        Supervision.objects.create(assessment=world.assessment, criterion=criterion, official=one)
    for result, one in zip(world.results(), (chair, head), strict=False):
        result.in_charge = one
        result.save()
    Meeting.objects.create(
        unit=world.commune, name="Giao ban", held_on=date(2024, 8, 1), chaired_by=chair
    )
    return list(Official.objects.filter(pk__in=[chair.pk, head.pk]).order_by("pk"))


def test_every_page_shows_which_of_them(world: World, twins) -> None:
    assessment, task = world.assessment, world.task
    client = world.client("lan")
    meeting = Meeting.objects.get()
    urls = {
        reverse("tasks:task", args=[task.pk]), reverse("tasks:list"),
        reverse("tasks:assign", args=[task.pk]), f"{reverse('reports:my_work')}",
        reverse("tasks:supervision", args=[assessment.pk]),
        reverse("tasks:set_supervision", args=[assessment.pk, task.criterion.pk]),
        reverse("tasks:meeting", args=[meeting.pk]),
        reverse("reports:assessment", args=[assessment.pk]),
        reverse("reports:criterion", args=[assessment.pk, task.criterion.number]),
        reverse("reports:board", args=[world.commune.pk]),
        reverse("reports:checks", args=[world.commune.pk]),
        reverse("criteria:put_in_charge", args=[world.result.pk]),
        reverse("villages:officials"), reverse("villages:unit", args=[world.commune.pk]),
        reverse("reports:plan_preview", args=[world.plan.pk]),
        *(reverse("villages:official", args=[one.pk]) for one in twins),
        f"{reverse('reports:search')}?q={NAME}",
    }  # fmt: skip
    bare, named = {}, 0
    for url in sorted(urls):
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        main = response.content.decode()
        main = main[main.find("<main") : main.find("</main>")]
        words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))
        for after in re.findall(rf"(?<!“){NAME}(.{{0,40}})", words):
            named += 1
            if not re.match(r"[\s(–,]*(Phó Chủ tịch|Trưởng thôn)", after):
                bare.setdefault(url, []).append(after)
    assert bare == {}, bare
    assert named >= 10


def test_the_trail_shows_which_of_them_did_it(world: World, twins) -> None:
    for one in twins:
        record(make.access(one), f"thử {one.pk}", world.commune, unit=world.commune)
    officer = world.client("lan")
    for one, office in zip(twins, ("Phó Chủ tịch", "Trưởng thôn"), strict=True):
        event = AuditEvent.objects.get(action=f"thử {one.pk}")
        assert event.actor_name == f"{NAME} ({office})"
        page = officer.get(reverse("villages:official", args=[one.pk])).content.decode()
        assert f"?nguoi={one.username}" in page
        lines = officer.get(reverse("villages:audit"), {"nguoi": one.username}).context["lines"]
        assert {line.event.actor_id for line in lines} == {one.pk}


def test_the_office_follows_names_and_postings(world: World, twins) -> None:
    chair, head = twins
    shown = lambda: [str(Official.objects.get(pk=one.pk)) for one in (chair, head)]  # noqa: E731
    assert shown() == [f"{NAME} (Phó Chủ tịch)", f"{NAME} (Trưởng thôn)"]
    third = make.make_official(world.commune, Role.OFFICIAL, NAME, title="Trưởng thôn")
    assert shown()[1] == f"{NAME} (Trưởng thôn, {world.village})"
    by = make.system()
    edit_official(by=by, official_id=third.pk, fields={"full_name": "Nguyễn Văn Anh"})
    assert shown() == [f"{NAME} (Phó Chủ tịch)", f"{NAME} (Trưởng thôn)"]
    end_posting(by=by, posting_id=head.postings.get().pk, ends_on=make.TODAY)
    assert shown()[1] == f"{NAME} (Trưởng thôn)"  # past records still name both
    edit_official(by=by, official_id=head.pk, fields={"full_name": "Nguyễn Văn Bình"})
    assert shown() == [NAME, "Nguyễn Văn Bình"]


def test_no_paper_shows_the_sign_in_name_of_three_with_one_title_in_one_unit(world: World) -> None:
    """Their number stands there; where one is chosen the sign-in name stands too."""
    names = {"role": Role.COMMITTEE, "name": NAME, "title": "Thành viên"}
    keys = [make.make_official(world.commune, **names).pk for _ in range(3)]
    found = Official.objects.filter(pk__in=keys).order_by("pk")
    place = f"{NAME} (Thành viên, {world.commune}"
    assert [str(one) for one in found] == [f"{place}, người thứ {n})" for n in (1, 2, 3)]
    for one in found:
        label = OfficialChoice(queryset=found).label_from_instance(one)
        assert label.endswith(one.username)
        assert one.username not in str(one)


def test_who_takes_over_and_who_was_there_are_chosen_by_sign_in_names_only_among_namesakes(
    world: World,
) -> None:
    names = {"role": Role.COMMITTEE, "name": NAME, "title": "Thành viên"}
    alike = [make.make_official(world.commune, **names) for _ in range(2)]
    officer, lan = world.official("hien"), world.client("lan")
    make.make_task(world.plan, lead=officer)
    meeting = Meeting.objects.create(unit=world.commune, name="Giao ban", held_on=make.TODAY)
    pages = (
        lan.get(reverse("villages:hand_over", args=[officer.pk])),
        lan.get(reverse("tasks:attend", args=[meeting.pk])),
    )
    for page in pages:
        words = page.content.decode()
        for number, one in enumerate(alike, 1):
            assert f"người thứ {number} – {one.username})" in words
        assert f"– {world.official('lan').username})" not in words
