"""Each service of evidence that checks a right, with what it is rightly given."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from uuid import uuid4

from django.utils import timezone

from criteria.models import SetMapping
from evidence.authored.models import ReferenceFile
from evidence.authored.rules import deny_write_text
from evidence.intake.services import Chosen
from tests import factories as make
from tests.access.service_calls import Fields, Rows, seen, settled, version
from tests.evidence import factories as make_paper
from tests.evidence import test_issued as issued
from tests.evidence.files import makers


def takes_over(rows: Rows) -> Fields:
    """The assessment by the set after, and the one from which it takes over."""
    new = make.make_assessment(rows.commune, rows.mapping.new_set)
    SetMapping.objects.filter(pk=settled(rows).pk).update(closed_at=timezone.now())
    return {"assessment_id": new.pk, "source": rows.assessment}


def _passage(rows: Rows) -> Fields:
    return {"kind": "plan", "block": "loi-ket", "title": "Lời kết", "text": "Nơi nhận: như trên."}


def _of_plan(rows: Rows) -> Fields:
    may = partial(deny_write_text, unit=rows.commune)
    return {"unit": rows.commune, "row_key": rows.plan.pk, "seen_version": 0, "deny": may}


CALLS: dict[str, Callable[[Rows], Fields]] = {
    # papers
    **issued.CALLS,
    "evidence.carrying.services.take_over": takes_over,
    "evidence.papers.services.proving.link": lambda r: {
        "evidence": r.free_paper, "result": r.village_result
    },
    "evidence.papers.services.proving.unlink": lambda r: {
        "evidence": r.free_paper, "result": r.free_result
    },
    "evidence.papers.services.many.mark_papers": lambda r: {
        "seen": seen(r.free_paper), "data": {"kind": "minutes"}
    },
    "evidence.papers.services.many.link_papers": lambda r: {
        "seen": seen(r.free_paper), "result": r.village_result
    },
    "evidence.papers.services.papers.add_paper": lambda r: {
        "unit": r.village, "data": make_paper.paper_data(), "files": [make_paper.received()],
        "upload_keys": [uuid4()],
    },
    "evidence.papers.services.papers.add_revision": lambda r: {
        "evidence_id": r.free_paper.pk, "received": make_paper.received(), "upload_key": uuid4(),
        "seen_version": version(r.free_paper),
    },
    "evidence.papers.services.papers.edit_paper": lambda r: {
        "evidence_id": r.free_paper.pk, "data": {"title": "Khác"},
        "seen_version": version(r.free_paper),
    },
    "evidence.papers.services.papers.withdraw_paper": lambda r: {
        "evidence_id": r.free_paper.pk, "reason": "Nhầm"
    },
    "evidence.papers.services.read_again.read_again": lambda r: {
        "revision": r.free_paper.revisions.get()
    },
    "evidence.papers.services.requirements.add_requirement": lambda r: {
        "indicator": r.indicator,
        "fields": {"text": "Biên bản", "source": "Quyết định 1", "confidence": "verified"},
    },
    # documents
    "evidence.intake.services.take_plan": lambda r: {
        "plan": r.plan, "text": "II. NHIỆM VỤ\n- Lập sổ theo dõi.", "source": "Dán vào"
    },
    "evidence.intake.services.edit_draft": lambda r: {
        "row_id": r.intake_row.pk, "fields": {"text": "Việc khác"}, "assignees": [],
        "seen_version": 0,
    },
    "evidence.intake.services.take_sections": lambda r: {
        "intake": r.intake, "texts": {"quality": "Giữ vững"},
    },
    "evidence.intake.services.discard_draft": lambda r: {"intake": r.intake},
    "evidence.intake.services.confirm": lambda r: {
        "intake": r.intake,
        "chosen": [Chosen(r.intake_row.pk, 0, {"unit": r.commune, "text": "Việc mới"})],
    },
    "evidence.authored.services.write_text": lambda r: _passage(r) | _of_plan(r),
    "evidence.authored.services.fill_blanks": lambda r:
        {"kind": "plan", "title": "Kế hoạch", "facts": {"ý": 7}, "words": dict} | _of_plan(r),
    "evidence.authored.services.write_default":
        lambda r: _passage(r) | {"unit": r.commune, "seen_version": 0, "placeholders": ()},
    "evidence.authored.services.take_reference": lambda r: {
        "unit": r.commune, "file": BytesIO(makers.word()), "name": "mau.docx",
        "known": lambda styles: {"Title": {"name": "Title"}},
    },
    "evidence.authored.services.drop_reference": lambda r: {
        "unit": ReferenceFile.objects.create(unit=r.commune, name="m.docx", sha256="1" * 64).unit
    },
    # review
    "evidence.review.services.chains.set_default_chains": lambda r: {
        "commune": r.commune, "upper": r.commune.parent.parent
    },
}  # fmt: skip
