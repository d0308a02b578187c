"""Draws the pieces of an assessment that change when a result is saved, once for page and fragment.

Each piece has one root element with an id, so that htmx can put the new one in its place.
"""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.utils.safestring import SafeString

from criteria import rules
from criteria.enums import Claim, Comparison, Confidence, StandingSource
from criteria.judging import IndicatorRow, indicator_state, tile_state
from criteria.models import Assessment, Criterion, Result
from criteria.models.standings import Standing
from criteria.scoring import Score
from criteria.standing import Totals
from ntm_project.common.addresses import of_row
from ntm_project.common.dates import format_day
from ntm_project.common.html import badge, dot, esc, join, tag, tile
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


def result_anchor(result: Result) -> str:
    """The id of a result's row on every page that shows it."""
    return f"result-{result.pk}"


def result_url(result: Result) -> str:
    """Where a result's row stands: its assessment's page, at the row."""
    return f"{of_row('reports:assessment', result.assessment_id)}#{result_anchor(result)}"


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


def draw_standing(
    criterion: Criterion, standing: Standing | Score, *, is_in_work: bool = False
) -> SafeString:
    """A criterion's tile with its state and counts."""
    state = tile_state(standing, is_in_work=is_in_work)
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


# The four pieces of a row are written as one string each: 75 rows stand on a page, and a call per
# element was a third of its cost. Whatever a person typed goes through `esc`.


def draw_result(row: IndicatorRow, reader: Reader) -> SafeString:
    """One indicator's row: what is asked, what is said, who is in charge, what can be done."""
    css = "result result-attention" if row.contradicts else "result"
    return SafeString(
        f'<div id="{result_anchor(row.result)}" class="{css}">'
        f"{_wording(row)}{_said(row)}{_person(row, reader)}{_actions(row, reader)}</div>"
    )


def _wording(row: IndicatorRow) -> str:
    indicator = row.indicator
    asked = _asked(indicator.code, indicator.wording, row.level_words, indicator.confidence)
    return f'<div class="result-text">{asked}{_warning(row)}</div>'


@lru_cache(maxsize=2_048)
def _asked(code: str, wording: str, level: str, confidence: str) -> str:
    """What the set asks: the same words for every unit that it binds, so they are kept."""
    return (
        f'<p class="result-wording"><span class="result-code">{esc(code)}</span> '
        f"{esc(wording)}</p>"
        f'<p class="result-meta">Mức yêu cầu: {esc(level)}{_TRUST[confidence]}</p>'
    )


# What stands after the level: nothing for a row that was checked against the official text.
_TRUST = {c.value: f" · {esc(c.label)}" for c in Confidence} | {Confidence.VERIFIED.value: ""}


def _warning(row: IndicatorRow) -> str:
    sentence = row.sentence
    if not sentence:
        return ""
    if row.contradicts:
        words = f"{esc(sentence)} Người duyệt sẽ thấy."
        return f'<p class="warning-line">{icon("warning")} {words}</p>'
    return f'<p class="result-meta">{esc(sentence)}</p>'


_COMPARED = (Comparison.MEETS, Comparison.SHORT, Comparison.NO_LEVEL)


def _said(row: IndicatorRow) -> str:
    result = row.result
    parts = [_claim(result.claim, row.contradicts)]
    if value := row.value_words:
        compared = f" · {row.comparison.label}" if row.comparison in _COMPARED else ""
        parts.append(f'<p class="result-value"><strong>{esc(value)}</strong>{compared}</p>')
    if result.as_of:
        parts.append(f'<p class="result-meta">đến ngày {format_day(result.as_of)}</p>')
    if result.is_inferred:
        parts.append(f'<p class="result-meta">{badge("suy ra", "grey")}</p>')
    if result.claim == Claim.NOT_APPLICABLE and result.note:
        parts.append(f'<p class="result-meta">Lý do: {esc(result.note)}</p>')
    return f'<div id="said-{result.pk}" class="result-said">{"".join(parts)}</div>'


@cache
def _claim(claim: str, contradicts: bool) -> str:
    said = Claim(claim)
    tone = "red" if contradicts else _CLAIM_TONES[said]
    shape = dot(indicator_state(claim, is_contradicting=contradicts), "")
    return f'<p class="result-claim">{shape} {badge(said.label, tone)}</p>'


def _of_what(row: IndicatorRow) -> str:
    """Which indicator a link is about, for who hears the links one after another."""
    return f'<span class="visually-hidden"> chỉ tiêu {esc(row.indicator.code)}</span>'


def _person(row: IndicatorRow, reader: Reader) -> str:
    result = row.result
    if result.in_charge:
        who = f"<span>{esc(result.in_charge)}</span>"
    else:
        who = '<span class="muted">Chưa giao ai</span>'
    steps = ""
    if reader.may_assign:
        # Opens a small form in the row's place; without a script it leads to its page.
        url = of_row("criteria:put_in_charge", result.pk)
        steps += (
            f'<a href="{url}" hx-get="{url}" class="result-step">Giao phụ trách{_of_what(row)}</a>'
        )
    if result.version:
        url = of_row("criteria:result_history", result.pk)
        steps += f'<a href="{url}" class="result-step">Lịch sử{_of_what(row)}</a>'
    return f'<div class="result-person small">{who}{steps}</div>'


def _actions(row: IndicatorRow, reader: Reader) -> str:
    """The way into the form, stretched over the row; or why this reader cannot take it."""
    if not reader.may_set or reader.access is None:
        return ""
    result = row.result
    # The rule reads the unit through the result: give it the one that is loaded.
    result.assessment = row.assessment
    if reason := rules.deny_set_result(reader.access, result):
        return f'<p class="result-meta result-off">{esc(reason)}</p>'
    url = of_row("criteria:edit_result", result.pk)
    return (
        f'<a href="{url}" id="{open_id(result)}" class="btn btn-secondary result-open" '
        f'hx-get="{url}" aria-describedby="said-{result.pk}">Cập nhật{_of_what(row)}</a>'
    )


def open_id(result: Result) -> str:
    """The id of the row's button, and of the form's "Lưu": focus passes from one to the other."""
    return f"open-{result.pk}"
