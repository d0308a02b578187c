"""Checks of whom the words of a plan address: whom a commune cannot order, offices that are no
more, an office beside a name that is another's, a telephone that nobody has."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import takewhile

from django.utils.text import capfirst

from ntm_project.common.dates import format_day
from ntm_project.common.text import fold
from reports.checks.check import Check, Severity
from reports.checks.facts import CheckFacts
from reports.checks.offices import NO_DISTRICTS, is_without_districts
from reports.checks.passages import about, about_passage
from reports.checks.plan_as_paper import of_part
from reports.lines import Line
from tasks.enums import PlanSection
from villages.enums import Role

_ORDER = re.compile(
    r"(?:^|[-–+.;:\n]\s*)((?i:yêu cầu|giao|chỉ đạo|phân công)\s+(?:cho\s+)?"
    r"(?:(?:UBND|HĐND|Công an) tỉnh|Tỉnh ủy|(?:Sở|Bộ) [A-ZĐ]\w+(?: \w+)?))"
)
_ORDER_OF_EQUALS = re.compile(
    r"(?:^|[-–+.;:\n]\s*)((?:yêu cầu|chỉ đạo)\s+(?:UBMTTQ|MTTQ|(?:Ủy ban )?Mặt trận Tổ quốc"
    r"|Đảng ủy|HĐND|Hội đồng nhân dân)(?: Việt Nam)?)\b",
    re.I,
)


_RESOLVES = re.compile(
    r"\b(?:UBND|Ủy ban nhân dân)\s+(?:xã|phường)\s+(?:đã\s+|sẽ\s+|tiếp tục\s+)?(?:ban hành|ra)\s+"
    r"(?:\d+\s+|các\s+)?nghị quyết\b",
    re.I,
)
_WHOM = (
    "tỉnh",
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


_OF_LAST_YEAR = (PlanSection.ACHIEVEMENTS, PlanSection.SHORTCOMINGS)
_CHAIRED = re.compile(
    r"\s*[-–,(]\s*((?:Phó\s+)?Chủ tịch)(?=\s+(?:UBND|Ủy ban nhân dân)\s+(?:xã|phường)\b)", re.I
)


def _office_of_another(facts: CheckFacts) -> Iterator[Line]:
    """A name stands beside the chair's office and is the deputy's, or the other way round."""
    roles: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        if posting.official_id in facts.serving and not posting.has_ended(facts.today):
            roles[posting.official.full_name].add(posting.role)
    for passage in facts.passages:
        is_past = getattr(passage.row, "section", "") in _OF_LAST_YEAR
        if is_past or "hủ tịch" not in passage.text:
            continue
        for name, held in roles.items():
            at = passage.text.find(name)
            found = _CHAIRED.match(passage.text, at + len(name)) if at >= 0 else None
            deputy = found and fold(found[1]).startswith("pho")
            if found and (Role.VICE_CHAIR if deputy else Role.CHAIR) not in held:
                fault = f"ghi {name} là {found[1]}, danh sách ghi chức vụ khác."
                yield about_passage(passage, fault)
    yield from _office_held_by_another(facts)


# Held by one person of a commune at a time.
_OF_ONE = ("truong ", "chu tich ", "bi thu ", "chanh ", "chi huy truong ", "giam doc ")
_NAME_BEFORE = re.compile(r"((?:[^\W\d_]+\s+){1,4}[^\W\d_]+)\s*[,(–-]\s*$")


def _officers(facts: CheckFacts) -> dict[str, str]:
    """Office that but one person holds → who it is."""
    held: dict[str, set[str]] = defaultdict(set)
    for posting in facts.postings:
        is_one = fold(posting.title).startswith(_OF_ONE) and posting.unit_id == facts.unit.pk
        if is_one and posting.official_id in facts.serving and not posting.has_ended(facts.today):
            held[posting.title].add(posting.official.full_name)
    return {title: names.pop() for title, names in held.items() if len(names) == 1}


def _office_held_by_another(facts: CheckFacts) -> Iterator[Line]:
    """Whoever is named beside an office that one person holds is another one."""
    officers = _officers(facts)
    named = [(one.text, partial(about_passage, one)) for one in facts.passages]
    for task in facts.open_tasks:
        words = (row.role_words for row in facts.given_to(task) if row.role_words)
        named += [(text, partial(about, task)) for text in words]
    for text, line in named if officers else ():
        for title, name in officers.items():
            at = text.find(title)
            found = _NAME_BEFORE.search(text[max(0, at - 60) : at]) if at > 0 else None
            other = _capitals_of(found[1]) if found else ""
            is_chair = title.startswith(("Chủ tịch", "Phó"))  # see `_office_of_another`
            if " " in other and not is_chair and not fold(name).endswith(fold(other)):
                yield line(f"ghi {other} là {title}, danh sách ghi {name}.")


def _capitals_of(words: str) -> str:
    """The words with a capital that end there, without a title."""
    return " ".join(reversed(list(takewhile(str.istitle, reversed(words.split())))))


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
    Check("text-office", "Lời văn ghi chức vụ của người khác", "Chức vụ", Severity.MEDIUM,
          _office_of_another),
    Check("phone", "Số điện thoại thiếu hoặc thừa chữ số", "Điện thoại", Severity.LOW,
          _phone_of_nobody),
)  # fmt: skip
