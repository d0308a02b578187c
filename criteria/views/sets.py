"""The criteria sets, and one set with its criteria, indicators, levels and where they come from."""

from typing import Any

from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString

from criteria.enums import Confidence, IndicatorKind
from criteria.models import Assessment, CriteriaSet, Indicator, Level
from ntm_project.common.html import badge, join, link, tag
from ntm_project.common.tables import Column, render_table
from ntm_project.common.views import reads
from villages.enums import Region
from villages.http import Request


def _years(criteria_set: CriteriaSet) -> str:
    if criteria_set.year_to:
        return f"{criteria_set.year_from}–{criteria_set.year_to}"
    return f"từ {criteria_set.year_from}"


def _mark(criteria_set: CriteriaSet) -> SafeString:
    if criteria_set.is_verified:
        return badge("Đã đối chiếu văn bản gốc", "green")
    return badge(criteria_set.unverified_words, "amber")


def _counts(criteria_set: Any) -> str:
    return f"{criteria_set.criteria_count} tiêu chí, {criteria_set.indicator_count} chỉ tiêu"


_SETS: tuple[Column[CriteriaSet], ...] = (
    Column(
        "name",
        "Bộ tiêu chí",
        lambda s: join(
            [
                link(reverse("criteria:set", args=[s.pk]), s.name),
                tag("div", f"{s.code} · {s.legal_basis}", class_="small muted plain-weight"),
            ]
        ),
        is_row_header=True,
    ),
    Column("level", "Cấp", lambda s: s.get_level_display()),
    Column("tier", "Mức chuẩn", lambda s: s.get_tier_display()),
    Column("years", "Giai đoạn", _years, css="nowrap"),
    Column("counts", "Số lượng", _counts),
    Column("mark", "Đối chiếu", _mark),
)


@reads
def criteria_sets(request: Request) -> HttpResponse:
    """Every set, newest first."""
    rows = CriteriaSet.objects.annotate(
        criteria_count=Count("criteria", distinct=True),
        indicator_count=Count("criteria__indicators", distinct=True),
    ).order_by("level", "-year_from", "code", "pk")
    table = render_table(
        _SETS, rows, caption="Các bộ tiêu chí", empty="Chưa có bộ tiêu chí nào trong sổ."
    )
    return render(request, "criteria/sets.html", {"table": table})


def _level_scope(level: Level) -> str:
    """For whom and when a level binds: `Bắc Trung Bộ, từ 2023`; "" when everywhere and always."""
    parts = []
    if level.region:
        parts.append(str(Region(level.region).label))
    if level.commune_group:
        parts.append(f"nhóm {level.commune_group}")
    if level.year_from:
        parts.append(f"từ năm {level.year_from}")
    if level.year_to:
        parts.append(f"đến năm {level.year_to}")
    return ", ".join(parts)


def _levels(indicator: Indicator) -> SafeString:
    levels = list(indicator.levels.all())
    if not levels:
        return tag("span", "chưa rõ mức", class_="muted")
    drawn = []
    for level in levels:
        # Known through its indicator: the words need its unit, and no query for it.
        level.indicator = indicator
        scope = _level_scope(level)
        told = [tag("span", level.display)]
        if scope:
            told.append(tag("div", scope, class_="small muted plain-weight"))
        if level.legal_source:
            told.append(
                tag("div", f"Căn cứ: {level.legal_source}", class_="small muted plain-weight")
            )
        drawn.append(tag("div", join(told)))
    return tag("div", join(drawn))


def _wording(indicator: Indicator) -> SafeString:
    code = tag("span", indicator.code, class_="result-code")
    parts = [tag("span", join([code, " ", indicator.wording]))]
    if indicator.parent:
        base = f"Cụ thể hóa chỉ tiêu {indicator.parent.code} của bộ gốc"
        parts.append(tag("div", base, class_="small muted plain-weight"))
    if indicator.guidance:
        parts.append(tag("div", indicator.guidance, class_="small muted plain-weight"))
    if indicator.lead_department:
        guide = f"Hướng dẫn: {indicator.lead_department}"
        parts.append(tag("div", guide, class_="small muted plain-weight"))
    return tag("div", join(parts))


def _kind(indicator: Indicator) -> str:
    kind = IndicatorKind(indicator.kind).label
    unit = indicator.unit_words
    return f"{kind}, {unit}" if unit and unit != "%" else str(kind)


def _source(indicator: Indicator) -> SafeString:
    tone = "green" if indicator.confidence == Confidence.VERIFIED else "grey"
    parts = [badge(indicator.get_confidence_display(), tone)]
    if indicator.source:
        shown = (
            link(indicator.source, indicator.source, rel="noreferrer")
            if indicator.source.startswith("https://")
            else indicator.source
        )
        parts.append(tag("div", shown, class_="small muted source-words"))
    return tag("div", join(parts))


_INDICATORS: tuple[Column[Indicator], ...] = (
    Column("wording", "Chỉ tiêu", _wording, css="wording-cell", is_row_header=True),
    Column("kind", "Kiểu", _kind, css="kind-cell"),
    Column("levels", "Mức yêu cầu", _levels, css="level-cell"),
    Column("source", "Nguồn, độ tin cậy", _source, css="source-cell"),
)


@reads
def criteria_set(request: Request, pk: int) -> HttpResponse:
    """One set, what it refines or amends, and the assessments in scope that use it."""
    sets = CriteriaSet.objects.select_related("refines", "amends")
    found = get_object_or_404(sets, pk=pk)
    indicators = (
        Indicator.objects.select_related("parent")
        .prefetch_related(
            Prefetch("levels", Level.objects.order_by("region", "commune_group", "year_from", "pk"))
        )
        .order_by("order", "pk")
    )
    criteria = found.criteria.prefetch_related(Prefetch("indicators", indicators)).order_by(
        "number"
    )
    context = {
        "criteria_set": found,
        "years": _years(found),
        "mark": _mark(found),
        "criteria": [
            (
                criterion,
                render_table(
                    _INDICATORS,
                    criterion.indicators.all(),
                    caption=f"Chỉ tiêu của tiêu chí {criterion.number}",
                    empty="Chưa rõ các chỉ tiêu của tiêu chí này.",
                ),
            )
            for criterion in criteria
        ],
        "assessments": Assessment.objects.visible_to(request.access)
        .filter(criteria_set=found)
        .for_table(),
        "later": [
            *((s, "cụ thể hóa bộ này") for s in found.refinements.order_by("code")),
            *((s, "sửa đổi bộ này") for s in found.amendments.order_by("code")),
        ],
    }
    return render(request, "criteria/set.html", context)
