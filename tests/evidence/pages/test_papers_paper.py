"""One paper's page: what it shows to whom, correcting it, further files, links, taking it away."""

import pytest
from django.urls import reverse

from evidence.models import Evidence, Proof, Revision
from evidence.papers.services import edit_paper, link
from evidence.review.enums import SubmissionState
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.pages.conftest import FORM_KEY, page_of, photo
from tests.factories import make_chain
from tests.queries import assert_constant_queries
from tests.shared import text_of
from tests.swaps import settled, swapped
from tests.world import HTMX
from villages.enums import Role
from villages.models import AuditEvent

# The version of a link that nobody has changed.
SEEN = {"seen_version": 0}


@pytest.fixture
def paper(world) -> Evidence:
    return ev.paper(world.commune, world.result, title="Biên bản nghiệm thu", by=world.lan)


def _url(name: str, paper: Evidence, *more: int) -> str:
    return reverse(f"evidence:{name}", args=[paper.pk, *more])


def _fields(**fields: object) -> dict[str, object]:
    return {
        "kind": "photo",
        "title": "Biên bản nghiệm thu lần hai",
        "dated_on": "02/08/2024",
        "seen_version": 0,
    } | fields


def test_everything_of_a_paper_stands_on_its_page(world, paper):
    page = page_of(world.standing.get(_url("paper", paper)))
    revision = paper.revisions.get()
    for shown in (
        "Biên bản nghiệm thu",
        "01/8/2024",
        revision.sha256,
        "Nguyễn Thị Lan",
        world.result.indicator.wording,
        "Thêm minh chứng",
        reverse("evidence:preview", args=[revision.pk]),
    ):
        assert shown in page


def test_an_earlier_file_is_shown_when_asked(world, paper):
    client = world.standing
    assert _send(client, paper).status_code == 303
    first, second = paper.revisions.order_by("number")
    url = _url("paper", paper)
    assert reverse("evidence:preview", args=[second.pk]) in page_of(client.get(url))
    earlier = page_of(client.get(f"{url}?lan=1"))
    assert reverse("evidence:preview", args=[first.pk]) in earlier
    assert "đã có tệp mới hơn" in earlier


# --- data ---


def test_a_correction_is_kept_and_told(world, paper):
    client = world.standing
    response = client.post(_url("edit", paper), _fields())
    assert (response.status_code, response.url) == (303, _url("paper", paper))
    paper.refresh_from_db()
    assert (paper.title, paper.version) == ("Biên bản nghiệm thu lần hai", 1)
    assert "Biên bản nghiệm thu → Biên bản nghiệm thu lần hai" in text_of(client.get(response.url))


