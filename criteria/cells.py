"""Draws the pieces of an assessment that change when a result is saved, once for page and fragment.

Each piece has one root element with an id, so that htmx can put the new one in its place.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString

from criteria import rules
from criteria.enums import Claim, Comparison, Confidence, StandingSource
from criteria.models import Assessment, Criterion, Result
from criteria.models.standings import Standing
from criteria.rows import IndicatorRow, Totals, claim_state, tile_state
from criteria.scoring import Score
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, dot, join, link, tag, tile
from ntm_project.common.icons import icon
from villages.access import Access
from villages.enums import Ability

_CLAIM_TONES = {
    Claim.MET: "green",
    Claim.NOT_MET: "amber",
    Claim.NOT_APPLICABLE: "grey",
    Claim.NOT_YET: "grey",
}


@dataclass(frozen=True)
class Reader:
    """What the reader of an assessment may do there, asked once for all its rows.

    `access` is None where nothing may be done: a page as of an earlier day.
    """

    access: Access | None
    may_set: bool = False
    may_assign: bool = False

    @classmethod
    def of(cls, access: Access, assessment: Assessment) -> "Reader":
        return cls(
            access,
            may_set=access.can(Ability.SET_RESULT, assessment.unit),
            may_assign=access.can(Ability.ASSIGN_RESULT, assessment.unit),
        )


READ_ONLY = Reader(None)


@lru_cache(maxsize=16)
def _pattern(name: str) -> tuple[str, str]:
    """The address of a named page of a result, before and after the result's key."""
    before, after = reverse(name, args=[_STAND_IN]).split(str(_STAND_IN))
    return before, after


_STAND_IN = 1_234_567_890_123  # no other part of an address holds these digits


def _address(name: str, result: Result) -> str:
    """The address of a result's page: resolving 200 of them costs a tenth of the page."""
    before, after = _pattern(name)
    return f"{before}{result.pk}{after}"


def result_anchor(result: Result) -> str:
    """The id of a result's row on every page that shows it."""
    return f"result-{result.pk}"


def result_url(result: Result) -> str:
    """Where a result's row stands: its assessment's page, at the row."""
    return f"{reverse('reports:assessment', args=[result.assessment_id])}#{result_anchor(result)}"


def draw_totals(assessment: Assessment, totals: Totals) -> SafeString:
    """How many criteria and indicators are met, and how many claims contradict their figures."""
    numbers = tag(
        "span",
        join(
            [
                tag("span", totals.criteria_met, class_="stat-n"),
                tag("span", f"/{totals.criteria}", class_="stat-total"),
                tag("span", "tiêu chí đạt", class_="stat-label"),
            ]
        ),
        class_="stat",
    )
    told = [badge(f"{totals.indicators_met}/{totals.indicators} chỉ tiêu đạt", "grey")]
    if totals.contradicting:
        told.append(badge(f"{totals.contradicting} chỉ tiêu trái số liệu", "red"))
    return tag(
        "div",
        join([numbers, tag("div", join(told), class_="cluster")]),
        id=f"totals-{assessment.pk}",
        class_="result-totals",
    )


def standing_words(standing: Standing | Score) -> str:
    """`Đạt 7/8 chỉ tiêu`, and on what the standing rests when that is not the results."""
    total = standing.met + standing.not_met + standing.not_yet + standing.not_applicable
    words = f"{standing.met}/{total} chỉ tiêu đạt"
    if standing.not_applicable:
        words += f", {standing.not_applicable} không áp dụng"
    if standing.source == StandingSource.BASELINE:
        words += " · tình trạng theo hiện trạng nêu trong kế hoạch"
    return words


def draw_standing(criterion: Criterion, standing: Standing | Score) -> SafeString:
    """A criterion's tile with its state and counts."""
    state = tile_state(standing)
    marks = [
        badge(
            standing.state.label if isinstance(standing, Score) else standing.get_state_display(),
            _STATE_TONES[state],
        )
    ]
    if standing.is_inferred:
        marks.append(badge("suy ra", "grey"))
    if standing.contradicting:
        marks.append(badge(f"{standing.contradicting} trái số liệu", "red"))
    return tag(
        "div",
        join(
            [
                tile(criterion.number, state, label=criterion.name),
                tag(
                    "div",
                    join(
                        [
                            tag("h2", f"{criterion.number}. {criterion.name}"),
                            tag(
                                "p",
                                join([*marks, tag("span", standing_words(standing))], " "),
                                class_="card-note cluster",
                            ),
                        ]
                    ),
                ),
            ]
        ),
        id=f"standing-{criterion.pk}",
        class_="result-standing",
    )


