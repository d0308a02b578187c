"""Checks of papers and files: number, day and issuer, and what the store no longer gives."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from criteria.judging import IndicatorRow
from evidence.papers.models import Evidence
from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.papers.citations import sign_fault, year_fault
from reports.checks.people.addressed import old_office
from reports.checks.people.offices import DISTRICTS_GONE, NO_DISTRICTS, OF_DISTRICT
from reports.checks.plans.occasions import CLOSED_ON
from reports.checks.reading.criteria import codes_in
from reports.checks.reading.names import name_after, places_in
from reports.checks.reading.once import fold
from reports.checks.reading.themes import of_other_themes, themes_in
from reports.checks.reading.times import QUARTERS
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from villages.nouns import COMMUNE


def _spoilt_files(facts: CheckFacts) -> Iterator[Line]:
    """The bytes of a file do not match the SHA-256 that was kept when it came."""
    for file in facts.spoilt:
        day = format_day(timezone.localdate(file.found_at))
        yield Line(
            file.paper,
            links.of_row("evidence:paper", file.paper_id),
            f"Tệp {file.name} trong kho không còn đúng như khi gửi (thấy ngày {day}); hãy báo "
            "người quản trị khôi phục hoặc thêm lại bản gốc.",
        )


def _relied_upon(facts: CheckFacts) -> dict[int, Evidence]:
    """The papers that prove results, each once."""
    return {proof.evidence_id: proof.evidence for proof in facts.proofs}


def _paper(paper: Evidence, fault: str) -> Line:
    return Line(short(str(paper), 140), paper.get_absolute_url(), fault)


def _one_number_for_two(facts: CheckFacts) -> Iterator[Line]:
    """Two papers of one issuer and year carry one number."""
    same: dict[tuple[str, str, int], list[Evidence]] = defaultdict(list)
    for paper in _relied_upon(facts).values():
        if paper.number and paper.dated_on:
            key = fold(paper.number), fold(paper.issuer), paper.dated_on.year
            same[key].append(paper)
    for papers in same.values():
        if len(papers) > 1:
            others = "; ".join(short(p.title, 60) for p in papers[1:])
            yield _paper(papers[0], f"Số {papers[0].number} còn là số của: {others}.")


_OF_AN_OFFICE = re.compile(
    r"^(?:báo cáo|quyết định|kế hoạch|công văn|giấy (?:xác|chứng) nhận|tờ trình|thông báo"
    r"|văn bản|nghị quyết|kết luận)\b",
    re.I,
)  # each has an issuer; pictures, lists and minutes may do without


def _day_to_come_or_none(facts: CheckFacts) -> Iterator[Line]:
    """A paper of a day to come, or of no day at all."""
    for paper in _relied_upon(facts).values():
        if paper.dated_on and paper.dated_on > facts.today:
            yield _paper(paper, f"Ngày văn bản {format_day(paper.dated_on)} chưa đến.")
        elif paper.period_to and paper.period_to > facts.today:
            yield _paper(paper, f"Số liệu đến {format_day(paper.period_to)}, ngày ấy chưa đến.")
        elif not paper.dated_on and not paper.number:
            yield _paper(paper, "Chưa ghi số và ngày nên không đối chiếu được.")
        elif paper.number and _NUMBER_LEFT_OUT.match(paper.number):
            yield _paper(paper, f"Số “{paper.number}” còn để trống.")
        elif not (paper.number or paper.issuer) and _OF_AN_OFFICE.search(paper.title):
            yield _paper(paper, "Chưa ghi số và cơ quan ban hành nên không đối chiếu được.")


_NUMBER_LEFT_OUT = re.compile(r"(?:[\s.…_]|số)*/", re.I)  # `…/GXN-UBND`
_HELD = re.compile(
    r"^(?:biên bản|danh sách|phiếu|kết quả|xác nhận)\b[^.;]*?\bngày\s+(\d{1,2})/(\d{1,2})/(\d{4})",
    re.I,
)


def _sign_of_another(facts: CheckFacts) -> Iterator[Line]:
    """The number of a paper has the year of another day, or the sign of another issuer."""
    for paper in _relied_upon(facts).values():
        faults = year_fault(paper.number, paper.dated_on), sign_fault(paper.number, paper.issuer)
        if fault := " ".join(filter(None, faults)):
            yield _paper(paper, fault)


def _of_another_village(facts: CheckFacts) -> Iterator[Line]:
    """The paper of a village's result names another village of the commune, and not its own."""
    names = {unit.pk: fold(unit.name) for unit in facts.villages}
    for proof in facts.proofs:
        own = names.get(facts.row_of_result[proof.result_id].assessment.unit_id)
        title = proof.evidence.title
        if own is None or own in fold(title):
            continue
        others = set(names.values()) - {own}
        for noun, name in places_in(title):
            if fold(name) in others:
                yield _paper(proof.evidence, f"Nêu {noun} {name}, là minh chứng của thôn khác.")
                break


