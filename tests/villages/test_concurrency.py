"""Two administrators at the same moment on the database under test: one wins, one is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import factories as make
from tests.shared import at_once
from tests.villages.pages.test_admin import unit_form
from tests.villages.pages.test_official import edited
from tests.world import client_of, seen_at
from villages import services
from villages.edit import Stale
from villages.enums import Role
from villages.models import AuditEvent, Official, Posting, Unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.concurrency]


@pytest.fixture
def commune(transactional_db: None) -> Unit:
    return make.make_commune()


@pytest.fixture
def admins(commune: Unit) -> list[Official]:
    return [make.make_official(commune, Role.ADMINISTRATOR, f"Quản Trị {n}") for n in "AB"]


def post_at_once(admins: list[Official], url: str, forms: list[dict[str, object]]) -> dict:
    """Status → (who, answer) of two forms sent at once, each by its administrator."""
    clients, answers = [client_of(admin) for admin in admins], {}

    def post(number: int) -> None:
        answer = clients[number].post(url, forms[number])
        answers[answer.status_code] = (admins[number].full_name, answer)

    assert at_once(lambda: post(0), lambda: post(1)) == []
    return answers


def test_of_two_editors_of_an_official_one_is_refused(
    commune: Unit, admins: list[Official]
) -> None:
    lan = make.make_official(commune, Role.CLERK, "Nguyễn Thị Lan")
    raised = at_once(
        *[
            lambda by=by: services.edit_official(
                by=by,
                official_id=lan.pk,
                fields={"note": by.official.full_name},
                seen_version=lan.version,
            )
            for by in map(make.access, admins)
        ]
    )
    assert [type(error) for error in raised] == [Stale]
    lan.refresh_from_db()
    assert raised[0].current.note == lan.note
    assert AuditEvent.objects.about(lan).first().changes == {"note": ["", lan.note]}


def test_the_page_of_an_official_names_the_winner_to_the_other(commune, admins) -> None:
    lan = make.make_official(commune, Role.CLERK, "Nguyễn Thị Lan")
    url = reverse("villages:edit_official", args=[lan.pk])
    forms = [edited(client_of(admin), lan, note=admin.full_name) for admin in admins]
    answers = post_at_once(admins, url, forms)
    assert set(answers) == {303, 409}
    winner = answers[303][0]
    page = answers[409][1].content.decode()
    assert f"Bản hiện có do <strong>{winner}</strong>" in page
    lan.refresh_from_db()
    assert lan.note == winner


@pytest.mark.parametrize("kind", ["unit", "official"])
def test_of_two_editors_in_the_admin_one_is_refused(commune, admins, kind) -> None:
    village = make.make_village(commune)
    lan = make.make_official(commune, Role.CLERK, "Nguyễn Thị Lan")
    row = {"unit": village, "official": lan}[kind]
    person = {"username": lan.username, "full_name": lan.full_name, "is_active": "on"}
    url = reverse(f"admin:villages_{kind}_change", args=[row.pk])
    seen = seen_at(client_of(admins[0]), url)
    base = (unit_form(village) if kind == "unit" else person) | seen
    forms = [base | {"note": admin.full_name} for admin in admins]
    answers = post_at_once(admins, url, forms)
    assert set(answers) == {302, 409}
    winner = answers[302][0]
    assert f"<strong>{winner}</strong>" in answers[409][1].content.decode()
    row.refresh_from_db()
    assert row.note == winner
    assert AuditEvent.objects.about(row).filter(action="sửa danh mục").count() == 1


def test_a_posting_ends_once(commune: Unit, admins: list[Official]) -> None:
    posting = make.make_official(commune, Role.CLERK).postings.get()
    raised = at_once(
        *[
            lambda by=by: services.end_posting(by=by, posting_id=posting.pk, ends_on=make.TODAY)
            for by in map(make.access, admins)
        ]
    )
    assert [type(error) for error in raised] == [ValidationError]
    assert AuditEvent.objects.about(posting).filter(action="kết thúc chức vụ").count() == 1


def test_of_two_who_appoint_a_person_one_is_refused(commune: Unit, admins: list[Official]) -> None:
    lan = make.make_official(commune, Role.CLERK)
    answers = post_at_once(
        admins,
        reverse("villages:appoint", args=[lan.pk]),
        [{"unit": commune.pk, "role": Role.OFFICIAL, "title": "Công chức"}] * 2,
    )
    assert set(answers) == {303, 422}
    assert "cùng vai trò tại đơn vị này" in answers[422][1].content.decode()
    assert Posting.objects.filter(official=lan, role=Role.OFFICIAL).count() == 1
