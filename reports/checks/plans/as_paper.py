"""Checks of the plan as a paper: windows, addressees, head and title, money."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_money, parse_money
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts.check_facts import CheckFacts
from reports.checks.facts.passages import of_funding, of_part, of_plan
from reports.checks.reading.figures import SENTENCE
from reports.checks.reading.once import fold
from reports.checks.reading.patterns import ASIDE
from reports.checks.reading.times import PERIOD
from reports.checks.reading.wording import meaning
from reports.lines import Line, short
from tasks.enums import FundingStage, PlanSection
from tasks.models import Funding, Plan
from tasks.rules import funding_gap
from villages.enums import UnitLevel

_YEAR = re.compile(r"\bnăm\s+(20\d\d)\b", re.I)


def _window_outside_the_year(facts: CheckFacts) -> Iterator[Line]:
    """A window of the plan ends in another year, or begins long before its own."""
    for plan in facts.plans:
        for window in plan.windows.all():
            begins = window.starts_on
            if begins and begins.year < plan.year and begins < date(plan.year - 1, 10, 1):
                fault = f"Khung thời gian từ {format_day(begins)}, trước năm kế hoạch."
                yield of_part(plan, "thoi-gian", window, fault)
            elif window.ends_on and window.ends_on.year != plan.year:
                day = format_day(window.ends_on)
                fault = f"Khung thời gian đến {day}, ngoài năm kế hoạch."
                yield of_part(plan, "thoi-gian", window, fault)


# Of folded words: what is done once the unit has met the set.
_AFTERWARDS = ("tong ket", "so ket", "duy tri", "kinh nghiem", "khen thuong", "nam sau", "bao cao")


def _window_after_the_target(facts: CheckFacts) -> Iterator[Line]:
    """A window of the plan goes on after the day by which its unit is to have met the set."""
    last: dict[int, date] = {}
    for row in facts.record.assessments:
        if row.target_on:
            last[row.unit_id] = max(row.target_on, last.get(row.unit_id, row.target_on))
    for plan in facts.plans:
        day = last.get(plan.unit_id)
        if day is None:
            continue
        for window in plan.windows.all():
            is_late = window.ends_on and window.ends_on.year == plan.year and window.ends_on > day
            if is_late and not any(word in fold(window.text) for word in _AFTERWARDS):
                until = format_day(window.ends_on)
                fault = f"Khung thời gian đến {until}, sau ngày phấn đấu đạt {format_day(day)}."
                yield of_part(plan, "thoi-gian", window, fault)


# Of folded words.
_SENDS_DOSSIER = re.compile(r"\bho so\b.*\b(?:trinh|tham dinh|tham tra|de nghi xet)\b")
_DOES_WORK = re.compile(r"^(?:to chuc |trien khai )?(?:thuc hien|xay dung|thi cong|hoan thanh)\b")


def _dossier_before_the_work(facts: CheckFacts) -> Iterator[Line]:
    """The window of the dossier ends before that of the work which it is to prove."""
    for plan in facts.plans:
        windows = [row for row in plan.windows.all() if row.ends_on]
        work = [row for row in windows if _DOES_WORK.search(fold(row.text))]
        last = max((row.ends_on for row in work), default=None)
        for row in windows:
            if last and row.ends_on < last and _SENDS_DOSSIER.search(fold(row.text)):
                fault = f"Trình hồ sơ đến {format_day(row.ends_on)}, thực hiện đến"
                yield of_part(plan, "thoi-gian", row, f"{fault} {format_day(last)} mới xong.")


def _recipient_twice(facts: CheckFacts) -> Iterator[Line]:
    """One addressee stands twice in “Nơi nhận”."""
    for plan in facts.plans:
        seen: set[str] = set()
        for row in plan.recipients.all():
            key = fold(row.text).rstrip(" .;,")
            if key in seen:
                yield of_part(plan, "noi-nhan", row, "Nơi nhận này ghi hai lần.")
            seen.add(key)


def _row_twice(facts: CheckFacts) -> Iterator[Line]:
    """A target or a window stands twice in its list, word for word."""
    for plan in facts.plans:
        for part, rows in (("muc-tieu", plan.targets.all()), ("thoi-gian", plan.windows.all())):
            seen: set[tuple[object, ...]] = set()
            for row in rows:
                own = getattr(row, "assessment_id", 0), getattr(row, "value", None)
                key = fold(row.text).rstrip(" .;,"), row.deadline_words, *own
                if key in seen:
                    yield of_part(plan, part, row, "Dòng này ghi hai lần.")
                seen.add(key)


def _window_unread(facts: CheckFacts) -> Iterator[Line]:
    """A window of the plan from which no day can be read: nothing can be held against it."""
    for plan in facts.plans:
        for window in plan.windows.all():
            if window.is_deadline_unread:
                fault = f"Chưa đọc được khung thời gian “{window.deadline_words}”."
                yield of_part(plan, "thoi-gian", window, fault)


def _period_unlike_the_year(facts: CheckFacts) -> Iterator[Line]:
    """The plan of one year speaks of a whole period, or of another year, where it names its own."""
    for plan in facts.plans:
        years = {int(year) for year in _YEAR.findall(plan.title)}
        if years and plan.year not in years:
            fault = f"Kế hoạch năm {plan.year} nhưng trích yếu ghi năm {max(years)}."
            yield of_plan(plan, fault)
        for of, text in facts.texts:
            is_end = of is plan and text.section == PlanSection.CLOSING
            found = PERIOD.search(text.text) if is_end else None
            if found:
                words = " ".join(found[0].split())
                fault = f"Kế hoạch năm {plan.year} nhưng câu kết ghi “{words}”."
                yield of_plan(plan, fault, form=links.plan_text_url(plan.pk, text.section))


def _bare(name: str) -> str:
    """A name without what stands in brackets: `Sao Mai (minh họa)` is Sao Mai."""
    return fold(ASIDE.sub(" ", name)).strip()


def _head_of_another(facts: CheckFacts) -> Iterator[Line]:
    """The head of the plan names another commune: it was copied from its plan."""
    for plan in facts.plans:
        own = _bare(plan.unit.name)
        if plan.unit.level != UnitLevel.COMMUNE:
            continue
        if plan.place and _bare(plan.place) not in (own, _bare(plan.unit.full_name)):
            fault = f"Địa danh ghi “{plan.place}”, đơn vị ban hành là {plan.unit.full_name}."
            yield of_plan(plan, fault)
        if found := re.search(r"\b(?:huyện|tỉnh)\b", plan.authority, re.I):
            yield of_plan(plan, f"Quyền hạn ký ghi cấp {found[0].lower()}, không phải cấp xã.")
        named = re.search(r"\b(?:xa|phuong|thi tran|dac khu) (.+)", _bare(plan.issuer))
        if named and not named[1].startswith(own):
            words = " ".join(plan.issuer.split())
            fault = f"Cơ quan ban hành ghi “{words}”, đơn vị là {plan.unit.full_name}."
            yield of_plan(plan, fault)


_TIERS = ("nang cao", "kieu mau", "hien dai")
_TITLED = re.compile(
    r"\b(?:xa|phuong|dac khu)\b[^,;]{0,60}?\bdat (?:chuan )?(?:nong thon moi|ntm)\b"
    rf"(?: ({'|'.join(_TIERS)}))?"
)


_STEP_TO_IT = re.compile(r"\b(?:giu vung|duy tri|tien toi|huong toi|lam co so|dinh huong)\b")


def _title_of_another_tier(facts: CheckFacts) -> Iterator[Line]:
    """The title or the goals aim for another standard than the commune is judged by."""
    tiers: dict[int, set[str]] = defaultdict(set)
    for row in facts.record.assessments:
        name = fold(f"{row.criteria_set.short_name} {row.criteria_set.name}")
        tiers[row.unit_id] |= {tier for tier in _TIERS if tier in name} or {""}
    for plan in facts.plans:
        title, own = fold(plan.title), tiers.get(plan.unit_id, set())
        found = None if plan.unit.is_village else _TITLED.search(title)
        is_named = any(tier in title for tier in own if tier)
        if found and own and not is_named and (found[1] or "") not in own:
            judged = (row for row in facts.record.assessments if row.unit_id == plan.unit_id)
            names = ", ".join(sorted({row.criteria_set.short_name for row in judged}))
            fault = f"Tên kế hoạch “{short(plan.title, 80)}”; xã đánh giá theo {names}."
            yield of_plan(plan, fault)
        for words in () if plan.unit.is_village else _other_tiers(plan, own):
            form = links.plan_text_url(plan.pk, PlanSection.GOALS)
            yield of_plan(
                plan, f"Mục tiêu ghi “{words}”, không phải chuẩn đang đánh giá.", form=form
            )


def _other_tiers(plan: Plan, own: set[str]) -> Iterator[str]:
    """Each sentence of the goals that names another standard for the plan's year."""
    goals = ". ".join(t.text for t in plan.texts.all() if t.section == PlanSection.GOALS)
    for words in SENTENCE.split(goals):
        folded = fold(words)
        found = _TITLED.search(folded)
        found = None if found and _STEP_TO_IT.search(folded) else found
        is_later = any(int(year) > plan.year for year in _YEAR.findall(words))
        if found and found[1] and own and not (is_later or any(t and t in folded for t in own)):
            yield short(words.strip(" -"), 80)