_OF_A_PERIOD = re.compile(
    r"^báo cáo\b(?!.*\b(?:ước|dự kiến|kế hoạch|nhiệm vụ|phương hướng)\b).*?\b"
    r"(?:quý (?P<quarter>IV|III|II|I|[1-4])|tháng (?P<month>\d{1,2})|(?P<half>6 tháng đầu năm))"
    r"(?:\s*/\s*|\s+năm\s+|\s+)(?P<year>20\d\d)\b",
    re.I,
)


def _closes_on(title: str) -> date | None:
    """The day on which the figures of the period close that a report names in its title."""
    found = _OF_A_PERIOD.search(title)
    if found is None:
        return None
    quarter = found["quarter"] and (QUARTERS.get(found["quarter"].lower()) or int(found["quarter"]))
    month = 3 * quarter if quarter else int(found["month"] or 6)
    return date(int(found["year"]), month, CLOSED_ON) if 1 <= month <= 12 else None


CLOSED_BY = timedelta(days=20)  # before its end the figures of a period may close


def _before_what_it_records(facts: CheckFacts) -> Iterator[Line]:
    """Minutes, or another paper of what was, dated before the day that its title names."""
    for paper in _relied_upon(facts).values():
        found = _HELD.search(paper.title) if paper.dated_on else None
        try:
            held = date(*(int(found[at]) for at in (3, 2, 1))) if found else None
        except ValueError:
            continue
        if held and paper.dated_on and held > paper.dated_on:
            day, of = format_day(paper.dated_on), format_day(held)
            yield _paper(paper, f"Lập ngày {day}, trước ngày {of} ghi trong tên.")
        elif paper.dated_on and paper.period_to and paper.dated_on + CLOSED_BY < paper.period_to:
            day, until = format_day(paper.dated_on), format_day(paper.period_to)
            yield _paper(paper, f"Lập ngày {day}, trước khi hết kỳ số liệu ({until}).")
        elif paper.dated_on and (closes := _closes_on(paper.title)) and paper.dated_on < closes:
            day, of = format_day(paper.dated_on), format_day(closes)
            yield _paper(paper, f"Lập ngày {day}, trước khi hết kỳ ghi trong tên (chốt {of}).")


def _of_a_district_no_more(facts: CheckFacts) -> Iterator[Line]:
    """A paper names as its issuer a body of a district, and a day on which there was none."""
    for paper in _relied_upon(facts).values():
        found = OF_DISTRICT.search(paper.issuer) if paper.dated_on else None
        if found and paper.dated_on and paper.dated_on >= NO_DISTRICTS:
            day = format_day(paper.dated_on)
            yield _paper(paper, f"Văn bản ngày {day} của “{found[0]}”; {DISTRICTS_GONE}")
        elif (
            paper.dated_on
            and paper.dated_on >= NO_DISTRICTS
            and (fault := old_office(paper.issuer))
        ):
            yield _paper(
                paper, f"Văn bản ngày {format_day(paper.dated_on)}; cơ quan ban hành {fault}"
            )


def _of_another_indicator(facts: CheckFacts) -> Iterator[Line]:
    """A paper names indicators in its title, and proves none of these."""
    codes = {row.indicator.code for row in facts.rows if "." in row.indicator.code}
    proven: dict[int, set[str]] = defaultdict(set)
    for proof in facts.proofs:
        proven[proof.evidence_id].add(facts.row_of_result[proof.result_id].indicator.code)
    for pk, paper in _relied_upon(facts).items():
        named = codes.intersection(codes_in(paper.title))
        if named and named.isdisjoint(proven[pk]):
            names, others = ", ".join(sorted(named)), ", ".join(sorted(proven[pk]))
            yield _paper(paper, f"Tên nêu {names}, đang làm minh chứng cho {others}.")


def _on_another_matter(facts: CheckFacts) -> Iterator[Line]:
    """A paper speaks of what another criterion is about, and shares no word with its own."""
    names: dict[int, dict[str, int]] = defaultdict(dict)
    for standing in facts.record.standings:
        names[standing.assessment_id][fold(standing.criterion.name)] = standing.criterion.number
    proven: dict[int, list[IndicatorRow]] = defaultdict(list)
    for proof in facts.proofs:
        proven[proof.evidence_id].append(facts.row_of_result[proof.result_id])
    for pk, paper in _relied_upon(facts).items():
        if not themes_in(paper.search):
            continue
        title, rows = fold(paper.title), proven[pk]
        own = fold(" ".join(f"{r.indicator.criterion.name} {r.indicator.wording}" for r in rows))
        known = names[rows[0].result.assessment_id]
        if any(of_other_themes(title, own, known)) and not meaning(own) & meaning(title):
            codes = ", ".join(row.indicator.code for row in rows)
            yield _paper(paper, f"Tên không nói đến nội dung của {codes} mà nó làm minh chứng.")


