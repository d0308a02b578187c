"""All rows that the report is drawn from: those of the plan, and what was reached before it."""

from dataclasses import dataclass

from reports.documents.authored import Texts, filled_for, read_texts
from reports.documents.kinds.plan.document import issuer_in_a_sentence
from reports.documents.kinds.plan.placeholders import fill_placeholders
from reports.documents.kinds.plan.rows import PlanRows, plan_rows
from reports.documents.kinds.year_report.passages import BLOCKS, LAST_YEAR, SLUG, texts_of_plan
from reports.documents.kinds.year_report.results import Reached, reached_lines, reached_of
from tasks.models import Plan


@dataclass(frozen=True)
class YearRows:
    """A plan's rows with what was reached in the year before it, and the report's own texts."""

    plan: PlanRows
    reached: list[Reached]
    texts: Texts

    @property
    def year(self) -> int:
        return self.plan.plan.year


def year_rows(plan: Plan) -> YearRows:
    """The rows of the report of one plan."""
    rows = plan_rows(plan)
    reached = reached_of(rows)
    fill = filled_for(plan.unit, plan.year)
    issuer = issuer_in_a_sentence(plan)

    def fill_all(text: str) -> str:
        text = text.replace(LAST_YEAR, str(plan.year - 1)).replace("{cơ quan}", issuer)
        return fill_placeholders(fill(text), rows)

    texts = read_texts(
        SLUG,
        plan.pk,
        plan.unit,
        BLOCKS,
        given=texts_of_plan(rows),
        drawn={"achievements": reached_lines(reached)},
        fill=fill_all,
    )
    return YearRows(rows, reached, texts)
