"""Xã Sao Mai (minh họa): what the first minutes show, and that its history holds together."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from criteria.models import Assessment, ResultChange, Standing
from criteria.services.standings import missing_tallies, standing_drifts, tally_drifts
from evidence.models import Evidence, Revision, Submission
from ntm_project.generator.commune import places
from ntm_project.generator.commune.make import UNTIL, make_commune
from ntm_project.generator.commune.places import NAME
from reports.checks.queries import checked
from reports.documents.kinds import kind_of
from reports.documents.word import render_docx
from reports.drawn import drawn
from reports.record import load_record
from tasks.enums import TaskState
from tasks.models import Conclusion, Meeting, ProgressReport, Task
from tests import factories as make
from tests.conftest import require
from tests.reports import writer
from tests.reports.decree30 import faults_of
from tests.reports.paper import read
from tests.reports.sample_rows import rows_of_each_kind
from villages.access import access_of, system_access
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting, Unit

# What is planted for the checks to find, and nothing else stands there.
FOUND = {
    "met-below-level": 1,  # 14.1 is claimed met with 94,1% where 95% is required
    "leaders": 1,  # nobody directs criterion 18
    "unmet-without-work": 1,  # thôn Bến Sông, criterion 9
    "assignee-gone": 1,  # the OCOP dossier is still with somebody who left
    "debts": 1,
    "plan-not-issued": 1,  # its plan has run for months without a number
    "conclusion-without-task": 6,  # what its meetings concluded and nobody made a task
    "notice-not-issued": 5,  # nor were their notices issued
    "conclusion-for-nobody": 1,  # nor does one of them name who or by when
    "stuck": 2,  # its two tasks whose reports name an obstacle
    "level-unknown": 22,  # of the set, folded into one line
}


@pytest.mark.deep  # half a year of saves, each by its own service
def test_the_invented_commune(db: None, settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path
    out = StringIO()
    call_command("load_sample", "--invented", stdout=out)
    assert "không có thật" in out.getvalue()
    commune = Unit.objects.get(name=NAME)
    below = {"unit__path__startswith": commune.path}

    _its_life_is_whole(commune, below)
    _its_history_lies_in_its_days(commune)
    _its_checks_find_what_was_planted(commune)
    _its_papers_end_with_words_in_writer(commune, tmp_path)
    _its_papers_keep_the_decree(commune)

    before = AuditEvent.objects.count()
    call_command("load_sample", "--invented", stdout=StringIO())
    assert AuditEvent.objects.count() == before, "a second run adds nothing"


def test_an_invented_commune_that_was_broken_off_is_refused(db: None, monkeypatch: Any) -> None:
    """Its papers are written one by one, so what stands half is named, with the way out."""
    district = make.make_commune().parent
    make.make_official(district, Role.REVIEWER)

    def broken_off(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(places.services, "create_body", broken_off)
    with pytest.raises(KeyboardInterrupt):
        make_commune(district)
    monkeypatch.undo()
    before = AuditEvent.objects.count()
    for arguments in (["--invented"], ["--invented", "--accounts-only"]):
        with pytest.raises(CommandError, match=r"một phần.*cơ sở dữ liệu trống"):
            call_command("load_sample", *arguments, stdout=StringIO())
    assert AuditEvent.objects.count() == before
    call_command("load_sample", "--accounts-only", stdout=StringIO())


def _its_life_is_whole(commune: Unit, below: dict[str, str]) -> None:
    assert "không có thật" in commune.note
    met = Standing.objects.filter(assessment__unit=commune, state="met")
    assert met.count() == 12
    assert Assessment.objects.filter(**below).count() == 4
    assert set(Task.objects.filter(**below).values_list("state", flat=True)) == set(TaskState)
    meetings = Meeting.objects.filter(unit=commune)
    assert meetings.count() == 6
    # All but the one called for the sample's day were closed with what they showed.
    assert meetings.filter(closed_at__isnull=False, sheet__isnull=False).count() == 5
    assert Conclusion.objects.filter(meeting__unit=commune, task__isnull=False).count() == 4
    assert Posting.objects.filter(unit=commune, ends_on__isnull=False).count() == 1
    reports = ProgressReport.objects.filter(unit=commune)
    assert [report.remarks.count() for report in reports] == [2] * 4
    states = Submission.objects.filter(assessment__unit=commune).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["approved", "returned", "sent"]
    again = states.get(state="sent").items.filter(is_changed=True)
    assert set(again.values_list("result__indicator__code", flat=True)) == {"1.3", "3.3"}
    papers = Evidence.objects.filter(**below)
    assert papers.count() > 25
    files = Revision.objects.filter(evidence__in=papers)
    assert files.filter(file_type__in=["pdf", "jpg"]).count() == papers.count()
    assert not list(standing_drifts())
    assert not list(tally_drifts())
    assert not list(missing_tallies())


def _its_history_lies_in_its_days(commune: Unit) -> None:
    """Each event and each change of a figure stands at its moment of the story, in order."""
    events = AuditEvent.objects.filter(unit_path__startswith=commune.path).order_by("pk")
    moments = list(events.values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[0].date() >= date(2024, 1, 1)
    assert moments[-1].date() <= UNTIL
    changes = ResultChange.objects.filter(result__assessment__unit=commune)
    assert {change.recorded_at.date() >= change.effective_on for change in changes} == {True}
    for_ten = changes.filter(result__indicator__code="10").order_by("effective_on")
    assert [change.value for change in for_ten] == [Decimal("51.8"), Decimal("53.4")]


def _its_checks_find_what_was_planted(commune: Unit) -> None:
    official = Official.objects.get(username="thuongtruc.saomai")
    access = access_of(official, UNTIL)
    record = load_record([commune, *commune.children.all()], access, year=2024)
    groups = checked(record, commune, access, may_waive=True).groups
    assert {group.check.slug: len(group.open) for group in groups} == FOUND


def _its_papers_end_with_words_in_writer(commune: Unit, folder: Path) -> None:
    """The last table of its plan fills a page to the end."""
    require(not writer.reason_no_writer(), writer.reason_no_writer())
    plan = commune.plans.get()
    kinds = map(kind_of, ("plan", "year_report"))
    made = {kind.slug: render_docx(kind.document(kind.rows(plan))) for kind in kinds}
    for pdf in writer.laid_out(made, folder).values():
        assert all(sheet.lines for sheet in read(pdf))


def _its_papers_keep_the_decree(commune: Unit) -> None:
    with time_machine.travel(UNTIL, tick=False):
        rows = list(rows_of_each_kind(system_access(UNTIL), commune))
        found = {kind.slug: faults_of(drawn(kind, row).document) for kind, row in rows}
    assert {slug: wrong for slug, wrong in found.items() if wrong} == {}