_A_SUM = re.compile(r"\d\s*(?:triệu|tỷ|tỉ|nghìn|đồng)\b", re.I)


def _without_money(facts: CheckFacts) -> Iterator[Line]:
    """A plan in which no sum stands, nor in the words of its section of money."""
    funded = {row.plan_id for row in facts.fundings if row.total or row.parts.all()}
    funded |= {
        plan.pk
        for plan, text in facts.texts
        if text.section == PlanSection.RESOURCES and _A_SUM.search(text.text)
    }
    for plan in facts.plans:
        if plan.pk not in funded and facts.tasks:
            form = links.address("tasks:add_funding", plan.pk)
            yield of_plan(plan, "Chưa ghi khoản kinh phí nào.", form=form)


def _parts_not_adding_up(facts: CheckFacts) -> Iterator[Line]:
    """The parts by source give another sum than the total stated."""
    for row in facts.fundings:
        if gap := funding_gap(row.total, [part.amount for part in row.parts.all()]):
            yield of_funding(row, gap)


def _sum_twice(facts: CheckFacts) -> Iterator[Line]:
    """One sum stands twice, of one day: it is counted twice."""
    seen: dict[tuple[object, ...], Funding] = {}
    for row in facts.fundings:
        key = row.plan_id, row.unit_id, fold(row.text), row.stage, row.total, row.as_of
        if row.total and seen.setdefault(key, row) is not row:
            yield of_funding(row, f"Khoản {format_money(row.total)} này ghi hai lần.")


