"""A reminder that repeats another of the week is doubted beside it, and leads to that."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from evidence.models import IssuedDocument
from reports.documents.kinds import kind_of
from reports.documents.plain_text import render_text
from reports.pdf import pdf_available
from tasks.enums import TaskState
from tests import factories as make
from tests.conftest import require
from tests.issuing import sign_paper

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]


def test_a_second_letter_of_the_week_to_the_same_person_is_doubted(
    world, settings, tmp_path, time_machine
) -> None:
    require(not pdf_available(), pdf_available())
    settings.EVIDENCE_FOLDER = tmp_path / "files"
    clerk, kind, chair = world.client("vanthu"), kind_of("reminder"), world.official("chair")
    own = {"lead": world.official("hien"), "deadline_words": "trước ngày 01/8/2024"}
    first, second = (make.make_task(world.plan, text=text, **own) for text in ("Việc A", "Việc B"))
    preview = reverse("reports:reminder_preview", args=[second.pk])
    assert "đôn đốc đồng chí" not in " ".join(clerk.get(preview).context["doubts"])
    sign_paper(kind, first, chair, on=date(2024, 8, 15))
    page = clerk.get(preview)
    assert "chỉ phát hành một" in " ".join(page.context["doubts"])
    assert reverse("tasks:task", args=[first.pk]) in dict(
        map(reversed, page.context["doubt_links"])
    )
    issue = reverse("reports:reminder_issue", args=[first.pk])
    given = {"number": "1", "issued_on": "15/8/2024", "fills_blanks": "on"}
    assert clerk.post(issue, given).status_code == 303
    paper = reverse("evidence:paper", args=[IssuedDocument.objects.get().paper_id])
    page = clerk.get(preview)
    assert "Công văn số 01/UBND-NN ngày 15/8/2024" in " ".join(page.context["doubts"])
    assert f'<a href="{paper}">' in page.content.decode()
    assert not kind.rows(first).others.issued  # its own letter is none of the others
    earlier = kind.rows(second)
    assert "chưa quá một tuần" not in render_text(kind.document(earlier))
    # A letter that was checked keeps its day, and is no second one of the week once that is over.
    sign_paper(kind, second, chair, on=date(2024, 8, 15))
    time_machine.move_to(datetime(2024, 8, 30, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), tick=False)
    later = kind.rows(second)
    assert later.on == date(2024, 8, 15)
    assert not later.others.issued


@pytest.mark.parametrize(("answer", "is_doubted"), [(19, True), (20, False)])
def test_a_result_wanted_before_the_work_is_done_is_doubted(world, answer, is_doubted) -> None:
    kind = kind_of("reminder")
    rows = kind.rows(world.task)
    days = {"done_by": date(2024, 8, 20), "answer_by": date(2024, 8, answer)}
    doubts = kind.doubts(replace(rows, facts=replace(rows.facts, values=days)))
    assert ("sớm hơn hạn hoàn thành" in " ".join(doubts)) == is_doubted


def test_work_that_was_reported_as_done_is_confirmed_before_a_letter_goes(world) -> None:
    own = {"lead": world.official("hien"), "deadline_words": "trước ngày 01/8/2024"}
    task = make.make_task(world.plan, text="Việc A.", **own)
    kind = kind_of("reminder")
    assert "chờ xác nhận" not in " ".join(kind.doubts(kind.rows(task)))
    task.state, task.result = TaskState.REPORTED, "Xong"
    task.save()
    rows = kind.rows(task)
    assert "đang chờ xác nhận: Việc A. Hãy xác nhận" in " ".join(kind.doubts(rows))
    assert "1 | Việc A | " in render_text(kind.document(rows))