_STATE_TONES = {
    "met": "green",
    "partial": "amber",
    "not_met": "amber",
    "contradicting": "red",
    "unknown": "grey",
}


def draw_result(row: IndicatorRow, reader: Reader) -> SafeString:
    """One indicator's row: what is asked, what is said, who is in charge, what can be done."""
    css = "result result-attention" if row.contradicts else "result"
    return tag(
        "div",
        join([_wording(row), _said(row), _person(row, reader), _actions(row, reader)]),
        id=result_anchor(row.result),
        class_=css,
    )


def _wording(row: IndicatorRow) -> SafeString:
    indicator = row.indicator
    level = row.level_words
    meta = [f"Mức yêu cầu: {level}" if row.level else "Mức yêu cầu: chưa rõ mức"]
    if indicator.confidence != Confidence.VERIFIED:
        meta.append(Confidence(indicator.confidence).label)
    heading = tag(
        "p",
        join([tag("span", indicator.code, class_="result-code"), " ", indicator.wording]),
        class_="result-wording",
    )
    return tag(
        "div",
        join([heading, tag("p", " · ".join(meta), class_="result-meta"), _warning(row)]),
        class_="result-text",
    )


def _warning(row: IndicatorRow) -> SafeString | None:
    if not row.sentence:
        return None
    if row.contradicts:
        sentence = f" {row.sentence} Người duyệt sẽ thấy."
        return tag("p", join([icon("warning"), sentence]), class_="warning-line")
    return tag("p", row.sentence, class_="result-meta")


def _said(row: IndicatorRow) -> SafeString:
    result = row.result
    tone = "red" if row.contradicts else _CLAIM_TONES[Claim(result.claim)]
    claim = join([dot(claim_state(row), ""), badge(result.get_claim_display(), tone)], " ")
    parts = [tag("p", claim, class_="result-claim")]
    if row.value_words:
        compared = (
            f" · {row.comparison.label}"
            if row.comparison in (Comparison.MEETS, Comparison.SHORT, Comparison.NO_LEVEL)
            else ""
        )
        value = join([tag("strong", row.value_words), compared])
        parts.append(tag("p", value, class_="result-value"))
    if result.as_of:
        parts.append(tag("p", f"đến ngày {format_day(result.as_of)}", class_="result-meta"))
    if result.is_inferred:
        parts.append(tag("p", badge("suy ra", "grey"), class_="result-meta"))
    if result.claim == Claim.NOT_APPLICABLE and result.note:
        parts.append(tag("p", f"Lý do: {result.note}", class_="result-meta"))
    return tag("div", join(parts), id=f"said-{result.pk}", class_="result-said")


def _person(row: IndicatorRow, reader: Reader) -> SafeString:
    result = row.result
    who = str(result.in_charge) if result.in_charge else "Chưa giao ai"
    parts: list[object] = [tag("span", who, class_=None if result.in_charge else "muted")]
    if reader.may_assign:
        url = _address("criteria:put_in_charge", result)
        parts.append(_step(url, "Giao phụ trách", f"chỉ tiêu {row.indicator.code}"))
    if result.version:
        url = _address("criteria:result_history", result)
        hidden = tag("span", f" chỉ tiêu {row.indicator.code}", class_="visually-hidden")
        parts.append(link(url, join(["Lịch sử", hidden]), class_="result-step"))
    return tag("div", join(parts), class_="result-person small")


def _step(url: str, words: str, of_what: str) -> SafeString:
    """A link that opens a small form in the row's place; without a script it leads to its page."""
    hidden = tag("span", f" {of_what}", class_="visually-hidden")
    return link(url, join([words, hidden]), hx_get=url, class_="result-step")


def _actions(row: IndicatorRow, reader: Reader) -> SafeString | None:
    """The way into the form, stretched over the row; or why this reader cannot take it."""
    if not reader.may_set or reader.access is None:
        return None
    result = row.result
    # The rule reads the unit through the result: give it the one that is loaded.
    result.assessment = row.assessment
    if reason := rules.deny_set_result(reader.access, result):
        return tag("p", reason, class_="result-meta result-off")
    url = _address("criteria:edit_result", result)
    hidden = tag("span", f" chỉ tiêu {row.indicator.code}", class_="visually-hidden")
    return link(
        url,
        join(["Cập nhật", hidden]),
        id=open_id(result),
        class_="btn btn-secondary result-open",
        hx_get=url,
        aria_describedby=f"said-{result.pk}",
    )


def open_id(result: Result) -> str:
    """The id of the row's button, and of the form's "Lưu": focus passes from one to the other."""
    return f"open-{result.pk}"
