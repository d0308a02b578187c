"""“Thử đọc lại”: a file that was too heavy is tried again by whoever may change its paper."""

import pytest

from evidence.models import ReadingNote
from evidence.papers.files import reading
from evidence.papers.files.refusals import RefusedFile
from tests.evidence import factories as ev
from villages.enums import Role
from villages.models import AuditEvent

BUTTON = "Thử đọc lại"


@pytest.fixture
def heavy(world, monkeypatch):
    """A photo that was given up."""
    revision = ev.paper(world.commune).revisions.get()

    def refuse(*_: object) -> None:
        raise RefusedFile("picture_heavy")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "preview", refuse)
        assert world.standing.get(f"/minh-chung/tep/{revision.pk}/xem/").status_code == 404
    return revision


def test_who_may_change_the_paper_has_the_file_read_again(world, heavy) -> None:
    url = f"/minh-chung/tep/{heavy.pk}/doc-lai/"
    for page in (f"/minh-chung/{heavy.evidence_id}/", f"/minh-chung/tep/{heavy.pk}/noi-dung/"):
        assert url in world.standing.get(page).content.decode()
        assert BUTTON not in world.member(Role.COMMITTEE).get(page).content.decode()
    assert world.member(Role.COMMITTEE).post(url).status_code == 403
    assert world.stranger().post(url).status_code == 404
    assert ReadingNote.objects.count() == 1
    answer = world.standing.post(url, follow=True)
    assert BUTTON not in answer.content.decode()
    assert world.standing.get(f"/minh-chung/tep/{heavy.pk}/xem/").status_code == 200
    (event,) = AuditEvent.objects.about(heavy.evidence).filter(action="cho đọc lại tệp")
    assert event.reason == heavy.name
    # Nothing left to forget: nothing to report.
    world.standing.post(url)
    assert AuditEvent.objects.filter(action="cho đọc lại tệp").count() == 1


def test_a_file_that_is_shown_offers_no_second_reading(world) -> None:
    revision = ev.paper(world.commune).revisions.get()
    assert BUTTON not in world.standing.get(f"/minh-chung/{revision.evidence_id}/").content.decode()
