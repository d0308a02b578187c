"""The assessments, criteria and indicators that the cells of a plan's lists name."""

import re
from functools import cached_property

from criteria.models import Assessment, Criterion, Indicator
from criteria.naming import criterion_meant
from criteria.nouns import of_set
from criteria.resources.criterion_cells import code_named
from ntm_project.common.text import fold
from tasks.forms.choices import assessments_of
from tasks.models import Plan
from villages.imports.faults import CellError
from villages.models import Unit


def no_criterion(words: str, *, last: int) -> CellError:
    """What is shown of a criterion that the set does not have."""
    named = [int(number) for number in re.findall(r"\d+", words)[:99]]
    if len(named) > 1 and all(1 <= number <= last for number in named):
        return CellError("criterion", f"Ô ghi nhiều tiêu chí: “{words}”.",
                         "Mỗi dòng một tiêu chí: tách thành nhiều dòng.")  # fmt: skip
    fault = f"Bộ tiêu chí không có tiêu chí “{words}”."
    return CellError("criterion", fault, f"Ghi một số từ 1 đến {last}, hoặc tên tiêu chí.")


class PlanLinks:
    """What a plan's rows may hang on, read once; `CellError` for what is not there."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._meant: dict[tuple[int | None, str], int] = {}  # set and words of a cell: the number
        self.assessments: dict[int, list[Assessment]] = {}
        for one in assessments_of(plan):
            self.assessments.setdefault(one.unit_id, []).append(one)

    @cached_property
    def criteria(self) -> dict[int, dict[int, Criterion]]:
        """The criteria of each set that an assessment of the plan is judged by, by number."""
        sets = {one.criteria_set_id for found in self.assessments.values() for one in found}
        made: dict[int, dict[int, Criterion]] = {}
        for row in Criterion.objects.filter(criteria_set__in=sets):
            made.setdefault(row.criteria_set_id, {})[row.number] = row
        return made

    @cached_property
    def indicators(self) -> dict[int, dict[str, Indicator]]:
        sets = list(self.criteria)
        made: dict[int, dict[str, Indicator]] = {}
        rows = Indicator.objects.filter(criterion__criteria_set__in=sets)
        for row in rows.order_by("criterion__number", "order", "pk"):
            made.setdefault(row.criterion_id, {})[row.code.lower()] = row
        return made

    def offers(self) -> dict[str, list[str]]:
        """The names and numbers that a cell may hold."""
        criteria = [row for found in self.criteria.values() for row in found.values()]
        codes = [row.code for found in self.indicators.values() for row in found.values()]
        return {
            "assessment": [str(one) for found in self.assessments.values() for one in found],
            "criterion": [str(number) for number in sorted({row.number for row in criteria})],
            "indicator": list(dict.fromkeys(codes)),
        }

    def assessment(self, named: str, unit: Unit, *, needs: bool) -> Assessment | None:
        """The assessment of this name, else the only one of the unit in the plan's year."""
        found = self.assessments.get(unit.pk, [])
        if words := fold(named):
            every = [one for rows in self.assessments.values() for one in rows]
            fitting = [one for one in every if fold(str(one)) == words] or [
                one
                for one in found
                if words in (fold(one.criteria_set.short_name), fold(one.criteria_set.code),
                             fold(one.criteria_set.name))
            ]  # fmt: skip
            if not fitting:
                names = "; ".join(str(one) for one in found[:4]) or "chưa có đánh giá nào"
                raise CellError("assessment", f"{unit.title_name} không có đánh giá này.",
                                f"Ghi một trong: {names}.")  # fmt: skip
            return fitting[0]
        if not needs:
            return None
        fitting = [one for one in found if one.year == self.plan.year] or found
        if len(fitting) != 1:
            count = "chưa có đánh giá nào" if not fitting else f"có {len(fitting)} đánh giá"
            raise CellError("assessment", f"{unit.title_name} {count} trong năm.",
                            "Mở đánh giá trước, hoặc ghi tên bộ vào cột Đánh giá.")  # fmt: skip
        return fitting[0]

    def criterion(self, assessment: Assessment | None, words: str) -> Criterion:
        known = self.criteria.get(assessment.criteria_set_id, {}) if assessment else {}
        key = (assessment.criteria_set_id if assessment else None, words)
        if key not in self._meant:
            self._meant[key] = criterion_meant(words, {n: row.name for n, row in known.items()})
        if number := self._meant[key]:
            return known[number]
        raise no_criterion(words, last=max(known, default=0))

    def indicator(self, criterion: Criterion | None, code: str) -> Indicator:
        known = self.indicators.get(criterion.pk, {}) if criterion else {}
        code = code_named(code)
        if code.lower() not in known:
            none = of_set("không có chỉ tiêu nào", criterion)
            allowed = "; ".join(row.code for row in list(known.values())[:12]) or none
            words = of_set(f"Tiêu chí này không có chỉ tiêu “{code}”.", criterion)
            raise CellError("indicator", words, f"Ghi một trong: {allowed}.")
        return known[code.lower()]
