"""The annual plan (`docs/domain/documents.md` a): sections I to VI, from record and texts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.text import capfirst

from ntm_project.common.numbers import format_money, in_millions, is_nothing_but
from ntm_project.common.text import fold, spoken, within_a_sentence
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    LegalBasis,
    NationalHeader,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.kinds.plan.appendix import criteria_appendices
from reports.documents.kinds.plan.content import bare, content_blocks
from reports.documents.kinds.plan.goals import goal_sentence
from reports.documents.kinds.plan.placeholders import cited, fill_placeholders, portfolio_words
from reports.documents.kinds.plan.rows import PlanRows
from reports.documents.numbering import with_archive, without_bare_headings
from reports.documents.typed_text import blocks_from_text, opening_from_text, typed_lines
from tasks.enums import FundingSource, FundingStage, PlanSection
from tasks.models import Funding, FundingPart, Plan
from tasks.rules import deny_edit_plan
from villages.access import Access
from villages.nouns import COMMUNES, DISTRICTS
from villages.titles import with_title

_SOLUTIONS = (
    (PlanSection.LEADERSHIP, "Công tác lãnh đạo, chỉ đạo"),
    (PlanSection.OUTREACH, "Công tác tuyên truyền, vận động"),
    (PlanSection.INFRASTRUCTURE, "Xây dựng hạ tầng kinh tế - xã hội nông thôn"),
    (PlanSection.QUALITY, "Nâng cao chất lượng các tiêu chí"),
    (PlanSection.RESOURCES, "Huy động nguồn lực bố trí kinh phí thực hiện"),
    (
        PlanSection.ORGANISATION,
        "Kiện toàn hệ thống tổ chức, tăng cường công tác kiểm tra, giám sát; "
        "thực hiện chế độ thông tin báo cáo",
    ),
)


# Texts that are a whole chapter: a number typed in one opens a section of it.
_CHAPTERS = (PlanSection.GOALS, PlanSection.IMPLEMENTATION)


def plan_document(rows: PlanRows) -> Document:
    """The plan as a list of blocks; number and date stay blank until the clerk issues it."""
    plan = rows.plan
    return Document(
        header=NationalHeader(
            issuer_lines=issuer_lines_of_plan(plan),
            symbol=plan.symbol,
            place=plan.place,
            year=plan.year,
        ),
        title=Title(plan.kind.upper(), tuple(plan.title.splitlines())),
        blocks=(
            *without_bare_headings(tuple(_body(rows))),
            *_authored(rows, PlanSection.CLOSING),
        ),
        signature=Signature(
            signing_lines(plan), name=plan.signatory_name, office_below=plan.signatory_office
        ),
        recipients=Recipients(with_archive(r.text for r in rows.recipients)),
        appendices=criteria_appendices(rows),
        issuer_name=issuer_in_a_sentence(plan),
    )


# What a Vietnamese syllable may be; a word of capitals that is none is an abbreviation (NTM, UBND).
_SYLLABLE = re.compile(r"(gi|qu|ngh|ng|nh|th|tr|ch|kh|ph|gh|[bcdghklmnpqrstvx])?[aeiouy]{1,3}"
                       r"(ng|nh|ch|[cmnpt])?")  # fmt: skip
_BOARDS = ("BAN ", "BCĐ ", "BQL ")
_BOARD = re.compile(r"^Ban (chỉ|quản)\b")
# The name of another unit than the plan's own, as that was called before.
_OTHER_UNIT = re.compile(rf"\b((?:{'|'.join((*COMMUNES, *DISTRICTS))}) )(?!hội\b)(.+)$")


def signer_url(access: Access, plan: Plan) -> str:
    """Where the name of who signs is typed; "" for whoever may not."""
    return "" if deny_edit_plan(access, plan) else reverse("tasks:edit_plan", args=[plan.pk])


def signing_lines(plan: Plan) -> tuple[str, ...]:
    """The authority as typed; a deputy signs on behalf of the head (decree 30, annex I): `KT.`."""
    lines = [*typed_lines(plan.authority)]
    has_form = any(line.upper().startswith(("KT.", "TL.", "TUQ.", "Q.")) for line in lines)
    if lines and not has_form and fold(lines[-1]).startswith("pho "):
        lines.insert(-1, f"KT. {lines[-1][4:]}")
    return tuple(lines)


def issuer_lines_of_plan(plan: Plan) -> tuple[tuple[str, bool], ...]:
    """The agency as typed; what stands above a board is the agency that it belongs to, not bold
    (decree 30, annex I)."""
    lines = plan.issuer.splitlines()
    own = next((at for at, line in enumerate(lines) if at and line.upper().startswith(_BOARDS)), 0)
    return tuple((line, at >= own) for at, line in enumerate(lines))


def issuer_in_a_sentence(plan: Plan) -> str:
    """`Ủy ban nhân dân xã Mai Đình`: capitals only where the decree's annex II wants them. Of a
    board that belongs to an agency the unit comes last: `Ban Chỉ đạo xây dựng NTM xã Mai Đình`."""
    typed = [(_lowered(line), is_own) for line, is_own in issuer_lines_of_plan(plan)]
    lines = [line for line, is_own in typed if is_own]
    above = _OTHER_UNIT.search(" ".join(line for line, is_own in typed if not is_own))
    if above and not any(map(_OTHER_UNIT.search, lines)):
        lines.append(above[0])
    name = plan.unit.full_name
    words = capfirst(" ".join(lines))
    named, found = re.subn(re.escape(name), lambda _: name, words, flags=re.IGNORECASE)
    whole = named if found else capfirst(" ".join(map(_with_its_name, lines)))
    return _BOARD.sub(lambda board: board[0].title(), whole)


def _lowered(line: str) -> str:
    return " ".join(w.lower() if _SYLLABLE.fullmatch(fold(w)) else w for w in line.split())


def _with_its_name(line: str) -> str:
    """The line of an agency with the name of its unit in capitals: `xã Đoan Bái`."""
    return _OTHER_UNIT.sub(lambda m: m[1] + " ".join(map(capfirst, m[2].split())), line)


def _body(rows: PlanRows) -> Iterator[Block]:
    yield from _opening(rows)
    yield Heading(1, f"Kết quả thực hiện năm {rows.plan.year - 1}")
    yield from _part("Kết quả đạt được", _authored(rows, PlanSection.ACHIEVEMENTS))
    yield from _part("Tồn tại, hạn chế", _authored(rows, PlanSection.SHORTCOMINGS))
    yield Heading(1, "Mục đích, yêu cầu")
    yield from _part("Mục đích", _authored(rows, PlanSection.PURPOSE))
    yield from _part("Yêu cầu", _authored(rows, PlanSection.REQUIREMENTS))
    yield Heading(1, "Mục tiêu")
    yield from _goals(rows)
    yield Heading(1, "Nội dung thực hiện")
    yield from content_blocks(rows)
    yield Heading(1, "Nhiệm vụ, thời gian thực hiện")
    yield from _part("Nhiệm vụ", tuple(_works(rows)))
    yield from _part("Thời gian thực hiện", tuple(_windows(rows)))
    yield Heading(1, "Giải pháp thực hiện")
    for section, heading in _SOLUTIONS:
        money = tuple(money_blocks(rows)) if section == PlanSection.RESOURCES else ()
        yield from _part(heading, (*_authored(rows, section), *money))
    yield Heading(1, "Tổ chức thực hiện")
    yield from _authored(rows, PlanSection.IMPLEMENTATION)
    yield from _authored(rows, PlanSection.NOTES)
    yield from portfolio_blocks(rows)
    if not rows.texts.get(PlanSection.IMPLEMENTATION):
        yield from duty_blocks(rows)


def _opening(rows: PlanRows) -> Iterator[Block]:
    """The opening as authored; else what the record names as its legal basis."""
    text = fill_placeholders(rows.texts.get(PlanSection.OPENING, ""), rows)
    authored = opening_from_text(text, PlanSection.OPENING)
    basis = [cited(c) for c in rows.citations if c.section.casefold().startswith("mở đầu")]
    if not authored and basis:
        yield LegalBasis(tuple(f"Căn cứ {words}" for words in basis))
    yield from authored


def _part(heading: str, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """A sub-section; an empty one gets no heading either."""
    if blocks:
        yield Heading(2, heading)
        yield from blocks


def _authored(rows: PlanRows, section: str) -> tuple[Block, ...]:
    """A passage as written; what is numbered in it stands right below the chapter's heading."""
    text = fill_placeholders(rows.texts.get(section, ""), rows)
    return blocks_from_text(text, section, heading_level=2 if section in _CHAPTERS else 0)


