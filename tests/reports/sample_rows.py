"""Rows of the sample commune of which each kind of document is printed: what its fixtures lack is
made as its office would make it."""

from collections.abc import Iterator
from datetime import date, time

from django.db.models import Model

from criteria.enums import Claim
from criteria.models import Assessment
from criteria.services import set_result
from evidence.review.queries.chain import route_of
from evidence.review.services import submit
from reports.documents.kinds import KINDS
from reports.drawn import Kind
from tasks.enums import PeriodKind
from tasks.models import Plan
from tasks.services import add_conclusion, hold_meeting, write_report
from tests import factories as make
from tests.evidence.review.factories import decide
from villages.access import Access, access_of
from villages.models import Official, Unit

CONCLUSIONS = (
    "Giao đồng chí Đặng Thị Hiền hoàn thiện hồ sơ minh chứng tiêu chí số 2 trước ngày 30/8/2024.",
    "Giao Ban phát triển thôn Mai Hạ vận động các hộ còn lại đấu nối nước sạch trong tháng 8/2024.",
)


def write_half_a_year(plan: Plan) -> None:
    """A meeting with its conclusions, a quarter's report, and a village's round that came back."""
    commune, lan = plan.unit, _access("lan")
    people = {"chaired_by": _official("chutich"), "secretary": lan.official}
    meeting = hold_meeting(
        by=lan, unit=commune, held_on=date(2024, 8, 12), name="Giao ban Ban Chỉ đạo tháng 8/2024",
        start_time=time(8), place="Hội trường UBND xã", guests="Bí thư Đảng ủy xã", **people,
    )  # fmt: skip
    for text in CONCLUSIONS:
        add_conclusion(by=lan, meeting=meeting, text=text)
    write_report(by=lan, unit=commune, kind=PeriodKind.QUARTER)
    _return(Assessment.objects.get(unit__name="Mai Hạ"))


def _return(assessment: Assessment) -> None:
    for result in assessment.results.all():
        fields = make.entry(Claim.NOT_MET, as_of=date(2024, 8, 1), note="Đang làm")
        found = {"result_id": result.pk, "seen_version": result.version}
        set_result(by=make.system(), fields=fields, **found)
    step = route_of(assessment, make.TODAY).next_step
    sent = submit(by=make.system(), assessment=assessment, step=step)
    decide(_access("tam"), sent, "return", bad=range(3))


def _official(name: str) -> Official:
    return Official.objects.get(username=name)


def _access(name: str) -> Access:
    return access_of(_official(name), make.TODAY)


def rows_of_each_kind(access: Access, commune: Unit) -> Iterator[tuple[Kind, Model]]:
    """Each kind with the newest row of the commune, or of its villages, that has such a paper."""
    for kind in KINDS:
        rows = (row for row in kind.in_sight(access).order_by("-pk") if kind.exists(row))
        own = (row for row in rows if kind.issuer(row).path.startswith(commune.path))
        if row := next(own, None):
            yield kind, row
