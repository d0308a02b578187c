"""Draws the criteria of an assessment: the pieces of `criteria.cells` with tasks and leaders."""

from collections.abc import Mapping

from django.utils.safestring import SafeString

from criteria.cells import Reader, draw_result, draw_standing
from criteria.enums import State
from criteria.judging import IndicatorRow
from criteria.models import Assessment
from evidence.papers.queries.completeness import Completeness
from ntm_project.common.addresses import address, of_row
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, esc, join, link, tag
from reports import links
from reports.queries.assessment import CriterionBlock, TaskCount
from villages.enums import Ability

ONE_LEADER = "Mỗi tiêu chí cần đúng một lãnh đạo phụ trách chính."


Papers = Mapping[int, Completeness]


def draw_blocks(
    assessment: Assessment, blocks: list[CriterionBlock], reader: Reader, papers: Papers
) -> SafeString:
    """All blocks in the order of the set, as one string; `papers` by the key of their result."""
    return join(_block(assessment, block, reader, papers) for block in blocks)


def dossier_words(papers: Papers) -> str:
    """How many indicators have all the papers that are asked of them; "" on an earlier day."""
    if not papers:
        return ""
    asked = [found for found in papers.values() if found.is_set]
    if not asked:
        return "chưa chỉ tiêu nào đặt yêu cầu giấy tờ"
    complete = sum(found.is_complete for found in asked)
    return f"{complete}/{len(asked)} chỉ tiêu có yêu cầu giấy tờ đã đủ"


def _block(
    assessment: Assessment, block: CriterionBlock, reader: Reader, papers: Papers
) -> SafeString:
    may_add = bool(reader.access and reader.access.can(Ability.ADD_EVIDENCE, assessment.unit))
    items = "".join(
        f"<li>{draw_result(row, reader)}{_papers(row, papers.get(row.result.pk), may_add)}"
        f"{_indicator_tasks(assessment, block, row)}</li>"
        for row in block.rows
    )
    # The row that is tapped is the one replaced, whatever in it was tapped.
    rows = (
        '<ol class="list-plain results" hx-target="closest .result" hx-swap="outerHTML">'
        f"{items}</ol>"
        if items
        else ""
    )
    return SafeString(
        f'<section class="card" id="tieu-chi-{block.criterion.number}"><div class="result-head">'
        f"{draw_standing(block.criterion, block.standing)}{_facts(assessment, block)}</div>"
        f"{_baseline(block)}{rows}</section>"
    )


def _facts(assessment: Assessment, block: CriterionBlock) -> SafeString:
    return tag(
        "div", join([_leaders(block), _tasks(assessment, block)]), class_="result-facts small"
    )


def _leaders(block: CriterionBlock) -> SafeString:
    leaders = block.supervisors
    if not leaders:
        words = badge("Chưa có lãnh đạo phụ trách", "amber")
        return tag("p", words, title=ONE_LEADER)
    names = f"Phụ trách: {', '.join(leaders)}"
    if len(leaders) == 1:
        return tag("p", names)
    return tag("p", join([names, badge(f"{len(leaders)} người", "amber")], " "), title=ONE_LEADER)


def _tasks(assessment: Assessment, block: CriterionBlock) -> SafeString:
    if not block.tasks.open:
        return tag("p", "Không có việc đang mở", class_="muted")
    return tag("p", _count_links(assessment, block, block.tasks))


def _count_links(assessment: Assessment, block: CriterionBlock, count: TaskCount) -> SafeString:
    of_what = tag("span", f" của tiêu chí {block.criterion.number}", class_="visually-hidden")
    where = {"danh_gia": assessment.pk, "tieu_chi": block.criterion.pk}
    parts: list[object] = [
        link(links.tasks(**where), join([f"{count.open} việc đang mở", of_what]))
    ]
    if count.overdue:
        late = join([badge(f"{count.overdue} quá hạn", "red"), of_what])
        parts.append(link(links.tasks(**where, qua_han=1), late))
    return join(parts, " ")


def _indicator_tasks(
    assessment: Assessment, block: CriterionBlock, row: IndicatorRow
) -> SafeString:
    count = block.indicator_tasks.get(row.indicator.pk)
    if not count:
        return SafeString("")
    return tag("p", _count_links(assessment, block, count), class_="result-tasks small")


# Written as one string, as the row above it (`criteria.cells`): it stands there 75 times.
def _papers(row: IndicatorRow, found: Completeness | None, may_add: bool) -> str:
    """`Minh chứng 2/3, thiếu: …`, and the way to send what is missing."""
    if found is None:
        return ""
    asked = len(found.expected)
    words = f"Minh chứng {asked - len(found.missing)}/{asked}" if asked else "Minh chứng"
    of_what = f'<span class="visually-hidden"> của chỉ tiêu {esc(row.indicator.code)}</span>'
    shown = of_row("evidence:of_result", row.result.pk)
    parts = f'<a href="{shown}">{words}{of_what}</a> · {_papers_state(found)}'
    if may_add:
        url = address("evidence:upload", ket_qua=row.result.pk)
        parts += f' · <a href="{esc(url)}">+ Thêm minh chứng{of_what}</a>'
    return f'<p class="result-papers small">{parts}</p>'


def _papers_state(found: Completeness) -> str:
    if missing := found.missing_mandatory:
        words = esc("; ".join(r.text for r in missing))
        return f'<span class="tone-amber">thiếu: {words}</span>'
    if found.is_complete:
        return '<span class="tone-green">đủ</span>'
    sent = f"{found.papers} minh chứng, " if found.papers else ""
    return f'<span class="muted">{sent}chưa đặt yêu cầu</span>'


def _baseline(block: CriterionBlock) -> SafeString:
    """What the plan said of the whole criterion, with its own words where it has any."""
    baseline = block.baseline
    if baseline is None:
        return SafeString("")
    told: list[object] = [f"Hiện trạng trong kế hoạch: {State(baseline.state).label.lower()}"]
    if baseline.as_of:
        told.append(f"đến ngày {format_day(baseline.as_of)}")
    if baseline.words:
        told.append(f"“{baseline.words}”")
    parts = [" · ".join(str(part) for part in told)]
    mark = badge("suy ra", "grey") if baseline.is_inferred else None
    return tag("p", join([*parts, mark], " "), class_="result-baseline small muted")
