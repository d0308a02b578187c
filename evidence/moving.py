"""What of papers, rounds and documents moves when units change, and what stays where it was."""

from django.db.models import QuerySet
from django.urls import reverse

from evidence.intake.moving import move_draft_rows, rows_that_move
from evidence.issued import moving as documents
from evidence.papers.models import Evidence
from evidence.review.services.moving import carry_rounds, round_faults, rounds_that_move
from ntm_project.common.dates import format_day
from villages.changes.models import Change
from villages.changes.movers import Dated, Mover, register


def _papers(change: Change) -> "QuerySet[Evidence]":
    return Evidence.objects.filter(unit__in=change.olds).order_by("pk")


def _latest_paper(change: Change) -> Dated | None:
    row = _papers(change).filter(dated_on__gt=change.on).order_by("-dated_on", "pk").first()
    if row is None or row.dated_on is None:
        return None
    return row.dated_on, f"minh chứng “{row}” ngày {format_day(row.dated_on)}"


def connect() -> None:
    register(
        Mover(
            "draft_rows",
            "việc đọc từ văn bản, chưa giao",
            "đổi sang đơn vị mới trong bản nháp",
            rows_that_move,
            lambda row: reverse("evidence:intake", args=[row.intake_id]),
            move_draft_rows,
        ),
        Mover(
            "rounds",
            "hồ sơ đang thẩm tra",
            "giữ nguyên nội dung đã gửi; bên thẩm tra không còn thì chuyển sang bên kế tiếp, "
            "hạn trả lời tính lại",
            rounds_that_move,
            lambda row: row.get_absolute_url(),
            carry_rounds,
            round_faults,
        ),
        Mover(
            "papers",
            "minh chứng",
            "ở lại đơn vị cũ, chỉ đọc",
            _papers,
            lambda row: row.get_absolute_url(),
            latest=_latest_paper,
        ),
        *documents.MOVERS,
    )
