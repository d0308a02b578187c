"""Checks of whom the words of a plan address: whom a commune cannot order, offices that are no
more, a telephone that nobody has."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import about_passage, of_part
from reports.checks.people.offices import NO_DISTRICTS, is_without_districts
from reports.checks.reading.once import read_once
from reports.lines import Line
from villages.nouns import COMMUNE

_ORDER = re.compile(
    r"(?:^|[-–+.;:\n]\s*)((?i:yêu cầu|giao|chỉ đạo|phân công)\s+(?:cho\s+)?"
    r"(?:(?:UBND|HĐND|Công an) (?:tỉnh|thành phố)|Tỉnh ủy|Thành ủy|(?:Sở|Bộ) [A-ZĐ]\w+(?: \w+)?))"
)
_ORDER_OF_EQUALS = re.compile(
    r"(?:^|[-–+.;:\n]\s*)((?:yêu cầu|chỉ đạo)\s+(?:UBMTTQ|MTTQ|(?:Ủy ban )?Mặt trận Tổ quốc"
    r"|Đảng ủy|HĐND|Hội đồng nhân dân)(?: Việt Nam)?)\b",
    re.I,
)


_RESOLVES = re.compile(
    rf"\b(?:UBND|Ủy ban nhân dân)\s+{COMMUNE}\s+(?:đã\s+|sẽ\s+|tiếp tục\s+)?(?:ban hành|ra)\s+"
    r"(?:\d+\s+|các\s+)?nghị quyết\b",
    re.I,
)
_WHOM = (
    "tỉnh",
    "thành phố",
    "thành ủy",
    "sở",
    "bộ",
    "mttq",
    "mặt trận",
    "đảng",
    "hđnd",
    "hội đồng",
    "nghị quyết",
)  # of both


_ORDERING = ("yêu cầu", "giao", "chỉ đạo", "phân công")


@read_once
def ordered_above(text: str) -> str:
    """What is wrong with the first order of a text that it cannot give; "" where there is none."""
    small = text.lower()
    if resolves := _RESOLVES.search(text) if "nghị quyết" in small else None:
        return f"ghi “{resolves[0]}”; UBND không có thẩm quyền ban hành nghị quyết."
    if not any(map(small.__contains__, _ORDERING)):
        return ""
    above = _ORDER.search(text)
    found = above or _ORDER_OF_EQUALS.search(text)
    if not found:
        return ""
    who = "cơ quan cấp trên" if above else "cơ quan không thuộc UBND"
    return f"ghi “{found[1]}”; với {who} thì viết “đề nghị”."


def _orders_above(facts: CheckFacts) -> Iterator[Line]:
    """The People's Committee orders whom it can only ask: a body above, the Front, the Party."""
    for passage in facts.naming(*_WHOM):
        if not passage.is_ahead or passage.plan.unit.is_village:
            continue
        if fault := ordered_above(passage.text):
            yield about_passage(passage, fault)


# From when, what was called so, what has its work since; the provinces by Resolution 202/2025.
MERGED = date(2025, 3, 1)
_DEPARTMENTS = (
    (r"(?:Nông nghiệp (?:và|&) (?:PTNT|Phát triển nông thôn)|NN\s?&\s?PTNT)",
     "Nông nghiệp và Môi trường"),
    (r"(?:Tài nguyên (?:và|&) Môi trường|TN\s?&\s?MT)", "Nông nghiệp và Môi trường"),
    (r"(?:Lao động\s?[-–,]\s?Thương binh và Xã hội|LĐ\s?-?\s?TB\s?(?:&|và)?\s?XH)",
     "Nội vụ (giảm nghèo: Nông nghiệp và Môi trường)"),
    (r"(?:Giao thông vận tải|GTVT)", "Xây dựng"),
    (r"(?:Kế hoạch (?:và|&) Đầu tư|KH\s?&\s?ĐT)", "Tài chính"),
    (r"(?:Thông tin (?:và|&) Truyền thông|TT\s?&\s?TT)", "Khoa học và Công nghệ"),
)  # fmt: skip
_OLD_OFFICES = [(re.compile(rf"\b(?:Sở|Bộ)\s+{name}(?!\w)"), now) for name, now in _DEPARTMENTS]
_OLD_PROVINCES = re.compile(
    r"(?:(?:UBND|HĐND|Ủy ban nhân dân|Công an) )?\btỉnh (Hà Giang|Yên Bái|Bắc Kạn|Vĩnh Phúc"
    r"|Hòa Bình|Bắc Giang|Thái Bình|Hải Dương|Hà Nam|Nam Định|Quảng Bình|Quảng Nam|Kon Tum"
    r"|Bình Định|Ninh Thuận|Bình Thuận|Đắk Nông|Phú Yên|Bình Phước|Bình Dương|Bà Rịa"
    r"|Long An|Tiền Giang|Bến Tre|Trà Vinh|Sóc Trăng|Hậu Giang|Bạc Liêu|Kiên Giang)\b"
)
_OLD_TITLES = re.compile(r"\b[Cc]ông chức (?:Địa chính|Tư pháp|Văn hóa|Tài chính)\b")
# A paper of its day keeps the name of its issuer.
_OF_A_PAPER = re.compile(r"\b(?:số\s+\d|ngày\s+\d|20(?:[01]\d|2[0-5])\b|trước đây)")
_OF_OLD = re.compile(r"\s*\(?(?:cũ|trước đây|trước sắp xếp)\b")


