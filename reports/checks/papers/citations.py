"""Checks of what a plan cites: found again by number, day and issuer, and in force in its year."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from criteria.models import CriteriaSet
from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, of_part
from reports.checks.reading.once import fold, read
from reports.checks.reading.times import PERIOD
from reports.lines import Line
from tasks.models import Citation

# Who issues what carries the sign: the sign ends a number, the words stand in the issuer's name.
_ISSUERS = {
    "ubnd": ("ubnd", "uy ban nhan dan", "chu tich"),
    "hdnd": ("hdnd", "hoi dong nhan dan"),
    "ttg": ("thu tuong",),
    "cp": ("chinh phu",),
    "tu": ("tinh uy", "thanh uy"),
    "du": ("dang uy",),
    "hpn": ("phu nu",),
    "hnd": ("nong dan",),
    "hccb": ("cuu chien binh",),
    "mttq": ("mat tran", "mttq"),
}
_OF_ISSUER = re.compile(
    r"\bcủa\s+(?:UBND|HĐND|BCĐ|Ủy ban|Hội đồng|Bộ|Sở|Thủ tướng|Chính phủ|Quốc hội|Tỉnh ủy|Thành ủy"
    r"|Huyện ủy|Đảng ủy|Ban|Trung ương|Chủ tịch)"
)


def _cited(facts: CheckFacts) -> Iterator[tuple[Any, Citation]]:
    for plan in facts.plans:
        for citation in plan.citations.all():
            yield plan, citation


_SIGN = re.compile(r"[/-]\s*[^\W\d_]")  # `số 7` has none
_LAW = re.compile(r"(?:bộ )?luật |pháp lệnh |hiến pháp", re.I)


def _incomplete(facts: CheckFacts) -> Iterator[Line]:
    """A cited document without number, sign, date or issuer cannot be found again (Decree 30); a
    law is cited by its name and day alone (its annex I)."""
    for plan, citation in _cited(facts):
        if _LAW.match(citation.title) and not citation.number:
            if not citation.dated_on:
                yield of_part(plan, "vien-dan", citation, "Viện dẫn chưa ghi ngày ban hành.")
            continue
        has_number = any(map(str.isdigit, citation.number))
        has_sign = bool(_SIGN.search(citation.number))
        missing = [] if has_number else ["số"]
        missing += [] if has_sign else ["ký hiệu"]
        missing += [] if citation.dated_on else ["ngày ban hành"]
        if not citation.issuer and not _OF_ISSUER.search(citation.title):
            missing.append("cơ quan ban hành")
        if missing:
            words = ", ".join(missing)
            yield of_part(plan, "vien-dan", citation, f"Viện dẫn chưa ghi {words}.")


def _sign_of_another(facts: CheckFacts) -> Iterator[Line]:
    """The sign in the number is that of another issuer than the one named."""
    for plan, citation in _cited(facts):
        if fault := sign_fault(citation.number, citation.issuer):
            yield of_part(plan, "vien-dan", citation, fault)


def sign_fault(number: str, issuer: str) -> str:
    """What is wrong with the sign in a number beside its issuer; "" where it is its own."""
    fitting, named = _ISSUERS.get(fold(number).rpartition("-")[2]), fold(issuer)
    is_other = fitting == _ISSUERS["cp"] and "thu tuong" in named  # signs a decree, issues none
    if fitting and named and (is_other or not any(word in named for word in fitting)):
        return f"Ký hiệu không phải của cơ quan ban hành đã ghi: {issuer}."
    return ""


# What only a title with its kind begins with (`Hướng dẫn …` may be the subject of a circular), and
# the sign of that kind (decree 30, annex III).
_KINDS = {
    "quyet dinh": "qd", "nghi quyet": "nq", "chi thi": "ct", "nghi dinh": "nd", "thong tu": "tt",
}  # fmt: skip
_SIGNS = frozenset((*_KINDS.values(), "kh", "hd", "tb", "bc"))
_RESOLVED_BY_COMMITTEE = re.compile(r"/NQ-UBND\b", re.I)
# In a sentence the kind stands before its number, so any kind counts.
_KIND_SIGNS = {**_KINDS, "ke hoach": "kh", "huong dan": "hd", "thong bao": "tb", "bao cao": "bc"}
_NUMBERED = re.compile(
    r"\b(quyết định|nghị quyết|chỉ thị|nghị định|thông tư|kế hoạch|hướng dẫn|thông báo|báo cáo)"
    r"\s+(?:số\s+)?(\d{1,5}/(?:20\d\d/)?([A-ZĐ]{2})-[A-ZĐ]+)",
    re.I,
)
_SIGN_OF_KIND = re.compile(r"\d/(?:20\d\d/)?([a-z]{2})-")


def _kind_of_another_sign(facts: CheckFacts) -> Iterator[Line]:
    """A title begins with one kind of document, and the number carries the sign of another."""
    for plan, citation in _cited(facts):
        if _RESOLVED_BY_COMMITTEE.search(citation.number):
            fault = "UBND không ban hành nghị quyết; hãy kiểm tra số, ký hiệu."
            yield of_part(plan, "vien-dan", citation, fault)
        found, title = _SIGN_OF_KIND.search(fold(citation.number)), fold(citation.title)
        kind = next((sign for words, sign in _KINDS.items() if title.startswith(words)), "")
        if found and kind and found[1] in _SIGNS and found[1] != kind:
            fault = f"Ký hiệu “{citation.number}” không phải của loại văn bản đã ghi."
            yield of_part(plan, "vien-dan", citation, fault)
    for passage in facts.passages:
        for found in read(_NUMBERED.finditer, passage.text) if "/" in passage.text else ():
            kind, sign = _KIND_SIGNS[fold(found[1])], fold(found[3])
            if sign in _SIGNS and sign != kind:
                yield about_passage(passage, f"ghi “{found[0]}”; ký hiệu của tên loại khác.")


def _year_of_another_day(facts: CheckFacts) -> Iterator[Line]:
    """The year in the number is another than that of the day."""
    for plan, citation in _cited(facts):
        if fault := year_fault(citation.number, citation.dated_on):
            yield of_part(plan, "vien-dan", citation, fault)


def year_fault(number: str, day: date | None) -> str:
    """What is wrong with the year in a number beside its day; "" where it is the same."""
    found = re.search(r"\d/(20\d\d)/", number)
    if found and day and int(found[1]) != day.year:
        return f"Số, ký hiệu ghi năm {found[1]}, ngày là {format_day(day)}."
    return ""


def _after_the_year(facts: CheckFacts) -> Iterator[Line]:
    """A plan cannot cite what was issued after its year, or after it was issued itself."""
    for plan, citation in _cited(facts):
        if not citation.dated_on:
            continue
        day = format_day(citation.dated_on)
        if citation.dated_on > date(plan.year, 12, 31):
            yield of_part(plan, "vien-dan", citation, f"Văn bản ban hành {day}, sau năm kế hoạch.")
        elif plan.issued_on and citation.dated_on > plan.issued_on:
            fault = f"Văn bản ban hành {day}, sau kế hoạch ({format_day(plan.issued_on)})."
            yield of_part(plan, "vien-dan", citation, fault)


def _of_another_period(facts: CheckFacts) -> Iterator[Line]:
    """A cited set of criteria was not in force in the year of the plan, or a cited plan was one of
    a year before."""
    old, begins = _sets_cited(facts), _first_year(facts)
    for plan, citation in _cited(facts):
        fault = _replaced(citation, plan.issued_on or date(plan.year, 1, 1))
        if year := _year_of_an_old_plan(citation.title, plan.year):
            fault = f"Kế hoạch của năm {year}, kế hoạch này của năm {plan.year}."
        elif period := _ended_period(citation.title, plan.year):
            fault = f"Văn bản của {period}, kế hoạch năm {plan.year}."
        elif not fault:
            fault = _of_a_set_before(citation, begins)
        if fault:
            yield of_part(plan, "vien-dan", citation, fault)
            continue
        for row in old.get(fold(citation.number), ()):
            if not row.year_from <= plan.year <= (row.year_to or plan.year):
                fault = f"Bộ tiêu chí này áp dụng {row.years}, không gồm năm {plan.year}."
                yield of_part(plan, "vien-dan", citation, fault)
                break


# Number and year → of which programme or set, and the last year of the period in its title: that a
# period is over is known, not that somebody took the decision out of force.
_OF_A_PERIOD = {
    ("1600/qd-ttg", 2016): ("chương trình giai đoạn 2016-2020", 2020),
    ("1980/qd-ttg", 2016): ("bộ tiêu chí giai đoạn 2016-2020", 2020),
    ("691/qd-ttg", 2018): ("bộ tiêu chí kiểu mẫu giai đoạn 2018-2020", 2020),
    ("490/qd-ttg", 2018): ("chương trình OCOP giai đoạn 2018-2020", 2020),
    ("263/qd-ttg", 2022): ("chương trình giai đoạn 2021-2025", 2025),
    ("318/qd-ttg", 2022): ("bộ tiêu chí giai đoạn 2021-2025", 2025),
    ("319/qd-ttg", 2022): ("bộ tiêu chí giai đoạn 2021-2025", 2025),
    ("320/qd-ttg", 2022): ("bộ tiêu chí giai đoạn 2021-2025", 2025),
    ("211/qd-ttg", 2024): ("bộ tiêu chí giai đoạn 2021-2025", 2025),
}
# Number and year → the last day in force, and what came in its place.
_NO_MORE = {
    ("77/2015/qh13", 2015): (date(2025, 2, 28), "thay bằng Luật số 65/2025/QH15"),
    ("65/2025/qh15", 2025): (date(2025, 6, 15), "thay bằng Luật số 72/2025/QH15"),
    ("110/2004/nd-cp", 2004): (date(2020, 3, 4), "thay bằng Nghị định số 30/2020/NĐ-CP"),
    ("09/2010/nd-cp", 2010): (date(2020, 3, 4), "thay bằng Nghị định số 30/2020/NĐ-CP"),
}


def _replaced(citation: Citation, day: date) -> str:
    """What is wrong with a citation of what was no longer in force on the day, or of a period that
    was over; "" where nothing is known."""
    number = fold(citation.number)
    own = re.search(r"/(20\d\d)/", number)  # of a law; else many a year has such a number
    year = citation.dated_on.year if citation.dated_on else int(own[1]) if own else 0
    what, last = _OF_A_PERIOD.get((number, year), ("", day.year))
    if what and last < day.year:
        return f"Văn bản của {what}, kế hoạch năm {day.year}."
    found = _NO_MORE.get((number, year))
    if found is None or found[0] >= day:
        return ""
    return f"Hết hiệu lực từ sau ngày {format_day(found[0])} ({found[1]})."


_NATIONAL_SET = re.compile(r"\btieu chi (?:quoc gia )?(?:ve )?(?:xa )?(?:nong thon moi|ntm)\b")


def _first_year(facts: CheckFacts) -> int:
    """The year from which the oldest set counts by which units are judged here."""
    years = (row.criteria_set.year_from for row in facts.record.assessments)
    return min(years, default=0)


def _of_a_set_before(citation: Citation, begins: int) -> str:
    """What is wrong with the citation of a national set of the time before those in use: a set may
    be made in the year before it counts."""
    day = citation.dated_on
    is_national = fold(citation.number).endswith("qd-ttg")
    is_old = day is not None and day.year < begins - 1
    if day and is_old and is_national and _NATIONAL_SET.search(fold(citation.title)):
        return f"Bộ tiêu chí ban hành năm {day.year}; bộ đang áp dụng tính từ năm {begins}."
    return ""


_OF_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b(?!\s*[-–])", re.I)


def _year_of_an_old_plan(title: str, year: int) -> int | None:
    """The year for which a cited plan was made, where it is over: it binds nobody any more."""
    years = list(map(int, _OF_YEAR.findall(title)))
    is_plan = fold(title).startswith("ke hoach") and not PERIOD.search(title)
    return years[0] if is_plan and len(years) == 1 and years[0] < year else None


def _sets_cited(facts: CheckFacts) -> dict[str, list[CriteriaSet]]:
    """Number of a decision → the sets that it made: those in use here, others only where another
    decision is cited."""
    wanted = {fold(row.number) for _, row in _cited(facts) if _A_DECISION.search(row.number)}
    found: dict[str, list[CriteriaSet]] = defaultdict(list)
    in_use = {row.criteria_set_id: row.criteria_set for row in facts.record.assessments}
    _add_sets(found, in_use.values())
    if wanted - found.keys():
        columns = CriteriaSet.objects.only("legal_basis", "year_from", "year_to")
        _add_sets(found, columns.exclude(year_to=None).exclude(pk__in=in_use))
    return found


def _add_sets(found: dict[str, list[CriteriaSet]], sets: Iterable[CriteriaSet]) -> None:
    for row in sets:
        for number in _A_DECISION.findall(row.legal_basis):
            found[fold(number)].append(row)


_A_DECISION = re.compile(r"\d+/(?:\d{4}/)?QĐ-\w+")


def _ended_period(title: str, year: int) -> str:
    """The period for which a cited set or programme was made, where the year lies after it."""
    found = PERIOD.search(title)
    ruling = any(word in fold(title) for word in ("tieu chi", "chuong trinh"))
    return " ".join(found[0].split()) if found and ruling and int(found[2]) < year else ""


def _twice(facts: CheckFacts) -> Iterator[Line]:
    """One document stands twice among those cited; one number of two issuers is two documents."""
    for plan in facts.plans:
        same: dict[str, list[Citation]] = defaultdict(list)
        for citation in plan.citations.all():
            if citation.number:
                same[fold(citation.number)].append(citation)
        for rows in same.values():
            issuers = {fold(row.issuer) for row in rows}
            if len(rows) > 1 and not (len(issuers) == len(rows) and "" not in issuers):
                yield of_part(plan, "vien-dan", rows[0], "Văn bản này được viện dẫn nhiều lần.")


_IN_WORDS = re.compile(
    r"\b(\d+/(?:\d{4}/)?[A-ZĐ][\w-]*)\s+ngày\s+(\d{1,2})/(\d{1,2})/(\d{4})"
    r"(?:\s+của\s+([^,.;:()\n]{2,60}))?"
)


def _of_two_numbers(facts: CheckFacts) -> Iterator[Line]:
    """A passage gives a document of a cited one's kind, day and issuer another number."""
    cited: dict[tuple[int, str, date], list[Citation]] = defaultdict(list)
    for plan, citation in _cited(facts):
        kind = citation.number.partition("/")[2]
        if kind and citation.dated_on and citation.issuer:
            cited[plan.pk, fold(kind), citation.dated_on].append(citation)
    for passage in facts.passages if cited else ():
        for found in read(_IN_WORDS.finditer, passage.text) if " ngày " in passage.text else ():
            with suppress(ValueError):
                day = date(*(int(found[at]) for at in (4, 3, 2)))
                key = passage.plan.pk, fold(found[1].partition("/")[2]), day
                same = [
                    c for c in cited.get(key, ()) if fold(found[5] or "").startswith(fold(c.issuer))
                ]
                if same and fold(found[1]) not in [fold(c.number) for c in same]:
                    words = f"ghi {found[1]} ngày {format_day(day)}"
                    yield about_passage(passage, f"{words}; căn cứ ghi {same[0].number}.")


