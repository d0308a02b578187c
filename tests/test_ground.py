"""What conftest promises to every other test: flush keeps the guards, templates hide nothing."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.template import Context, Engine

from criteria.enums import MappingKind
from criteria.models import Origin, Recognition, ResultChange, SetMapping
from criteria.services import set_result
from evidence.models import (
    Evidence,
    ReviewChain,
    ReviewStep,
    Revision,
    Submission,
    SubmittedItem,
    SubmittedPaper,
    Verdict,
)
from evidence.review.models import Doubt, Ground
from tasks.models import Meeting, MeetingSheet
from tests import factories as make
from tests.evidence.test_issued import register_row
from tests.strict_templates import RaiseForOurs, UndefinedVariableError
from villages.guards.kept import guarded_models
from villages.models import AuditEvent, AuditLink
from villages.models.imports import ImportFile, ImportRun


def an_audit_event():
    make.make_province()
    return AuditEvent.objects.latest("pk")


def an_audit_link():
    make.make_province()
    return AuditLink.objects.latest("pk")


def a_result_change():
    assessment = make.make_assessment(make.make_commune())
    entry = make.entry(claim="not_met", as_of=make.TODAY)
    set_result(
        by=make.system(), result_id=assessment.results.first().pk, fields=entry, seen_version=0
    )
    return ResultChange.objects.latest("pk")


def a_revision(unit=None):
    paper = Evidence.objects.create(unit=unit or make.make_commune(), title="Biên bản")
    return Revision.objects.create(
        evidence=paper,
        number=1,
        key=str(uuid4()),
        name="bien-ban.pdf",
        sha256="0" * 64,
        size=1,
        file_type="pdf",
        upload_key=uuid4(),
    )


def a_submitted_item():
    assessment = make.make_assessment(make.make_commune())
    chain = ReviewChain.objects.create(unit=assessment.unit, level="commune", name="Thử")
    step = ReviewStep.objects.create(
        chain=chain, order=1, name="Xã", holder_kind="own_commune", role="vice_chair"
    )
    round_ = Submission.objects.create(
        assessment=assessment, step=step, round=1, holder=assessment.unit, due_on=make.TODAY
    )
    return SubmittedItem.objects.create(
        submission=round_, result=assessment.results.first(), result_version=0, claim="met"
    )


def a_submitted_paper():
    item = a_submitted_item()
    revision = a_revision(item.submission.holder)
    return SubmittedPaper.objects.create(item=item, evidence=revision.evidence, revision=revision)


def a_verdict():
    return Verdict.objects.create(item=a_submitted_item(), kind="met")


def a_doubt():
    return Doubt.objects.create(item=a_submitted_item())


def a_ground():
    recognition = Recognition.objects.create(
        unit=make.make_commune(), title="NTM", decided_on=make.TODAY, issuer="UBND tỉnh"
    )
    return Ground.objects.create(recognition=recognition, kind="front")


def a_document():
    row = register_row(make.make_commune())
    row.save()
    return row


def a_sheet():
    meeting = Meeting.objects.create(unit=make.make_commune(), name="Giao ban", held_on=make.TODAY)
    return MeetingSheet.objects.create(meeting=meeting, as_of=make.TODAY, contents={})


def an_origin():
    commune = make.make_commune()
    old, new = (make.make_assessment(commune, year=year).results.first() for year in (2024, 2025))
    mapping = SetMapping.objects.create(
        old_set=old.assessment.criteria_set, new_set=new.assessment.criteria_set
    )
    row = mapping.rows.create(kind=MappingKind.SAME, old=old.indicator, new=new.indicator)
    return Origin.objects.create(result=new, from_result=old, row=row, from_version=0, version=1)


def an_import_file():
    commune = make.make_commune()
    run = ImportRun.objects.create(
        official=make.make_official(commune), unit=commune, kind="nhiem-vu",
        place_key=commune.pk, name="viec.xlsx", sha256="0" * 64, size=1,
    )  # fmt: skip
    return ImportFile.objects.create(run=run, content=b"x")


MAKERS = {
    "villages_auditevent": an_audit_event,
    "villages_auditlink": an_audit_link,
    "villages_importfile": an_import_file,
    "criteria_origin": an_origin,
    "criteria_resultchange": a_result_change,
    "evidence_revision": a_revision,
    "evidence_submitteditem": a_submitted_item,
    "evidence_submittedpaper": a_submitted_paper,
    "evidence_verdict": a_verdict,
    "evidence_doubt": a_doubt,
    "evidence_ground": a_ground,
    "evidence_issueddocument": a_document,
    "tasks_meetingsheet": a_sheet,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", [model._meta.db_table for model in guarded_models()])
def test_flush_empties_an_append_only_table_and_leaves_it_guarded(table):
    row = MAKERS[table]()
    call_command("flush", interactive=False, verbosity=0)
    assert type(row).objects.count() == 0
    row = MAKERS[table]()
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.fixture
def render(tmp_path):
    """Renders the template "page.html" of a folder that counts as ours, with nothing in context."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    (theirs / "their_base.html").write_text("<{{ missing }}>{% block main %}{% endblock %}")
    (theirs / "their_part.html").write_text("[{{ missing|upper }}]")
    (ours / "our_part.html").write_text("{{ missing }}")
    engine = Engine(dirs=[ours, theirs], string_if_invalid=RaiseForOurs(ours))

    def run(source, **values):
        (ours / "page.html").write_text(source)
        return engine.get_template("page.html").render(Context(values))

    return run


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ missing.deeper|upper }}",
        "{{ known.attribute_that_is_not }}",
        "{% include 'our_part.html' %}",
        "{% extends 'their_base.html' %}{% block main %}{{ missing }}{% endblock %}",
        "{% for item in known %}{{ item }}{% endfor %}{{ item }}",
    ],
)
def test_an_undefined_variable_of_ours_is_an_error(render, source):
    with pytest.raises(UndefinedVariableError, match=r"\.html"):
        render(source, known="x")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ known }}", "x"),
        ("{% if missing %}a{% else %}b{% endif %}", "b"),
        ("{{ missing|default:'không có' }}", "không có"),
        ("{{ empty }}", ""),
        ("{% include 'their_part.html' %}", "[]"),
        ("{% extends 'their_base.html' %}{% block main %}{{ known }}{% endblock %}", "<>x"),
    ],
)
def test_what_is_meant_to_be_missing_renders_as_django_renders_it(render, source, shown):
    assert render(source, known="x", empty="") == shown
