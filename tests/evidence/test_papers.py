"""Papers are added by the rules, whole or not at all, once, and recorded in the trail."""

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from evidence.models import (
    Evidence,
    Revision,
)
from evidence.papers import rules
from evidence.papers.services import (
    add_paper,
    add_revision,
    link,
    withdraw_paper,
)
from evidence.papers.services import papers as papers_service
from evidence.papers.storage import MARK
from evidence.papers.store_errors import StorageDown
from ntm_project.common.refusals import Refused
from tests import factories as make
from tests.evidence import factories as ev
from tests.shared import at_once
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db


def files_below(folder: Path) -> list[str]:
    names = (p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    return sorted(name for name in names if name != MARK)


@pytest.fixture
def commune():
    return make.make_commune()


@pytest.fixture
def result(commune):
    return make.make_assessment(commune).results.order_by("pk").first()


# --- Who ------------------------------------------------------------------------------------------

ADDERS = {
    Role.STANDING_OFFICER,
    Role.VICE_CHAIR,
    Role.OFFICIAL,
    Role.VILLAGE_BOARD,
    Role.CLERK,
}


@pytest.mark.parametrize("role", list(Role))
def test_who_adds_links_and_withdraws_is_one_row_of_the_table(commune, result, role):
    by = make.access(make.make_official(commune, role))
    evidence = ev.paper(commune)
    reasons = [
        rules.deny_add(by, commune),
        rules.deny_change(by, evidence),
        rules.deny_link(by, evidence, result),
        rules.deny_unlink(by, result, ""),
        rules.deny_withdraw_paper(by, evidence, ""),
    ]
    assert [reason == "" for reason in reasons] == [role in ADDERS] * 5


def test_a_village_board_adds_in_its_village_alone(commune, evidence_folder):
    village, other = make.make_village(commune), make.make_village(commune, "Mai Hạ")
    board = make.access(make.make_official(village, Role.VILLAGE_BOARD))
    assert ev.paper(village, by=board).unit == village
    for unit in (other, commune):
        with pytest.raises(Refused):
            ev.paper(unit, by=board)
    assert len(files_below(evidence_folder / "incoming")) == 2
    assert Revision.objects.count() == 1


def test_a_paper_of_the_village_serves_the_commune_but_no_other_commune(commune, result):
    village = make.make_village(commune)
    neighbour = make.make_commune("Đồng Tâm", commune.parent)
    foreign = make.make_assessment(neighbour, result.assessment.criteria_set).results.first()
    evidence = ev.paper(village)
    officer = make.access(make.make_official(commune.parent, Role.STANDING_OFFICER))
    assert link(by=officer, evidence=evidence, result=result).result == result
    with pytest.raises(Refused):
        link(by=officer, evidence=evidence, result=foreign)
    with pytest.raises(Refused):
        ev.paper(village, foreign, by=officer)


# --- Adding ---------------------------------------------------------------------------------------


def test_each_file_becomes_a_paper_of_its_own_with_its_event(commune, result, evidence_folder):
    by = make.access(make.make_official(commune))
    task = make.make_task(make.make_plan(commune))
    expected = ev.requirement(result.indicator)
    events = AuditEvent.objects.count()
    files = [ev.received(name="Biên bản 1.jpg"), ev.received(name="../Biên bản\u202e 2.jpg")]
    made = add_paper(
        by=by,
        unit=commune,
        data=ev.paper_data(),
        files=files,
        upload_keys=[uuid4(), uuid4()],
        results=[result],
        requirement=expected,
        task=task,
    )
    assert AuditEvent.objects.count() == events + 2
    assert all(AuditEvent.objects.about(a.evidence).count() == 1 for a in made)
    assert AuditEvent.objects.last().posting_id == by.main_posting.pk
    assert len({a.evidence.pk for a in made}) == 2
    for a, file in zip(made, files, strict=True):
        revision = Revision.objects.get(pk=a.revision.pk)
        kept = evidence_folder / revision.key
        assert (revision.sha256, revision.size) == (file.sha256, kept.stat().st_size)
        assert revision.uploaded_by == by.official
        proof = a.evidence.proofs.get()
        assert (proof.result, proof.requirement) == (result, expected)
        assert a.evidence.task_evidence.get().task == task
    assert [a.revision.name for a in made] == ["Biên bản 1.jpg", "Biên bản 2.jpg"]
    assert files_below(evidence_folder) == sorted(a.revision.key for a in made)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " \u200b "}, "title"),
        ({"dated_on": date(2024, 8, 16)}, "dated_on"),
        ({"dated_on": None}, "dated_on"),
        ({"dated_on": date(202, 8, 1)}, "dated_on"),
        ({"period_from": date(2024, 2, 1), "period_to": date(2024, 1, 1)}, "period_to"),
        ({"expires_on": date(2024, 7, 1)}, "expires_on"),
        ({"sheets": 0}, "sheets"),
        ({"kind": "poem"}, "kind"),
        ({"number": "x" * 61}, "number"),
    ],
)
def test_wrong_data_is_told_at_its_field_and_nothing_is_kept(
    commune, evidence_folder, fields, field
):
    with pytest.raises(ValidationError) as caught:
        ev.paper(commune, **fields)
    assert field in caught.value.message_dict
    assert Evidence.objects.count() == 0
    assert all(name.startswith("incoming/") for name in files_below(evidence_folder))


