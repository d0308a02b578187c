"""The page on which a new unit takes over values of those that it was."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from criteria.predecessors import queries, rules, services
from criteria.views.shared import visible_assessment
from ntm_project.common.answers import saved, seen_version
from ntm_project.common.numbers import parse_decimal
from ntm_project.common.text import clean_line
from ntm_project.common.views import reads_and_writes
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.http import Request

TAKEN = "Đã lấy số liệu cho {} chỉ tiêu; hãy đánh giá từng chỉ tiêu đạt hay chưa."
STANDS = "Đã lấy kết quả của đơn vị cũ cho {} chỉ tiêu; hãy xem lại từng chỉ tiêu."
NOTHING_CHOSEN = "Chưa chọn chỉ tiêu nào để lấy số liệu."


@reads_and_writes
def predecessors(request: Request, pk: int) -> HttpResponse:
    """Indicator by indicator: what each earlier unit states, and by which rule it is taken over."""
    assessment = visible_assessment(request, pk)
    deny = rules.deny_combine(request.access, assessment)
    lines = queries.lines_of(assessment)
    home, message, lacking = reverse("reports:assessment", args=[pk]), "", set[int]()
    typed = _typed(lines, request.POST)
    if request.method == "POST":
        seen = seen_version(request)
        try:
            done = services.combine(
                by=request.access, assessment=assessment, seen_version=seen, **typed
            )
        except Stale:
            return conflict_of_rows(request, _seen(lines), keep_url=request.path)
        except ValidationError as error:
            message = " ".join(error.messages)
            if "weights" in getattr(error, "error_dict", {}):
                lacking = {unit for unit, weight in typed["weights"].items() if not weight}
        else:
            if done:
                return saved(request, _taken(typed["chosen"], done), home)
            message = NOTHING_CHOSEN
    units = lines[0].olds if lines else []
    context = {
        "assessment": assessment,
        "home": home,
        "deny": deny,
        "message": message,
        **_offered(lines, typed["weight_words"]),
        "units": [
            (old.unit_id, old.unit, request.POST.get(f"w{old.unit_id}", ""), old.unit_id in lacking)
            for old in units
        ],
        "lines": [(line, typed["chosen"][line.indicator.pk]) for line in lines],
        "seen": _seen(lines).kept(request),
    }
    status = 422 if message else 200
    return render(request, "criteria/predecessors.html", context, status=status)


def _taken(chosen: Mapping[int, str], done: int) -> str:
    return (STANDS if rules.STAND in chosen.values() else TAKEN).format(done)


def _typed(lines: list[queries.PredecessorLine], posted: Mapping[str, str]) -> dict[str, Any]:
    """The rule chosen for each indicator, or for all that state nothing yet and
    whose old result may be kept; and the weights with what they count."""
    all_stand = bool(posted.get("all_stand"))
    units = [old.unit_id for old in lines[0].olds] if lines else []
    return {
        "chosen": {one.indicator.pk: _chosen(one, posted, all_stand) for one in lines},
        "weights": {unit: _weight(posted.get(f"w{unit}", "")) for unit in units},
        "weight_words": clean_line(posted.get("weight_words", ""))[:60] or "số hộ",
    }


def _chosen(line: queries.PredecessorLine, posted: Mapping[str, str], all_stand: bool) -> str:
    is_kept = all_stand and not line.own and rules.STAND in dict(line.choices)
    return rules.STAND if is_kept else posted.get(f"c{line.indicator.pk}", "")


def _offered(lines: list[queries.PredecessorLine], words: str) -> dict[str, Any]:
    """Whether anything can be computed at all, and by weights."""
    ways = {rule for line in lines for rule, _ in line.choices}
    return {
        "weight_words": words,
        "is_any": len(ways) > 1,
        "is_weighed": rules.WEIGH in ways,
        "may_stand": rules.STAND in ways,
    }


def _seen(lines: list[queries.PredecessorLine]) -> SeenRows:
    return SeenRows.of(queries.results_of(lines), seen_version=queries.seen_of(lines))


def _weight(text: str) -> Decimal:
    """The weight that was typed; 0 where it is no number, which the rule refuses."""
    try:
        found = parse_decimal(text) if len(text) < 20 else None
    except ValueError:
        found = None
    return found if found is not None and found > 0 else Decimal(0)