@pytest.mark.parametrize(("field", "value"), [("title", ""), ("dated_on", "16/08/2024")])
def test_a_wrong_correction_is_told_at_its_field(world, paper, field, value):
    response = world.standing.post(_url("edit", paper), _fields(**{field: value}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page_of(response)
    assert value in page_of(response)


def test_two_people_correct_one_paper_and_nothing_is_lost(world, paper):
    edit_paper(
        by=world.lan,
        evidence_id=paper.pk,
        data=ev.paper_data(title="Bản của chị Lan"),
        seen_version=0,
    )
    clerk = world.member(Role.CLERK)
    clash = clerk.post(_url("edit", paper), _fields(title="Bản của văn thư"))
    assert clash.status_code == 409
    for words in ("Nguyễn Thị Lan", "Bản của chị Lan", "Bản của văn thư"):
        assert words in page_of(clash)
    assert clerk.post(clash.context["action"], dict(clash.context["hidden"])).status_code == 303
    paper.refresh_from_db()
    assert paper.title == "Bản của văn thư"


# --- a further file ---


def _send(client, paper: Evidence, *files, **fields: object):
    data = {
        "files": list(files) or [photo("Bản đã ký.jpg")],
        "form_key": FORM_KEY,
        "seen_version": 0,
    }
    return client.post(_url("add_revision", paper), data | fields)


def test_a_further_file_follows_and_the_first_stays(world, paper):
    response = _send(world.standing, paper)
    assert response.status_code == 303
    assert [r.number for r in paper.revisions.order_by("number")] == [1, 2]


def test_the_same_further_file_twice_is_one(world, paper):
    content = ev.photo_bytes()
    for _ in range(2):
        response = _send(world.standing, paper, photo(content=content))
        assert response.status_code == 303
    assert paper.revisions.count() == 2


def test_files_that_are_not_one_good_file_are_refused(world, paper):
    client = world.standing
    assert _send(client, paper, photo(), photo()).status_code == 422
    bad = _send(client, paper, photo("giả.jpg", b"<html>"))
    assert bad.status_code == 422
    assert "files" in bad.context["form"].errors
    assert client.post(_url("add_revision", paper), {"form_key": FORM_KEY}).status_code == 422
    assert paper.revisions.count() == 1


def test_a_further_file_of_a_paper_changed_meanwhile_asks_to_look_again(world, paper):
    _send(world.standing, paper)
    clerk = world.member(Role.CLERK)
    form_key = "7f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    stale = _send(clerk, paper, form_key=form_key)
    assert stale.status_code == 409
    assert "Nguyễn Thị Lan" in page_of(stale)
    version = stale.context["version"]
    assert _send(clerk, paper, form_key=form_key, seen_version=version).status_code == 303
    assert paper.revisions.count() == 3


# --- what it proves ---


def test_an_indicator_is_found_without_diacritics_and_linked(world, paper):
    client = world.standing
    other = world.assessment.results.exclude(pk=world.result.pk).order_by("pk").first()
    needed = ev.requirement(other.indicator)
    found = client.get(_url("link", paper), {"q": f"ty le thu {other.indicator.code}"})
    assert list(found.context["page"]) == [other]
    url = f"{_url('link', paper)}?ket_qua={other.pk}"
    assert client.get(url).status_code == 200
    response = client.post(url, {"requirement": needed.pk, "place": "trang 3"})
    assert response.status_code == 303
    proof = Proof.objects.get(result=other)
    assert (proof.requirement, proof.place) == (needed, "trang 3")


def test_what_does_not_fit_is_told_at_its_field(world, paper):
    other = world.assessment.results.exclude(pk=world.result.pk).first()
    foreign = ev.requirement(world.result.indicator)
    url = f"{_url('link', paper)}?ket_qua={other.pk}"
    response = world.standing.post(url, {"requirement": foreign.pk, "place": "trang 3"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["requirement"]
    assert 'value="trang 3"' in page_of(response)


def test_indicators_of_others_are_neither_offered_nor_linked(world, paper):
    neighbour = make.make_commune("Nghi Hoa", world.commune.parent)
    foreign = make.make_assessment(neighbour).results.first()
    client = world.standing
    assert foreign not in list(client.get(_url("link", paper)).context["page"])
    url = f"{_url('link', paper)}?ket_qua={foreign.pk}"
    assert client.get(url).status_code == 404
    assert client.post(url).status_code == 404
    both = make.make_official(world.commune.parent, Role.STANDING_OFFICER)
    response = world.client(both).post(url)
    assert response.status_code == 403
    assert "không dùng được cho" in page_of(response)


def test_the_old_page_with_the_fragment_equals_the_reloaded_page(world, paper):
    client, url = world.standing, _url("paper", paper)
    before = settled(page_of(client.get(url)))
    answer = client.post(_url("unlink", paper, world.result.pk), SEEN, headers=HTMX)
    after = settled(page_of(client.get(url)))
    assert before != after
    assert swapped(before, settled_fragment(answer), "paper-body") == after
    assert not Proof.objects.exists()


def settled_fragment(answer) -> str:
    """The fragment without its tokens."""
    page = f'<main id="content"{page_of(answer)}</main>'
    return settled(page).removeprefix('<main id="content"')


def test_without_a_script_unlinking_leads_back(world, paper):
    response = world.standing.post(_url("unlink", paper, world.result.pk), SEEN)
    assert (response.status_code, response.url) == (303, _url("paper", paper))


def test_a_link_that_somebody_moved_meanwhile_is_not_taken_out_unseen(world, paper):
    link(by=world.lan, evidence=paper, result=world.result, place="trang 3")
    response = world.standing.post(_url("unlink", paper, world.result.pk), SEEN)
    assert response.status_code == 409
    assert "trang 3" in page_of(response)
    assert Proof.objects.get().place == "trang 3"


def _submit(world, paper: Evidence, state: str) -> None:
    step = make_chain(world.commune, world.commune.parent).steps.get(order=1)
    submission = world.assessment.submissions.create(
        step=step, round=1, holder=world.commune, submitted_by=world.lan.official, due_on=make.TODAY
    )
    item = submission.items.create(result=world.result, result_version=0, claim="met")
    item.papers.create(evidence=paper, revision=paper.revisions.get())
    assert submission.state == state


def test_what_was_sent_is_neither_unlinked_nor_withdrawn(world, paper):
    _submit(world, paper, SubmissionState.SENT)
    client = world.standing
    page = page_of(client.get(_url("paper", paper)))
    assert "nằm trong hồ sơ đã gửi" in page
    assert _url("unlink", paper, world.result.pk) not in page
    for url in (_url("unlink", paper, world.result.pk), _url("withdraw", paper)):
        assert client.post(url, {"reason": "Nhầm"}).status_code == 403
    assert Proof.objects.count() == 1


def test_a_village_sees_no_indicator_of_the_commune(world):
    paper = ev.paper(world.village)
    link(by=make.system(), evidence=paper, result=world.result)
    board = world.member(Role.VILLAGE_BOARD, world.village)
    page = page_of(board.get(_url("paper", paper)))
    assert world.result.indicator.wording not in page
    assert "1 chỉ tiêu của đơn vị khác" in page


def test_the_second_to_link_sees_what_the_first_said_of_the_place(world, paper):
    """And may put the own words in their place, knowingly."""
    client, url = world.standing, f"{_url('link', paper)}?ket_qua={world.result.pk}"
    seen = client.get(url).context["version"]
    assert client.post(url, {"place": "trang 1 (A)", "seen_version": seen}).status_code == 303
    clash = client.post(url, {"place": "trang 9 (B)", "seen_version": seen})
    assert clash.status_code == 409
    assert "trang 1 (A)" in page_of(clash)
    assert clash.context["who"]
    assert Proof.objects.get(result=world.result).place == "trang 1 (A)"
    assert client.post(clash.context["action"], dict(clash.context["hidden"])).status_code == 303
    assert Proof.objects.get(result=world.result).place == "trang 9 (B)"


# --- out of use ---


def test_withdrawing_needs_a_reason_and_keeps_everything(world, paper):
    client = world.standing
    assert client.post(_url("withdraw", paper), {"reason": " "}).status_code == 422
    typed = {"reason": "Chụp nhầm", "seen_version": paper.version}
    assert client.post(_url("withdraw", paper), typed).status_code == 303
    paper.refresh_from_db()
    assert paper.withdrawn_at
    assert Revision.objects.count() == 1
    page = page_of(client.get(_url("paper", paper)))
    assert "Đã thôi dùng" in page
    assert "Chụp nhầm" in page
    assert client.get(_url("edit", paper)).status_code == 403


def test_a_paper_that_somebody_has_corrected_is_not_withdrawn_unseen(world, paper):
    seen = world.standing.get(_url("withdraw", paper)).context["version"]
    edit_paper(
        by=make.system(), evidence_id=paper.pk, data={"title": "Biên bản họp thôn"},
        seen_version=paper.version,
    )  # fmt: skip
    events = AuditEvent.objects.count()
    typed = {"reason": "Chụp nhầm", "seen_version": seen}
    answer = world.standing.post(_url("withdraw", paper), typed)
    assert answer.status_code == 409
    assert "Biên bản họp thôn" in page_of(answer)
    paper.refresh_from_db()
    assert paper.withdrawn_at is None
    assert AuditEvent.objects.count() == events
    typed["seen_version"] = paper.version
    assert world.standing.post(_url("withdraw", paper), typed).status_code == 303


# --- who ---

CHANGES = ["edit", "add_revision", "link", "withdraw"]


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE, Role.REVIEWER])
def test_who_may_not_change_is_told_who_may(world, paper, name, role):
    client = world.member(role)
    for response in (client.get(_url(name, paper)), client.post(_url(name, paper))):
        assert response.status_code == 403
        assert "Thường trực NTM" in page_of(response)
    assert "Thường trực NTM" in page_of(client.get(_url("paper", paper)))
    assert AuditEvent.objects.about(paper).count() == 1


def test_who_may_not_unlink_is_told_who_may(world, paper):
    response = world.member(Role.CHAIR).post(_url("unlink", paper, world.result.pk))
    assert response.status_code == 403
    assert Proof.objects.count() == 1


@pytest.mark.parametrize("name", ["paper", *CHANGES])
def test_strangers_and_wrong_methods(world, paper, name):
    stranger = world.stranger()
    assert stranger.get(_url(name, paper)).status_code == 404
    if name != "paper":
        assert stranger.post(_url(name, paper)).status_code == 404
    assert world.standing.put(_url(name, paper)).status_code == 405
    unlink = _url("unlink", paper, world.result.pk)
    assert stranger.post(unlink).status_code == 404
    assert world.standing.get(unlink).status_code == 405


def test_queries_do_not_grow(world, paper):
    client = world.standing

    def grow():
        for version, result in enumerate(world.assessment.results.all()):
            link(by=world.lan, evidence=paper, result=result)
            form_key = f"8f9619ff-8b86-4d01-b42d-00cf4fc964f{version}"
            assert _send(client, paper, form_key=form_key, seen_version=version).status_code == 303

    assert_constant_queries(client, _url("paper", paper), grow)
    assert_constant_queries(client, _url("link", paper), lambda: None)