def _office_that_is_no_more(facts: CheckFacts) -> Iterator[Line]:
    """What is to be done counts on a department, a province or a title that was merged away."""
    for passage in facts.passages:
        is_later = passage.is_ahead and is_without_districts(facts, passage.plan)
        if is_later and (fault := old_office(passage.text)):
            yield about_passage(passage, fault)
    for plan in (plan for plan in facts.plans if plan.year > NO_DISTRICTS.year):
        for row in plan.recipients.all():
            if fault := old_office(row.text):
                yield of_part(plan, "noi-nhan", row, capfirst(fault))
    for plan in facts.plans:
        for citation in plan.citations.all():
            fault = old_office(f"{citation.issuer}.") if citation.dated_on else ""
            if fault and citation.dated_on and citation.dated_on >= NO_DISTRICTS:
                yield of_part(plan, "vien-dan", citation, capfirst(fault))


@read_once
def old_office(text: str) -> str:
    """What is wrong with the first such name; "" where there is none."""
    if "Sở" in text or "Bộ" in text:
        for pattern, now in _OLD_OFFICES:
            if (found := pattern.search(text)) and not _is_of_a_paper(text, found):
                kind = found[0].split()[0]
                return f"nêu “{found[0]}”; từ ngày {format_day(MERGED)} là {kind} {now}."
    found = _OLD_PROVINCES.search(text) if "tỉnh" in text else None
    if found and not _is_of_a_paper(text, found):
        return f"nêu “{found[0]}”; tỉnh {found[1]} đã sáp nhập từ ngày {format_day(NO_DISTRICTS)}."
    if found := _OLD_TITLES.search(text) if "ông chức" in text else None:
        day = format_day(NO_DISTRICTS)
        return f"nêu “{found[0]}”; từ ngày {day} xã có các phòng, không còn chức danh này."
    return ""


def _is_of_a_paper(text: str, found: re.Match[str]) -> bool:
    before = re.split(r"[.;\n](?=\s)", text[max(0, found.start() - 90) : found.start()])[-1]
    return bool(_OF_A_PAPER.search(before) or _OF_OLD.match(text, found.end()))


_PHONE = re.compile(
    r"(?:điện thoại|số máy|đường dây nóng|ĐT|SĐT)[^\d.;\n]{0,25}"
    r"((?:\+84|0)[\d. ]{5,16}\d)(?![\d/])",
    re.I,
)


def _phone_of_nobody(facts: CheckFacts) -> Iterator[Line]:
    """A telephone has a digit too few or too many."""
    for passage in facts.naming("điện thoại", "số máy", "đường dây nóng", "đt"):
        for words in _PHONE.findall(passage.text):
            digits = re.sub(r"\D", "", words.replace("+84", "0"))
            if len(digits) not in (10, 11):
                fault = f"số điện thoại {words} có {len(digits)} chữ số, không gọi được."
                yield about_passage(passage, fault)


CHECKS = (
    Check("order-above", "Ra lệnh, ban hành không đúng thẩm quyền", "Thẩm quyền", Severity.MEDIUM,
          _orders_above),
    Check("office-no-more", "Nêu cơ quan, chức danh đã sáp nhập", "Cơ quan cũ", Severity.MEDIUM,
          _office_that_is_no_more),
    Check("phone", "Số điện thoại thiếu hoặc thừa chữ số", "Điện thoại", Severity.LOW,
          _phone_of_nobody),
)  # fmt: skip