def _goals(rows: PlanRows) -> Iterator[Block]:
    authored = _authored(rows, PlanSection.GOALS)
    yield from authored
    yield from target_blocks(rows, is_written=bool(authored))


def target_blocks(rows: PlanRows, *, is_written: bool) -> Iterator[Block]:
    """Every target: first the assessments to be met, unless the authored goals name them; then the
    figures to be reached."""
    for target in rows.targets:
        is_figure = target.criterion_id is not None or target.value is not None
        if is_figure or not is_written:
            yield Bullet(goal_sentence(target))


def _works(rows: PlanRows) -> Iterator[Block]:
    """The works of section IV.1 from the record; the authored text where there are none."""
    works = [task for task in rows.tasks if task.section.startswith("IV.1")]
    for task in works:
        yield Bullet(task.text)
    if not works:
        yield from _authored(rows, PlanSection.WORKS)


def _windows(rows: PlanRows) -> Iterator[Block]:
    for window in rows.windows:
        line = f"{window.text} {window.deadline_words}".strip().rstrip(".")
        who = within_a_sentence(window.who)
        given = f"; giao cho {who}" if who and bare(who) not in bare(line) else ""
        yield Bullet(f"{line}{given}.")


def portfolio_blocks(rows: PlanRows) -> Iterator[Block]:
    """Who directs which criteria, unless an authored text already prints it in its place."""
    if any("{tiêu chí phụ trách" in text for text in rows.texts.values()):
        return
    for name in dict.fromkeys(n for a in rows.assessments for r in a.criteria for n in r.leaders):
        leader = with_title(name, rows.offices.get(name, ""))
        leader += "," if leader != name else ""
        yield Bullet(
            f"Giao đồng chí {leader} trực tiếp chỉ đạo thực hiện và chuẩn bị hồ sơ minh "
            f"chứng các tiêu chí số: {portfolio_words(rows, name)}."
        )


