"""The page on which a new unit takes over values of those that it was."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.models import Assessment
from criteria.predecessors import queries, rules, services
from ntm_project.common.answers import saved, seen_version
from ntm_project.common.numbers import parse_decimal
from ntm_project.common.text import clean_line
from ntm_project.common.views import reads_and_writes
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.http import Request

TAKEN = "Đã lấy số liệu cho {} chỉ tiêu; hãy đánh giá từng chỉ tiêu đạt hay chưa."
NOTHING_CHOSEN = "Chưa chọn chỉ tiêu nào để lấy số liệu."


@reads_and_writes
def predecessors(request: Request, pk: int) -> HttpResponse:
    """Indicator by indicator: what each earlier unit states, and by which rule it is taken over."""
    rows = Assessment.objects.visible_to(request.access).select_related("unit", "criteria_set")
    assessment = get_object_or_404(rows, pk=pk)
    deny = rules.deny_combine(request.access, assessment)
    lines = queries.lines_of(assessment)
    home, message, status = reverse("reports:assessment", args=[pk]), "", 200
    posted, words = request.POST, clean_line(request.POST.get("weight_words", ""))[:60] or "số hộ"
    units = [(old.unit_id, old.unit) for old in lines[0].olds] if lines else []
    weights = {unit_id: _weight(posted.get(f"w{unit_id}", "")) for unit_id, _ in units}
    chosen = {line.indicator.pk: posted.get(f"c{line.indicator.pk}", "") for line in lines}
    if request.method == "POST":
        try:
            done = services.combine(
                by=request.access,
                assessment=assessment,
                chosen=chosen,
                weights=weights,
                weight_words=words,
                seen_version=seen_version(request),
            )
        except Stale:
            return conflict_of_rows(request, _seen(lines), keep_url=request.path)
        except ValidationError as error:
            message, status = " ".join(error.messages), 422
        else:
            if done:
                return saved(request, TAKEN.format(done), home)
            message, status = NOTHING_CHOSEN, 422
    context = {
        "assessment": assessment,
        "home": home,
        "deny": deny,
        "message": message,
        "units": [(pk, name, posted.get(f"w{pk}", "")) for pk, name in units],
        **_offered(lines, words),
        "lines": [(line, chosen[line.indicator.pk]) for line in lines],
        "seen": _seen(lines).kept(request),
    }
    return render(request, "criteria/predecessors.html", context, status=status)


def _offered(lines: list[queries.PredecessorLine], words: str) -> dict[str, Any]:
    """Whether anything can be computed at all, and by weights."""
    ways = {rule for line in lines for rule, _ in line.choices}
    return {"weight_words": words, "is_any": len(ways) > 1, "is_weighed": rules.WEIGH in ways}


def _seen(lines: list[queries.PredecessorLine]) -> SeenRows:
    return SeenRows.of(queries.rows_of(lines), seen_version=queries.seen_of(lines))


def _weight(text: str) -> Decimal:
    """What was typed as a weight; 0 for what is none, which the rule refuses."""
    try:
        found = parse_decimal(text) if len(text) < 20 else None
    except ValueError:
        found = None
    return found if found is not None and found > 0 else Decimal(0)
