"""What was too heavy is remembered by its content, and tried again when there is a reason to."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from evidence.models import ReadingNote
from evidence.papers import notes, previews
from evidence.papers.files import limits, reading
from evidence.papers.files.limited import ReaderBusy, ReaderStopped
from evidence.papers.files.refusals import SENTENCES, RefusedFile
from evidence.papers.services import keeping
from tests import factories as make
from tests.evidence import factories as ev

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch):
    """`failing(error)`: every reading ends so; gives the list of readings."""
    found: list[str] = []

    def end(error: Exception) -> list[str]:
        def read(*_: object, **__: object) -> None:
            found.append("")
            raise error

        for module, name in ((keeping, "check"), (reading, "preview"), (reading, "words")):
            monkeypatch.setattr(module, name, read)
        return found

    return end


def test_an_upload_that_was_too_heavy_costs_its_time_once_whoever_sends_it(failing):
    tries, content = failing(RefusedFile("too_heavy")), ev.photo_bytes()
    for _ in range(3):
        with pytest.raises(ValidationError, match="quá nặng"):
            ev.paper(make.make_commune(), content=content)
    assert len(tries) == 1
    with pytest.raises(ValidationError):
        ev.paper(make.make_commune())
    assert len(tries) == 2


def test_a_refusal_that_cost_nothing_is_not_remembered(failing):
    tries = failing(RefusedFile("picture_damaged"))
    content = ev.photo_bytes()
    for _ in range(2):
        with pytest.raises(ValidationError):
            ev.paper(make.make_commune(), content=content)
    assert (len(tries), ReadingNote.objects.count()) == (2, 0)


def test_a_reader_that_ends_without_an_answer_is_the_file_after_some_tries(failing):
    revision = ev.paper(make.make_commune()).revisions.get()
    tries = failing(ReaderStopped())
    for _ in range(limits.READ_MOST_TRIES):
        with pytest.raises(ReaderStopped):
            previews.preview_of(revision)
    for _ in range(2):
        with pytest.raises(RefusedFile):
            previews.thumbnail_of(revision)
    assert len(tries) == limits.READ_MOST_TRIES
    assert previews.picture_trouble(revision) == SENTENCES["picture_heavy"]


def test_a_starved_machine_holds_nothing_against_the_file(failing):
    revision = ev.paper(make.make_commune()).revisions.get()
    tries = failing(ReaderBusy())
    for _ in range(limits.READ_MOST_TRIES + 2):
        with pytest.raises(ReaderBusy):
            previews.preview_of(revision)
    assert len(tries) == limits.READ_MOST_TRIES + 2
    assert not previews.picture_trouble(revision)


def test_an_administrator_or_a_newer_program_tries_again(failing, monkeypatch):
    revision = ev.paper(make.make_commune()).revisions.get()
    tries = failing(RefusedFile("picture_heavy"))

    def look(times: int) -> None:
        with pytest.raises(RefusedFile):
            previews.preview_of(revision)
        assert len(tries) == times

    look(1)
    look(1)
    with pytest.raises(CommandError):
        call_command("read_again", "--file=0")
    call_command("read_again", f"--file={revision.pk}", stdout=StringIO())
    look(2)
    call_command("read_again", "--all", stdout=StringIO())
    look(3)
    with monkeypatch.context() as patch:
        patch.setattr(notes, "READER", "2")
        look(4)
        look(4)
    look(4)


def test_a_busy_machine_refuses_an_upload_with_a_sentence_and_keeps_nothing(monkeypatch):
    monkeypatch.setattr(keeping, "CHECKS_SECONDS", -1)
    with pytest.raises(ValidationError, match="đang bận"):
        ev.paper(make.make_commune())
    assert not ReadingNote.objects.exists()
