"""What was sent, and what recognitions rest on, gets the words that its papers have today."""

from typing import Any

from django.db import migrations

from ntm_project.common.text import clean_line
from villages.guards.triggers import lift_to_fill

BATCH = 1_000
WORDS = (
    "kind", "number", "dated_on", "issuer", "title", "period_from", "period_to", "expires_on",
    "sheets",
)  # fmt: skip


def _batches(rows: Any) -> Any:
    last = 0
    while page := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield page
        last = page[-1].pk


def fill(apps: Any, schema_editor: Any) -> None:
    lift_to_fill(schema_editor.connection, "evidence_submittedpaper", "evidence_ground")
    proofs = apps.get_model("evidence", "Proof").objects
    sent = apps.get_model("evidence", "SubmittedPaper").objects
    for page in _batches(sent.select_related("evidence", "item")):
        found = proofs.filter(evidence__in={paper.evidence_id for paper in page})
        asked = {(p.evidence_id, p.result_id): p.requirement_id for p in found}
        for paper in page:
            for name in WORDS:
                setattr(paper, name, getattr(paper.evidence, name))
            paper.requirement_id = asked.get((paper.evidence_id, paper.item.result_id))
        sent.bulk_update(page, [*WORDS, "requirement"])
    grounds = apps.get_model("evidence", "Ground").objects
    for page in _batches(grounds.exclude(revision=None).select_related("revision__evidence")):
        for ground in page:
            paper = ground.revision.evidence
            name = " ".join(filter(None, [paper.number, paper.title]))[:200]
            ground.paper_words = clean_line(name)
        grounds.bulk_update(page, ["paper_words"])


class Migration(migrations.Migration):
    dependencies = [("evidence", "0021_words_as_sent")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