def _two_sums(facts: CheckFacts) -> Iterator[Line]:
    """One work at one stage has two totals, or one total twice; or more was paid, or is paid and
    owed, than was ever planned."""
    yield from _sum_twice(facts)
    for rows in _same_works(facts.fundings):
        sums: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            sums[row.stage].add(row.total or 0)
        for totals in sums.values():
            if len(totals) > 1:
                words = ", ".join(map(format_money, sorted(totals)))
                yield of_funding(rows[0], f"Cùng một khoản, nhiều tổng số: {words}.")
        paid, owed = sums.get(FundingStage.PAID), sums.get(FundingStage.OWED)
        planned = max(sums.get(FundingStage.PLANNED, {0}))
        if paid and owed and planned >= max(paid) and max(paid) + max(owed) > planned:
            spent = f"Đã giải ngân {format_money(max(paid))} và còn nợ {format_money(max(owed))}"
            words = f"vượt dự kiến {format_money(planned)}"
            yield of_funding(rows[0], f"{spent}, {words}.")
        for stage in (FundingStage.PLANNED, FundingStage.MOBILISED):
            given = sums.get(stage)
            if paid and given and max(paid) > max(given):
                words = f"{stage.label.lower()} {format_money(max(given))}"
                yield of_funding(rows[-1], f"Đã giải ngân {format_money(max(paid))}, {words}.")
                break


def _same_works(fundings: Iterable[Funding]) -> Iterable[list[Funding]]:
    """The sums by the work for which they are: in the same words, or with one word more."""
    works: dict[tuple[int, int, str, frozenset[str]], list[Funding]] = {}
    for row in fundings:
        if row.total is None:
            continue
        key = row.plan_id, row.unit_id, fold(row.text), meaning(row.text)
        there = (known for known in works if known[:2] == key[:2] and _is_one_work(known, key))
        works.setdefault(next(there, key), []).append(row)
    return works.values()


