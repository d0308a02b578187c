"""Checks of who answers for the plan: who signs it, directs its criteria, can be given work."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import of_funding, of_part, of_plan
from reports.checks.reading.once import fold
from reports.lines import Line
from tasks.enums import FundingSource, FundingStage
from tasks.models import Plan
from villages.enums import Role
from villages.models import Official, Posting

# From this day on there is no level between province and commune (Law 72/2025/QH15).
HOLDS_NO_OFFICE = "không còn giữ chức vụ nào tại địa bàn."
NO_DISTRICTS = date(2025, 7, 1)
DISTRICTS_GONE = f"cấp huyện không còn từ ngày {format_day(NO_DISTRICTS)}."
OF_DISTRICT = re.compile(
    r"\b(?:UBND|HĐND|Phòng|Văn phòng|VPĐP|VP|Hạt|Chi cục|Ban|BCĐ|BQL|Trung tâm|Công an|Kho bạc|Đội"
    r"|Tòa án|Hội|Trạm|MTTQ|Huyện đoàn|Đoàn|Ngân hàng|NHCSXH|Bảo hiểm xã hội|BHXH|Bưu điện|Điện lực"
    r"|Viện kiểm sát|Liên đoàn|Thanh tra)(?:\s+[^\s.,;:()]+){0,6}?"
    r"\s+(?:huyện|thị xã|quận)\b|\bHuyện (?:ủy|đoàn)\b"
)
_SIGN_FOR_ALL = (Role.CHAIR, Role.VICE_CHAIR)


def is_without_districts(facts: CheckFacts, plan: Plan) -> bool:
    """Whether what a plan has done comes after the districts: it is of a later year, or it begins,
    or was issued, after them."""
    begins, _ = facts.record.spans.get(plan.pk, (None, None))
    first = facts.issue_days.get(plan.pk) or begins
    return plan.year > NO_DISTRICTS.year or bool(first and first >= NO_DISTRICTS)


def _without_signer(facts: CheckFacts) -> Iterator[Line]:
    """Finds a plan that names nobody to sign it."""
    for plan in facts.plans:
        if not plan.signatory_name:
            yield of_plan(plan, "Chưa ghi họ tên người ký.")


def _not_issued(facts: CheckFacts) -> Iterator[Line]:
    """The time of the plan has begun, or the first of its work is due, and it has neither number
    nor day yet."""
    for plan in facts.plans:
        days = (t.ends_on for t in facts.tasks if t.plan_id == plan.pk and t.ends_on)
        first, _ = facts.record.spans.get(plan.pk, (None, None))
        begun = first or min(days, default=facts.today)
        if begun < facts.today and not plan.issued_on:
            what = "Khung kế hoạch bắt đầu" if first else "Việc đầu tiên đến hạn"
            fault = f"{what} {format_day(begun)} mà kế hoạch chưa có số, ngày."
            form = links.address("reports:plan_preview", plan.pk)
            yield of_plan(plan, fault, form=form)


_OF_ANOTHER = re.compile(r"T/?M\.?\s+(?:HỘI ĐỒNG NHÂN DÂN|HĐND|ĐẢNG ỦY|ĐẢNG UỶ|BAN THƯỜNG VỤ)")


def _signer_without_office(facts: CheckFacts) -> Iterator[Line]:
    """Who signs for the People's Committee is neither its chair nor a deputy, or holds no office
    any more, or is a deputy who does not sign on behalf (KT.), or the chair who does; or what they
    sign for did not issue it."""
    held = _open_roles(facts)
    known = {fold(official.full_name): official for official in facts.officials}
    has_chair = any(Role.CHAIR in roles for roles in held.values())
    for plan in facts.plans:
        name, authority = plan.signatory_name, plan.authority.upper()
        if (other := _OF_ANOTHER.search(authority)) and "uy ban nhan dan" in fold(plan.issuer):
            fault = f"Quyền hạn ký ghi “{other[0]}”, cơ quan ban hành là Ủy ban nhân dân."
            yield of_plan(plan, fault)
            continue
        if not name or "CHỦ TỊCH" not in authority or plan.unit.is_village:
            continue
        official = known.get(fold(name))
        if official is None:
            if has_chair:
                yield of_plan(plan, f"Người ký {name} chưa có trong danh sách cán bộ.")
            continue
        roles = held.get(official.pk, set())
        if not roles:
            yield of_plan(plan, f"Người ký {name} {HOLDS_NO_OFFICE}")
        elif not roles & set(_SIGN_FOR_ALL):
            yield of_plan(plan, f"Người ký {name} không phải chủ tịch hay phó chủ tịch.")
        elif Role.CHAIR not in roles and "KT." not in authority:
            yield of_plan(plan, f"Người ký {name} là phó chủ tịch, quyền hạn ký chưa ghi “KT.”.")
        elif Role.CHAIR in roles and "KT." in authority:
            yield of_plan(plan, f"Người ký {name} là chủ tịch, quyền hạn ký lại ghi “KT.”.")


def _open_roles(facts: CheckFacts) -> dict[int, set[str]]:
    """The roles that each official holds today."""
    held: dict[int, set[str]] = defaultdict(set)
    for posting in facts.postings:
        if not posting.has_ended(facts.today) and posting.official_id in facts.serving:
            held[posting.official_id].add(posting.role)
    return held


def _two_chairs(facts: CheckFacts) -> Iterator[Line]:
    """Two people hold the chair of one unit: who went before was never written off. The page of
    that one leads whoever may to the form that ends a post."""
    units = {unit.pk: unit for unit in facts.units}
    chairs: dict[int, dict[int, Posting]] = defaultdict(dict)
    for posting in facts.postings:
        is_held = posting.is_open_on(facts.today) and posting.official_id in facts.serving
        if is_held and posting.role == Role.CHAIR:
            chairs[posting.unit_id].setdefault(posting.official_id, posting)
    for unit_id, held in chairs.items():
        if len(held) > 1:
            rows = sorted(held.values(), key=lambda p: (p.starts_on or date.min, p.pk))
            names = ", ".join(str(posting.official) for posting in rows)
            yield Line(
                units[unit_id].title_name,
                links.of_row("villages:official", rows[0].official_id),
                f"{len(rows)} người cùng đang giữ chức {Role.CHAIR.label}: {names}.",
            )


def _leader_gone(facts: CheckFacts) -> Iterator[Line]:
    """Who directs a criterion holds no office here any more."""
    by_name: dict[str, list[Official]] = defaultdict(list)
    for official in facts.officials:
        by_name[str(official)].append(official)
    gone = {
        name
        for name, officials in by_name.items()
        if not any(official.pk in facts.serving for official in officials)
    }
    for assessment in facts.record.assessments:
        leaders = facts.record.leaders_of(assessment)
        standings = facts.record.standings_of(assessment)
        for standing, names in zip(standings, leaders, strict=True):
            for name in gone.intersection(names):
                criterion = standing.criterion
                yield Line(
                    f"Tiêu chí {criterion.number} {criterion.name}",
                    links.supervision_url(assessment.pk),
                    f"Lãnh đạo phụ trách {name} {HOLDS_NO_OFFICE}",
                    form=links.directs_url(assessment.pk, criterion.pk),
                )


def _counts_on_districts(facts: CheckFacts) -> Iterator[Line]:
    """The plan sends to, reports to, cites or is to be paid by a district after 1 July 2025."""
    if facts.today < NO_DISTRICTS or (facts.record.year or 0) < NO_DISTRICTS.year:
        return
    for plan in facts.plans:
        texts = [row.text for row in plan.recipients.all()]
        if any("huyện" in text or OF_DISTRICT.search(text) for text in texts):
            form = links.address("tasks:plan", plan.pk, anchor="noi-nhan")
            yield of_plan(plan, f"Nơi nhận còn ghi cơ quan cấp huyện; {DISTRICTS_GONE}", form=form)
        for duty in plan.reporting_duties.all():
            if found := OF_DISTRICT.search(duty.report_to):
                yield of_part(plan, "bao-cao", duty, f"Báo cáo với “{found[0]}”; {DISTRICTS_GONE}")
        for citation in plan.citations.all():
            day, found = citation.dated_on, OF_DISTRICT.search(citation.issuer)
            if found and day and day >= NO_DISTRICTS:
                fault = f"Văn bản ngày {format_day(day)} của “{found[0]}”; {DISTRICTS_GONE}"
                yield of_part(plan, "vien-dan", citation, fault)
    for row in facts.fundings:
        is_ahead = row.stage == FundingStage.PLANNED
        if is_ahead and any(part.source == FundingSource.DISTRICT for part in row.parts.all()):
            yield of_funding(row, f"Dự kiến ngân sách huyện; {DISTRICTS_GONE}")


def _villages_without_body(facts: CheckFacts) -> Iterator[Line]:
    """A village is to reach a standard, but no organisation of it can be given work."""
    organised = {body.unit_id for body in facts.bodies}
    for assessment in facts.record.assessments:
        if assessment.unit.is_village and assessment.unit_id not in organised:
            yield Line(
                assessment.unit.title_name,
                links.address("villages:unit", assessment.unit_id),
                "Có mục tiêu trong năm nhưng chưa khai tổ chức nào (ban phát triển, chi hội…).",
            )


CHECKS = (
    Check("no-signer", "Kế hoạch chưa rõ người ký", "Người ký", Severity.HIGH, _without_signer),
    Check("plan-not-issued", "Kế hoạch chưa có số, ngày", "Số, ngày", Severity.MEDIUM, _not_issued),
    Check("signer-office", "Người ký không đúng thẩm quyền", "Người ký", Severity.HIGH,
          _signer_without_office),
    Check("two-chairs", "Hai người cùng giữ chức chủ tịch", "Chức vụ", Severity.HIGH, _two_chairs),
    Check("leader-gone", "Lãnh đạo phụ trách không còn giữ chức vụ", "Lãnh đạo", Severity.HIGH,
          _leader_gone),
    Check("districts-counted-on", "Kế hoạch còn trông vào cấp huyện", "Cấp huyện", Severity.HIGH,
          _counts_on_districts),
    Check("village-without-body", "Thôn chưa có tổ chức", "Tổ chức", Severity.MEDIUM,
          _villages_without_body),
)  # fmt: skip
