"""Writes the expected papers of the fixtures once; what people changed since stays as it is."""

from criteria.models import Indicator
from evidence.models import Requirement
from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft
from ntm_project.sample.write_sets import NATION


def write_requirements(drafts: list[Draft], journal: Journal) -> None:
    """Add the expected papers that were not loaded before."""
    missing = [draft for draft in drafts if not journal.has(Requirement, draft.name)]
    indicators = {
        (indicator.criterion.criteria_set.code, indicator.code): indicator
        for indicator in Indicator.objects.filter(
            criterion__criteria_set__code__in={draft.refs["set"] for draft in missing}
        ).select_related("criterion__criteria_set")
    }
    for draft in missing:
        indicator = indicators[draft.refs["set"], draft.refs["indicator"]]
        order = draft.fields["order"]
        # An administrator may have set the same place first: those words stand.
        found = Requirement.objects.filter(indicator=indicator, order=order).first()
        row = found or Requirement(indicator=indicator, **draft.fields)
        if found is None:
            with draft.row.guard():
                row.full_clean()
                row.save()
        journal.add(row, draft.name, NATION, is_new=found is None)