def _of_two_days(facts: CheckFacts) -> Iterator[Line]:
    """A passage gives a cited document another day of the same year, or that day of another."""
    cited: dict[tuple[int, str], list[Citation]] = defaultdict(list)
    for plan, citation in _cited(facts):
        if citation.number and citation.dated_on:
            cited[plan.pk, fold(citation.number)].append(citation)
    for passage in facts.passages if cited else ():
        for found in read(_IN_WORDS.finditer, passage.text) if " ngày " in passage.text else ():
            day, month, year = (int(found[at]) for at in (2, 3, 4))
            for citation in cited.get((passage.plan.pk, fold(found[1])), ()):
                own = citation.dated_on
                if not own or not _may_be_one(found[5], citation.issuer):
                    continue
                is_day = (own.day, own.month) == (day, month)
                if (own.year == year) is not is_day:
                    words = f"{found[1]} ngày {found[2]}/{found[3]}/{found[4]}"
                    fault = f"ghi {words}, phần viện dẫn ghi ngày {format_day(own)}."
                    yield about_passage(passage, fault)


_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w-]*")


def _of_two_periods(facts: CheckFacts) -> Iterator[Line]:
    """A passage gives a cited document another period than its title has."""
    periods = {
        (plan.pk, fold(citation.number)): found
        for plan, citation in _cited(facts)
        if citation.number and len(found := PERIOD.findall(citation.title)) == 1
    }
    for passage in facts.naming("giai đoạn") if periods else ():
        for clause in re.split(r"[;\n]", passage.text):
            numbers = _NUMBER.findall(clause)
            own = periods.get((passage.plan.pk, fold(numbers[0]))) if len(numbers) == 1 else None
            stated = PERIOD.findall(clause)
            if own and len(stated) == 1 and stated != own:
                here, there = ("-".join(row) for row in (stated[0], own[0]))
                words = f"ghi {numbers[0]} của giai đoạn {here}"
                yield about_passage(passage, f"{words}; phần viện dẫn ghi {there}.")


