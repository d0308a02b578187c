"""The appendix of a plan: a row for each order, whatever page it comes to stand on."""

import pytest

from reports.documents.blocks import as_cell, as_row
from reports.documents.kinds.plan.document import plan_document
from reports.documents.kinds.plan.rows import plan_rows
from tasks.models import Plan, Target
from tasks.services import create_task
from tests import factories as make

pytestmark = pytest.mark.django_db


def _plan() -> Plan:
    commune = make.make_commune()
    plan = make.make_plan(commune)
    assessment = make.make_assessment(commune, make.make_set(criteria=3))
    Target.objects.create(plan=plan, order=1, assessment=assessment, text="xã đạt chuẩn")
    return plan


def _task(plan: Plan, text: str, criterion: int = 0) -> None:
    assessment = plan.targets.get().assessment
    fields = {
        "unit": plan.unit,
        "assessment": assessment,
        "criterion": assessment.criteria_set.criteria.filter(number=criterion).first(),
        "text": text,
        "deadline_words": "thời gian xong trước tháng 8/ 2024",
    }
    create_task(by=make.system(), plan=plan, fields=fields)


def test_each_row_of_the_appendix_names_its_criterion() -> None:
    plan = _plan()
    for number in range(3):
        _task(plan, f"việc {number}", criterion=2)
    table = plan_document(plan_rows(plan)).appendices[0].blocks[0]
    cells = [[as_cell(cell).text for cell in as_row(row).cells] for row in table.rows]
    assert sum(row[0] == "2" and row[1] == "Tiêu chí thử 2" for row in cells) == 3
    assert not [cell for row in cells for cell in row if cell[:1].islower()]
    assert "Trước tháng 8/2024" in {row[-2] for row in cells if len(row) > 5}


def test_common_tasks_are_counted_below_a_heading_of_their_own() -> None:
    plan = _plan()
    for number in (1, 2):
        _task(plan, f"việc chung {number}")
    table = plan_document(plan_rows(plan)).appendices[0].blocks[0]
    rows = [[as_cell(cell) for cell in as_row(row).cells] for row in table.rows]
    at = next(at for at, row in enumerate(rows) if row[0].text == "Nhiệm vụ chung")
    assert rows[at][0].colspan == len(table.columns)
    below = [[cell.text for cell in row[:2]] for row in rows[at + 1 : at + 3]]
    assert below == [["1", "Việc chung 1"], ["2", "Việc chung 2"]]
    assert sum(cell.colspan for cell in rows[at + 1]) == len(table.columns)