def _is_one_work(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    (text, words), (text_of_other, words_of_other) = one[2:], other[2:]
    small, large = sorted((words, words_of_other), key=len)
    is_alike = len(small) > 3 and small <= large and len(large - small) <= 1
    return bool(text == text_of_other or is_alike)


def _words_unlike_the_sum(facts: CheckFacts) -> Iterator[Line]:
    """The sum as the paper words it is another than the number."""
    for row in facts.fundings:
        sums = [(row.words, row.total), *((p.words, p.amount) for p in row.parts.all())]
        for words, amount in sums:
            if amount is not None and (stated := _sum_in(words)) and stated != amount:
                fault = f"Văn bản viết “{words}”, số nhập là {format_money(amount)}."
                yield of_funding(row, fault)


def _sum_in(words: str) -> int | None:
    """The sum that the words name, where they name one and nothing else."""
    try:
        return parse_money(words) if words and "đồng" in words.lower() else None
    except ValueError:
        return None


LEAST = 1_000_000  # đồng: no work of a plan costs less
MOST = 1_000_000_000_000  # đồng: no single work of a commune costs as much


def _sum_out_of_scale(facts: CheckFacts, word: str) -> Iterator[Line]:
    for row in facts.fundings:
        total = LEAST if row.total is None else row.total
        if total < LEAST if word == "nhỏ" else total >= MOST:
            fault = f"Tổng số {format_money(total)} quá {word}; hãy kiểm tra đơn vị tính."
            yield of_funding(row, fault)


def _sum_too_small(facts: CheckFacts) -> Iterator[Line]:
    """A sum that buys nothing: thousands or millions were typed as đồng."""
    yield from _sum_out_of_scale(facts, "nhỏ")


def _sum_too_large(facts: CheckFacts) -> Iterator[Line]:
    """A sum that no commune has: millions were typed as thousands of millions."""
    yield from _sum_out_of_scale(facts, "lớn")


def _without_source(facts: CheckFacts) -> Iterator[Line]:
    """A sum of which nobody states who pays it."""
    for row in facts.fundings:
        if row.total and row.stage != FundingStage.OWED and not row.parts.all():
            yield of_funding(row, f"{format_money(row.total)} chưa ghi nguồn nào.")


def _without_day(facts: CheckFacts) -> Iterator[Line]:
    """What was raised, paid or is owed, and nobody states on which day."""
    for row in facts.fundings:
        if row.total and row.stage != FundingStage.PLANNED and not row.as_of:
            stage = FundingStage(row.stage).label
            yield of_funding(row, f"{stage} {format_money(row.total)} chưa ghi tính đến ngày nào.")
        elif row.stage != FundingStage.PLANNED and row.as_of and row.as_of > facts.today:
            yield of_funding(row, f"Tính đến ngày {format_day(row.as_of)}, ngày ấy chưa đến.")


def _debts(facts: CheckFacts) -> Iterator[Line]:
    """Debts of construction stand in the way of recognition (Decision 18/2022/QĐ-TTg)."""
    for row in facts.fundings:
        if row.stage == FundingStage.OWED and row.total:
            debt = format_money(row.total)
            yield of_funding(row, f"Còn nợ {debt}; công nhận đòi không còn nợ đọng xây dựng.")


def _commune_without_plan(facts: CheckFacts) -> Iterator[Line]:
    """A commune is judged this year and has no plan for it."""
    is_commune = facts.unit.level == UnitLevel.COMMUNE and not facts.plans
    if is_commune and facts.record.assessments:
        fault = f"Có đánh giá năm {facts.record.year} nhưng chưa lập kế hoạch năm."
        yield Line(facts.unit.title_name, links.address("tasks:plans"), fault)


CHECKS = (
    Check("no-plan", "Chưa có kế hoạch năm", "Kế hoạch", Severity.HIGH, _commune_without_plan),
    Check("window-outside-year", "Khung thời gian ngoài năm", "Thời gian", Severity.HIGH,
          _window_outside_the_year),
    Check("window-unread", "Khung thời gian chưa đọc được", "Thời gian", Severity.LOW,
          _window_unread),
    Check("window-after-target", "Khung thời gian sau ngày phấn đấu", "Thời gian", Severity.MEDIUM,
          _window_after_the_target),
    Check("dossier-window", "Khung trình hồ sơ trước khung thực hiện", "Thời gian",
          Severity.MEDIUM, _dossier_before_the_work),
    Check("row-twice", "Mục tiêu, khung thời gian ghi trùng", "Lặp lại", Severity.LOW, _row_twice),
    Check("recipient-twice", "Nơi nhận ghi trùng", "Nơi nhận", Severity.LOW, _recipient_twice),
    Check("period-unlike-year", "Kỳ kế hoạch lệch", "Kỳ", Severity.MEDIUM, _period_unlike_the_year),
    Check("head-of-another", "Phần đầu kế hoạch ghi xã khác", "Tên xã", Severity.HIGH,
          _head_of_another),
    Check("title-other-tier", "Tên kế hoạch nêu chuẩn khác bộ tiêu chí", "Tên kế hoạch",
          Severity.HIGH, _title_of_another_tier),
    Check("no-money", "Kế hoạch chưa có kinh phí", "Kinh phí", Severity.MEDIUM, _without_money),
    Check("parts-do-not-add-up", "Kinh phí chưa khớp", "Kinh phí", Severity.HIGH,
          _parts_not_adding_up),
    Check("two-sums", "Kinh phí mâu thuẫn", "Kinh phí", Severity.HIGH, _two_sums),
    Check("sum-unlike-words", "Số tiền khác lời văn", "Kinh phí", Severity.HIGH,
          _words_unlike_the_sum),
    Check("sum-too-small", "Kinh phí nhỏ bất thường", "Kinh phí", Severity.MEDIUM, _sum_too_small),
    Check("sum-too-large", "Kinh phí lớn bất thường", "Kinh phí", Severity.MEDIUM, _sum_too_large),
    Check("no-source", "Kinh phí chưa rõ nguồn", "Kinh phí", Severity.LOW, _without_source),
    Check("sum-without-day", "Kinh phí thiếu, sai ngày", "Kinh phí", Severity.LOW, _without_day),
    Check("debts", "Còn nợ đọng", "Nợ đọng", Severity.HIGH, _debts),
)  # fmt: skip
