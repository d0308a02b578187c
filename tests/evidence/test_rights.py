"""Each rule and each service of papers checks by itself, whatever a page has checked before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from evidence.models import TaskEvidence
from evidence.papers import rules
from evidence.papers.models import ContentScan, FileFacts
from evidence.papers.queries.contents import bytes_since
from evidence.papers.queries.library import LibraryFilters, linkable_assessments, linkable_results
from evidence.papers.queries.paper import tasks_of
from evidence.papers.queries.shelves import cards_of_task, shelves_of
from evidence.papers.services import add_paper, add_revision, edit_paper, link, withdraw_paper
from evidence.papers.services.file_facts import read_kept
from evidence.papers.services.read_again import read_again
from evidence.papers.views import files
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence import factories as ev
from tests.shared import copied, made_once
from tests.world import World, open_world
from villages.enums import Role
from villages.models import Posting

pytestmark = pytest.mark.django_db


rows = made_once(lambda: open_world("assessment", "village_assessment", "plan", "neighbour"))


world = copied


def _sent(**how: Any) -> dict[str, Any]:
    return {"data": ev.paper_data(), "files": [ev.received()], "upload_keys": [uuid4()]} | how


WRITES: dict[str, Callable[[World, dict[str, Any]], object]] = {
    "add": lambda w, by: add_paper(**by, **_sent(unit=w.commune)),
    "add for an indicator": lambda w, by: add_paper(
        **by, **_sent(unit=w.commune, results=[w.result])
    ),
    "a further file": lambda w, by: add_revision(
        **by,
        evidence_id=ev.paper(w.commune).pk,
        received=ev.received(),
        upload_key=uuid4(),
        seen_version=0,
    ),
    "read again": lambda w, by: read_again(**by, revision=ev.paper(w.commune).revisions.get()),
    "edit": lambda w, by: edit_paper(
        **by, evidence_id=ev.paper(w.commune).pk, data=ev.paper_data(), seen_version=0
    ),
    "link": lambda w, by: link(**by, evidence=ev.paper(w.commune), result=w.result),
    "withdraw": lambda w, by: withdraw_paper(
        **by, evidence_id=ev.paper(w.commune).pk, reason="Nhầm"
    ),
    "withdraw again": lambda w, by: withdraw_paper(
        **by,
        evidence_id=withdraw_paper(
            by=make.system(), evidence_id=ev.paper(w.commune).pk, reason="Nhầm"
        ).pk,
        reason="Nhầm",
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_papers_are_written_by_whoever_adds_them_in_the_unit(world: World, name: str) -> None:
    stranger = world.person(world.neighbour, Role.STANDING_OFFICER)
    for by in (stranger, world.person(world.commune, Role.REVIEWER)):
        with pytest.raises(Refused):
            WRITES[name](world, {"by": by})
    WRITES[name](world, {"by": world.lan})


def test_whoever_may_not_is_told_so_before_what_others_have_saved(world: World) -> None:
    stranger = world.person(world.neighbour, Role.STANDING_OFFICER)
    how = {"evidence_id": ev.paper(world.commune).pk, "seen_version": -1}
    with pytest.raises(Refused):
        add_revision(by=stranger, received=ev.received(), upload_key=uuid4(), **how)


def test_a_file_given_up_is_read_again_by_whoever_changes_its_paper(world, rf, monkeypatch) -> None:
    monkeypatch.setattr(files, "is_given_up", lambda _sha256: True)
    revision = ev.paper(world.commune).revisions.get()
    request = rf.get("/")
    for request.access, may in (
        (world.lan, True),
        (world.person(world.commune, Role.CHAIR), False),
    ):
        assert bool(files.again_url(request, revision)) is may


def test_nothing_is_read_in_a_blocked_file(world: World) -> None:
    revision = ev.paper(world.commune).revisions.get()
    FileFacts.objects.filter(revision=revision).delete()
    ContentScan.objects.create(
        sha256=revision.sha256, state="blocked", threat="x", scanned_at=timezone.now()
    )
    assert [was_read for _, was_read in read_kept()] == [False]
    assert not FileFacts.objects.filter(revision=revision).exists()


@pytest.mark.parametrize("kind", ["result", "task"])
def test_a_new_paper_serves_what_lies_in_one_s_scope_and_commune(world: World, kind: str) -> None:
    """One adds it in one's own village, for what is the commune's or another commune's."""
    board = world.access("thon")
    beside = make.make_assessment(world.neighbour).results.first()
    targets = {
        "result": ({"results": [world.result]}, {"results": [beside]}),
        "task": (
            {"task": make.make_task(world.plan)},
            {"task": make.make_task(make.make_plan(world.neighbour))},
        ),
    }
    for target in targets[kind]:
        with pytest.raises(Refused):
            add_paper(by=board, **_sent(unit=world.village, **target))