def test_one_refused_file_refuses_all_and_is_named(commune, evidence_folder):
    bad = ev.received(b"<html><script>alert(1)</script></html>", name="Ảnh 2.jpg")
    with pytest.raises(ValidationError) as caught:
        add_paper(
            by=make.system(),
            unit=commune,
            data=ev.paper_data(),
            files=[ev.received(), bad],
            upload_keys=[uuid4(), uuid4()],
        )
    (sentence,) = caught.value.message_dict["files"]
    assert "Ảnh 2.jpg" in sentence
    assert Revision.objects.count() == 0
    assert all(name.startswith("incoming/") for name in files_below(evidence_folder))


@pytest.mark.parametrize("keys", [[], ["same", "same"]])
def test_files_and_upload_keys_must_pair(commune, keys):
    one = uuid4()
    with pytest.raises(ValidationError):
        add_paper(
            by=make.system(),
            unit=commune,
            data=ev.paper_data(),
            files=[ev.received(), ev.received()],
            upload_keys=[one for _ in keys],
        )
    with pytest.raises(ValidationError):
        add_paper(by=make.system(), unit=commune, data=ev.paper_data(), files=[], upload_keys=[])


def test_a_requirement_of_another_indicator_is_refused(commune, result):
    other = result.assessment.results.exclude(pk=result.pk).first()
    foreign = ev.requirement(other.indicator)
    evidence = ev.paper(commune)
    with pytest.raises(ValidationError):
        link(by=make.system(), evidence=evidence, result=result, requirement=foreign)


def test_a_body_of_another_commune_cannot_be_spoken_for(commune):
    from villages.services import create_body

    neighbour = make.make_commune("Đồng Tâm", commune.parent)
    own = create_body(by=make.system(), unit=commune, name="Hội Nông dân")
    foreign = create_body(by=make.system(), unit=neighbour, name="Hội Nông dân")

    def send(body):
        return add_paper(
            by=make.system(),
            unit=commune,
            data=ev.paper_data(),
            files=[ev.received()],
            upload_keys=[uuid4()],
            on_behalf_of=body,
        )

    assert send(own)[0].revision.on_behalf_of == own
    with pytest.raises(ValidationError):
        send(foreign)


def test_the_same_bytes_are_told_not_refused_and_only_within_the_unit(commune):
    village = make.make_village(commune)
    content = ev.photo_bytes(7)
    first = ev.added(commune, content=content)
    elsewhere = ev.added(village, content=content)
    second = ev.added(commune, content=content)
    assert first.same_content == ()
    assert elsewhere.same_content == ()
    assert second.same_content == (first.evidence,)


# --- Once -----------------------------------------------------------------------------------------


