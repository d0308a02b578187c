"""Reads the wordings with which a plan may begin, and writes them once."""

from pathlib import Path

from ntm_project.sample.journal import Journal
from ntm_project.sample.rows import Draft, by_key, read_rows
from ntm_project.sample.write_sets import NATION
from tasks.enums import PlanSection
from tasks.models import PlanWording

COLUMNS = ["mục", "thứ tự", "tên", "lời văn"]


def read_wordings(folder: Path) -> list[Draft]:
    """The rows of `wordings.csv`; a bar in the text begins a new line."""
    drafts = []
    for row in read_rows(folder, "wordings.csv", COLUMNS, may_lack=True):
        section = row.required("mục")
        if section not in PlanSection.values:
            raise row.error(f"không có mục {section!r}.", "mục")
        fields = {
            "section": section,
            "order": row.needed_whole("thứ tự"),
            "name": row.required("tên"),
            "text": row.lines("lời văn", divider="|"),
        }
        drafts.append(Draft(row, (section, str(fields["name"])), fields, {}))
    return list(by_key(drafts).values())


def write_wordings(drafts: list[Draft], journal: Journal) -> None:
    """Add the wordings that were not loaded before; what people changed since stays."""
    for draft in drafts:
        if journal.has(PlanWording, draft.name):
            continue
        same = {name: draft.fields[name] for name in ("section", "name")}
        found = PlanWording.objects.filter(**same).first()
        row = found or PlanWording(**draft.fields)
        if found is None:
            with draft.row.guard():
                row.full_clean()
                row.save()
        journal.add(row, draft.name, NATION, is_new=found is None)