def test_the_rule_of_use_by_its_reasons(world: World) -> None:
    own, withdrawn = ev.paper(world.commune), ev.paper(world.commune)
    withdrawn.withdrawn_at = timezone.now()
    task = make.make_task(world.plan)
    looks_on = world.person(world.commune, Role.REVIEWER)
    for deny, target in ((rules.deny_link, world.result), (rules.deny_link_task, task)):
        assert deny(world.lan, own, target) == ""
        assert "đã thôi dùng" in deny(world.lan, withdrawn, target)
        assert "dành cho" in deny(looks_on, own, target)


def test_the_bytes_of_a_day_are_the_commune_s_and_its_villages(world: World) -> None:
    before = timezone.now() - timedelta(days=1)
    here = [ev.paper(unit).revisions.get() for unit in (world.commune, world.village)]
    ev.paper(world.neighbour)
    assert bytes_since(before, world.village) == sum(file.size for file in here)


def test_a_paper_is_offered_what_its_commune_has_and_one_sees(world: World) -> None:
    beside = make.make_assessment(world.neighbour)
    of_commune, of_village = ev.paper(world.commune), ev.paper(world.village)
    above = world.person(world.district, Role.STANDING_OFFICER)
    both = {world.assessment, world.village_assessment}
    for access, paper, offered in (
        (world.access("thon"), of_village, {world.village_assessment}),
        (above, of_commune, both),
    ):
        assert {row.assessment for row in linkable_results(access, paper)} == offered
        assert set(linkable_assessments(access, paper)) == offered
    assert beside not in both


def test_lists_hold_the_papers_tasks_and_doubles_that_one_sees(world: World) -> None:
    """A village's board, of what its commune has hung on the same indicator and task."""
    board, result = world.access("thon"), world.village_assessment.results.first()
    task = make.make_task(world.plan, unit=world.village)
    same = ev.photo_bytes(7)
    mine, theirs = (
        ev.added(unit, result, content=same).evidence for unit in (world.village, world.commune)
    )
    for paper in (mine, theirs):
        TaskEvidence.objects.create(task=task, evidence=paper)
    shelves = shelves_of(result, board)
    assert ([card.paper for card, _ in shelves.others], shelves.unseen) == ([mine], 1)
    assert [card.paper for card in cards_of_task(task, board)] == [mine]
    assert [card.paper for card in cards_of_task(task, world.lan)] == [mine, theirs]
    assert list(LibraryFilters(is_double=True).on(board)) == []
    assert set(LibraryFilters(is_double=True).on(world.lan)) == {mine, theirs}
    assert list(tasks_of(theirs, world.lan)) == [task]
    assert list(tasks_of(theirs, world.person(world.neighbour, Role.CLERK))) == []


def test_the_page_of_a_link_says_why_it_cannot_be_made(world: World) -> None:
    """To somebody above two communes: a paper of the one serves the other nothing."""
    above = world.client(make.make_official(world.district, Role.STANDING_OFFICER))
    for unit, reason in ((world.commune, ""), (world.neighbour, "không dùng được cho")):
        url = reverse("evidence:link", args=[ev.paper(unit).pk])
        shown = above.get(f"{url}?ket_qua={world.result.pk}").context["reason"]
        assert reason in shown
        assert bool(reason) is bool(shown)


def test_files_are_sent_for_a_unit_in_which_one_may(world: World) -> None:
    """The main posting gives no such right, another does."""
    person = make.make_official(world.commune, Role.REVIEWER)
    url = reverse("evidence:upload")
    assert world.client(person).get(url).status_code == 403
    Posting.objects.create(
        official=person, unit=world.neighbour, role=Role.STANDING_OFFICER, title="Kiêm việc"
    )
    assert world.client(person).get(url).status_code == 200
