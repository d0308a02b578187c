"""What Word shows of a file of ours under its properties."""

import io
from datetime import UTC, datetime

import docx

from reports.documents.word import render_docx
from tests.reports import sample


def test_the_file_was_made_when_it_was_made(time_machine) -> None:
    """Not on the day of the template that the library brings along."""
    moment = datetime(2024, 8, 15, 2, 30, tzinfo=UTC)
    time_machine.move_to(moment, tick=False)
    known = docx.Document(io.BytesIO(render_docx(sample.plan(0)))).core_properties
    made = {day.replace(tzinfo=UTC) for day in (known.created, known.modified) if day}
    assert made == {moment}
    assert known.author == known.last_modified_by