def _may_be_one(named: str | None, issuer: str) -> bool:
    """Whether two names of an issuer may be one's: the longer begins with the shorter."""
    one, other = fold(named or ""), fold(issuer)
    return one.startswith(other) or other.startswith(one)


def _inferred(facts: CheckFacts) -> Iterator[Line]:
    """What is cited had to be guessed from unclear words."""
    for plan, citation in _cited(facts):
        if citation.is_inferred and citation.number and citation.dated_on:
            yield of_part(
                plan, "vien-dan", citation, "Viện dẫn suy ra từ lời chưa rõ, cần đối chiếu."
            )


def _cited_in_two_ways(facts: CheckFacts) -> Iterator[Line]:
    """The texts give a cited document another day, number or period."""
    yield from _of_two_days(facts)
    yield from _of_two_numbers(facts)
    yield from _of_two_periods(facts)


CHECKS = (
    Check("citation-incomplete", "Viện dẫn thiếu số, ngày, cơ quan", "Viện dẫn", Severity.MEDIUM,
          _incomplete),
    Check("citation-sign", "Ký hiệu khác cơ quan ban hành", "Viện dẫn", Severity.MEDIUM,
          _sign_of_another),
    Check("citation-kind", "Ký hiệu khác tên loại văn bản", "Viện dẫn", Severity.LOW,
          _kind_of_another_sign),
    Check("citation-year", "Năm trong số hiệu khác ngày", "Viện dẫn", Severity.MEDIUM,
          _year_of_another_day),
    Check("citation-after-year", "Viện dẫn văn bản ban hành sau", "Viện dẫn", Severity.MEDIUM,
          _after_the_year),
    Check("citation-other-period", "Viện dẫn bộ tiêu chí của kỳ khác", "Viện dẫn", Severity.HIGH,
          _of_another_period),
    Check("cited-twice", "Viện dẫn trùng", "Viện dẫn", Severity.LOW, _twice),
    Check("citation-two-days", "Một văn bản, hai ngày, số hoặc giai đoạn", "Viện dẫn",
          Severity.MEDIUM, _cited_in_two_ways),
    Check("citation-inferred", "Viện dẫn còn suy đoán", "Viện dẫn", Severity.LOW, _inferred),
)  # fmt: skip