def _of_another(facts: CheckFacts) -> Iterator[Line]:
    yield from _of_another_indicator(facts)
    yield from _on_another_matter(facts)


_OF_COMMUNE = re.compile(
    rf"\b(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy)\s+{COMMUNE}\s+"
)
# `biên bản nghiệm thu đường … xã A`, at the end or before a year; no road to it or past it
_IN_COMMUNE = re.compile(
    r"(?<!liên )(?<!giáp )(?<!đi )(?<!đến )(?<!với )(?<!sang )(?<!nối )(?<!các )\b"
    rf"{COMMUNE}\s+"
    r"(?=[A-ZĐ]\w*(?:\s[A-ZĐ]\w*){1,3}\s*(?:$|năm\b|[,.(–-]))"
)


def _of_another_commune(facts: CheckFacts) -> Iterator[Line]:
    """A paper comes from another commune; where one was merged, it may be of an old one."""
    units = {unit.pk: unit for unit in facts.units}
    for proof in facts.proofs:
        unit = facts.row_of_result[proof.result_id].assessment.unit
        own = units.get(unit.parent_id or 0) if unit.is_village else unit
        if own is None or own.former:
            continue
        for words in (proof.evidence.issuer, proof.evidence.title):
            is_named = "xã " in words or "phường " in words or "đặc khu " in words
            found = _OF_COMMUNE.search(words) if is_named else None
            # Before the mergers of 2025 a paper may name a commune that is part of this one now.
            day = proof.evidence.dated_on
            is_of_now = (facts.record.year or 0) < NO_DISTRICTS.year or (
                day and day >= NO_DISTRICTS
            )
            if is_named and found is None and is_of_now:
                found = _IN_COMMUNE.search(words)
            if not found:
                continue
            name, called = fold(name_after(words, found.end())), fold(own.name)
            is_own = not name or name.startswith(called) or called.startswith(name)
            if not is_own and not name.startswith(("nong", "kieu", "ntm")):
                fault = f"Văn bản của {found[0]}{name_after(words, found.end())}, nơi khác."
                yield _paper(proof.evidence, fault)
                break


# `Dự thảo báo cáo …`, `… (dự thảo lần 2)`; minutes may be of a meeting on a draft.
_DRAFT = re.compile(
    r"^\W*(?:bản\s+)?(?:dự thảo|nháp|bản thảo)\b|\((?:bản\s+)?(?:dự thảo|nháp)\b", re.I
)


def _still_a_draft(facts: CheckFacts) -> Iterator[Line]:
    """A paper is called a draft in its title, and proves nothing before it is issued."""
    for paper in _relied_upon(facts).values():
        if found := _DRAFT.search(paper.title):
            words = found[0].strip(" (").lower()
            yield _paper(paper, f"Còn ghi “{words}”; bản chưa ban hành không dùng làm minh chứng.")


CHECKS = (
    Check("one-number-for-two", "Hai minh chứng trùng số", "Trùng số", Severity.MEDIUM,
          _one_number_for_two),
    Check("paper-without-day", "Minh chứng sai hoặc thiếu ngày", "Minh chứng", Severity.LOW,
          _day_to_come_or_none),
    Check("paper-draft", "Minh chứng còn là dự thảo", "Dự thảo", Severity.HIGH, _still_a_draft),
    Check("paper-too-early", "Minh chứng lập trước việc nó ghi", "Minh chứng", Severity.HIGH,
          _before_what_it_records),
    Check("paper-of-another", "Minh chứng của xã khác", "Xã khác", Severity.MEDIUM,
          _of_another_commune),
    Check("paper-of-district", "Minh chứng của cấp huyện sau khi thôi hoạt động", "Cấp huyện",
          Severity.HIGH, _of_a_district_no_more),
    Check("paper-sign", "Số, ký hiệu minh chứng khác ngày, cơ quan", "Minh chứng",
          Severity.MEDIUM, _sign_of_another),
    Check("paper-other-village", "Minh chứng của thôn khác", "Thôn khác", Severity.HIGH,
          _of_another_village),
    Check("paper-other-indicator", "Minh chứng của chỉ tiêu khác", "Minh chứng", Severity.HIGH,
          _of_another),
    Check("spoilt-files", "Tệp không còn nguyên vẹn", "Tệp hỏng", Severity.HIGH, _spoilt_files),
)  # fmt: skip