def _parts(funding: Funding, *, in_one_unit: bool) -> str:
    return "\n".join(
        f"{FundingSource(part.source).on_paper}: {_part_words(part, in_one_unit=in_one_unit)}"
        for part in funding.parts.all()
    )


def _part_words(part: FundingPart, *, in_one_unit: bool) -> str:
    return in_millions(part.amount) if in_one_unit else part.words or format_money(part.amount)


def _are_sums(fundings: Iterable[Funding]) -> bool:
    """Whether each part is a sum alone, not words that hold more than it."""
    return all(
        is_nothing_but(p.words, p.amount) for funding in fundings for p in funding.parts.all()
    )


def duty_blocks(rows: PlanRows) -> Iterator[Block]:
    """Who reports what, where no authored text of the section states it itself."""
    for duty in rows.duties:
        who = f"{duty.who}: " if duty.who else ""
        link = "với" if "báo cáo" in duty.text.casefold() else "báo cáo"
        to = f", {link} {duty.report_to}" if duty.report_to else ""
        rhythm = f", {duty.rhythm_words}" if duty.rhythm_words else ""
        yield Bullet(f"{capfirst(who + duty.text)}{to}{rhythm}.")


def money_blocks(rows: PlanRows) -> Iterator[Block]:
    """The money by source, where the record holds sums, and what is owed; nothing without sums."""
    stated = [f for f in rows.fundings if f.total is not None or f.parts.all()]
    raised = [f for f in stated if f.stage != FundingStage.OWED]
    if raised:
        in_one_unit = _are_sums(raised)
        yield Table(
            columns=(
                TableColumn(1.2, "center"),
                TableColumn(6.7),
                TableColumn(3.7, "right"),
                TableColumn(8.4),
            ),
            header=(("TT", "Công trình, nội dung", "Tổng số", "Trong đó"),),
            rows=tuple(_money_rows(raised, in_one_unit=in_one_unit)),
            unit="triệu đồng" if in_one_unit else "",
        )
    for funding in stated:
        if funding.stage == FundingStage.OWED:
            yield Bullet(f"Còn nợ: {funding.text}, {_total(funding)}.")


def _money_rows(raised: list[Funding], *, in_one_unit: bool) -> Iterator[Row]:
    """Each sum with its parts, and what they come to unless two may be the same money."""
    for number, funding in enumerate(raised, start=1):
        total = _total(funding, in_one_unit=in_one_unit)
        parts = _parts(funding, in_one_unit=in_one_unit)
        yield Row((str(number), funding.text, total, parts))
    totals = [funding.total for funding in raised if funding.total is not None]
    if len(raised) > 1 and len(totals) == len(raised) and _are_apart(raised):
        amount = in_millions(sum(totals)) if in_one_unit else format_money(sum(totals))
        yield Row(("", "Cộng", amount, _sources(raised) if in_one_unit else ""), kind="total")


def _are_apart(raised: list[Funding]) -> bool:
    """Whether none states money of another again: what is there or planned for a work of its own,
    or all of one stage; what is paid was there before."""
    stages = {funding.stage for funding in raised}
    works = {(funding.unit_id, spoken(funding.text)) for funding in raised}
    return len(stages) == 1 or (FundingStage.PAID not in stages and len(works) == len(raised))


def _sources(raised: Iterable[Funding]) -> str:
    """What each source gives to all of them, in the order of the sources."""
    given = Counter[str]()
    for funding in raised:
        for part in funding.parts.all():
            given[part.source] += part.amount or 0
    return "\n".join(f"{s.on_paper}: {in_millions(given[s])}" for s in FundingSource if given[s])


def _total(funding: Funding, *, in_one_unit: bool = False) -> str:
    if funding.total is None:
        return ""
    return in_millions(funding.total) if in_one_unit else format_money(funding.total)
