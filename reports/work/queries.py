"""Everything that waits for one person, most urgent first, by the roles held."""

from dataclasses import dataclass, replace

from django.db.models import F, Q

from evidence.issued.enums import DocumentState
from evidence.issued.models import Preparation
from ntm_project.common.dates import format_day
from ntm_project.common.text import shortened
from reports import links
from reports.lines import Line
from reports.work.first_look import StandIn, first_look
from reports.work.managed import ManagedWork, managed_work
from reports.work.own import OwnIndicator, OwnTasks, directed_criteria, own_indicators, own_tasks
from reports.work.review import (
    awaiting_recognitions,
    notices_to_issue,
    returned_items,
    waiting_rounds,
)
from reports.work.section import FIRST, Headline, Urgency, WorkItem, WorkSection, most_urgent_first
from tasks.models import Plan
from villages.access import Access
from villages.enums import Ability
from villages.models import in_scope

MOST_SIGNED = 20  # more than a clerk numbers in a day


@dataclass(frozen=True)
class MyWork:
    """The first page of one person."""

    headlines: list[Headline]
    items: list[WorkItem]
    indicators: list[OwnIndicator]
    sections: list[WorkSection]
    stand_ins: tuple[StandIn, ...] = ()

    @property
    def first(self) -> list[WorkItem]:
        return self.items[:FIRST]

    @property
    def stale(self) -> int:
        """How many of one's indicators were never entered."""
        return sum(one.age is None for one in self.indicators)

    @property
    def is_empty(self) -> bool:
        return not (self.items or self.indicators or self.sections)


def my_work(access: Access) -> MyWork:
    """Everything that waits for the holder of the access, in a fixed number of queries."""
    look = first_look(access)
    own, managed = own_tasks(access), managed_work(access)
    items = most_urgent_first(
        [
            *returned_items(access, look),
            *waiting_rounds(access),
            *awaiting_recognitions(access),
            *own.items,
            *managed.items,
        ]
    )
    known = {item.line.url for item in items} | {p.url for item in items for p in item.parts}
    checks = [line for line in managed.checks if line.url not in known]
    sections = [
        own.soon,
        directed_criteria(access, look),
        WorkSection(
            "papers", "Văn bản để cấp số, phát hành", papers := papers_to_issue(access), len(papers)
        ),
        WorkSection(
            "checks", "Rà soát", checks, len(checks), managed.checks_url,
            "Xem cả danh sách rà soát",
        ),
    ]  # fmt: skip
    return MyWork(
        _headlines(items, own, managed),
        items,
        own_indicators(access) if look.has_indicators else [],
        [section for section in sections if section.count],
        look.stand_ins,
    )


def _headlines(items: list[WorkItem], own: OwnTasks, managed: ManagedWork) -> list[Headline]:
    """Four numbers at most, each as many as the rows to which it leads."""
    count = {kind: sum(item.urgency == kind for item in items) for kind in Urgency}
    here = "#can-lam-truoc"
    soon = "#soon" if own.soon.count else here
    found = [
        Headline(count[Urgency.RETURNED], "bị trả lại, phải bổ sung", here),
        Headline(count[Urgency.WAITING], "chờ tôi thẩm tra, xác nhận", here),
        managed.overdue or Headline(own.overdue, "việc của tôi quá hạn", here),
        Headline(own.soon.count, own.soon_words, soon),
    ]
    return found if any(headline.n for headline in found) else []


def papers_to_issue(access: Access) -> list[Line]:
    """What a clerk comes for: what was signed and waits for its number, then the plans of the
    unit, newest first, and notices of reviews."""
    issuing = access.holding(Ability.ISSUE_DOCUMENT)
    if not issuing.postings:
        return []
    plans = Plan.objects.visible_to(issuing).select_related("unit").order_by("-year", "pk")[:3]
    lines = [Line(str(plan), plan.get_absolute_url(), "", "Kế hoạch", "green") for plan in plans]
    return _signed(issuing) + lines + notices_to_issue(issuing)


def _signed(issuing: Access) -> list[Line]:
    """With those of units that have become one's own (ADR 17); what was signed after the end of
    its unit is a draft again."""
    scope = in_scope(replace(issuing, reads_former=True), "unit__path")
    in_time = Q(unit__valid_to=None) | Q(signed_on__lte=F("unit__valid_to"))
    rows = Preparation.objects.filter(scope, in_time, state=DocumentState.SIGNED)
    return [
        Line(
            shortened(row.title),
            links.address(f"reports:{row.kind}_issue", row.row_key),
            f"{row.signatory_name} ký ngày {format_day(row.signed_on)}" if row.signed_on else "",
            "Chờ cấp số",
            "amber",
        )
        for row in rows.order_by("signed_on", "pk")[:MOST_SIGNED]
    ]