def test_the_same_upload_key_gives_the_first_paper_and_keeps_no_second_file(
    commune, evidence_folder
):
    key = uuid4()
    first = ev.added(commune, upload_key=key)
    events = AuditEvent.objects.count()
    again = ev.added(commune, upload_key=key)
    assert (first.is_new, again.is_new) == (True, False)
    assert again.revision == first.revision
    assert AuditEvent.objects.count() == events
    assert [n for n in files_below(evidence_folder) if "incoming" not in n] == [first.revision.key]


def test_an_upload_key_of_another_person_shows_nothing_of_his_paper(commune):
    key = uuid4()
    ev.added(commune, upload_key=key)
    by = make.access(make.make_official(commune))
    with pytest.raises(Refused):
        ev.added(commune, upload_key=key, by=by)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_retries_at_the_same_moment_keep_one_file(evidence_folder):
    commune = make.make_commune()
    by = make.access(make.make_official(commune))
    key, content, found = uuid4(), ev.photo_bytes(), []
    jobs = [
        lambda: found.append(ev.added(commune, by=by, upload_key=key, content=content))
        for _ in range(6)
    ]
    assert at_once(*jobs) == []
    assert {a.revision.pk for a in found} == {Revision.objects.get().pk}
    assert [a.is_new for a in found].count(True) == 1
    assert Evidence.objects.count() == 1
    kept = [n for n in files_below(evidence_folder) if "incoming" not in n]
    assert kept == [Revision.objects.get().key]


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_files_for_one_paper_at_the_same_moment_do_not_overtake_each_other(evidence_folder):
    commune = make.make_commune()
    by = make.access(make.make_official(commune))
    evidence = ev.paper(commune, by=by)
    jobs = [
        lambda: add_revision(
            by=by,
            evidence_id=evidence.pk,
            received=ev.received(),
            upload_key=uuid4(),
            seen_version=0,
        )
        for _ in range(2)
    ]
    assert [type(error) for error in at_once(*jobs)] == [Stale]
    assert list(evidence.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
    kept = [n for n in files_below(evidence_folder) if "incoming" not in n]
    assert kept == sorted(Revision.objects.values_list("key", flat=True))


# --- Quotas ---------------------------------------------------------------------------------------


def test_an_indicator_takes_so_many_files_and_no_more(commune, result, settings):
    settings.EVIDENCE_FILES_PER_INDICATOR = 2
    first, _ = ev.paper(commune, result), ev.paper(commune, result)
    free = ev.paper(commune)
    with pytest.raises(Refused, match=result.indicator.code):
        ev.paper(commune, result)
    with pytest.raises(Refused):
        link(by=make.system(), evidence=free, result=result)
    with pytest.raises(Refused):
        add_revision(
            by=make.system(),
            evidence_id=first.pk,
            received=ev.received(),
            upload_key=uuid4(),
            seen_version=0,
        )
    withdraw_paper(by=make.system(), evidence_id=first.pk, reason="Chụp nhầm")
    assert link(by=make.system(), evidence=free, result=result)


def test_a_commune_sends_so_many_bytes_a_day_with_its_villages(commune, settings):
    village = make.make_village(commune)
    neighbour = make.make_commune("Đồng Tâm", commune.parent)
    first = ev.added(village)
    settings.EVIDENCE_BYTES_PER_DAY = first.revision.size + 10
    with pytest.raises(Refused):
        ev.paper(commune)
    assert ev.paper(neighbour)


# --- A crash or a refusal in between --------------------------------------------------------------


def test_a_store_that_is_down_leaves_nothing(commune, monkeypatch):
    def fail(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("evidence.papers.storage.os.rename", fail)
    with pytest.raises(StorageDown):
        ev.paper(commune)
    assert Evidence.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_failure_while_rows_are_written_removes_the_file(evidence_folder, monkeypatch):
    commune = make.make_commune()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(papers_service, "create_row", fail)
    with pytest.raises(RuntimeError):
        ev.paper(commune)
    assert (Evidence.objects.count(), Revision.objects.count()) == (0, 0)
    assert [n for n in files_below(evidence_folder) if "incoming" not in n] == []


@pytest.mark.django_db(transaction=True)
def test_no_transaction_may_be_open_while_the_store_is_waited_for(evidence_folder):
    commune = make.make_commune()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ev.paper(commune)
    assert [n for n in files_below(evidence_folder) if "incoming" not in n] == []
