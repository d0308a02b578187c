"""The administrator's pages of chains and holidays: in scope, in the trail, closed in use."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from evidence.models import Holiday, ReviewChain, Submission
from evidence.review import rules
from evidence.review.chain_rules import deny_set_chain
from evidence.review.queries.chain import chain_for, route_of
from tests import factories as make
from tests.evidence.review import factories as review
from tests.world import seen_at
from villages.enums import Role
from villages.models import AuditEvent, Posting


@pytest.fixture
def admin(world, client_of):
    return client_of(world.person(world.district.parent, Role.ADMINISTRATOR))


def form_of(world, **changes):
    chain = world.chain
    data = {
        "unit": chain.unit_id, "level": chain.level, "name": chain.name, "source": "",
        "valid_from": "", "valid_to": "", "steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "2",
    }  # fmt: skip
    for at, step in enumerate(world.steps):
        data |= {
            f"steps-{at}-id": step.pk, f"steps-{at}-chain": chain.pk,
            f"steps-{at}-order": step.order,
            f"steps-{at}-name": step.name, f"steps-{at}-holder_kind": step.holder_kind,
            f"steps-{at}-holder_unit": step.holder_unit_id or "", f"steps-{at}-holder_body": "",
            f"steps-{at}-role": step.role, f"steps-{at}-working_days": step.working_days,
        }  # fmt: skip
    return data | changes


def test_a_holiday_is_added_and_told(world, client_of):
    steward = client_of(world.person(world.commune, Role.DATA_STEWARD))
    response = steward.post(
        reverse("admin:evidence_holiday_add"),
        {"day": "02/09/2024", "kind": "off", "name": "Quốc khánh"},
    )
    assert response.status_code == 302
    assert Holiday.objects.get().day == date(2024, 9, 2)
    assert AuditEvent.objects.about(Holiday.objects.get()).exists()
    page = steward.get(reverse("admin:evidence_holiday_changelist")).content.decode()
    assert "Giỗ Tổ Hùng Vương" in page


@pytest.mark.django_db
def test_the_upgrade_keeps_what_differs_from_the_official_calendar():
    for day in (date(2024, 9, 2), date(2024, 8, 19)):
        Holiday.objects.create(day=day, name="Nghỉ")
    migration = import_module("evidence.migrations.0020_days_off_on_top")
    migration.drop_what_the_calendar_knows(apps, None)
    assert Holiday.objects.get().day == date(2024, 8, 19)


def test_a_step_may_change_until_a_round_was_sent_to_it(world, admin):
    url = reverse("admin:evidence_reviewchain_change", args=[world.chain.pk])

    def send(form):
        return admin.post(url, form | seen_at(admin, url))

    assert send(form_of(world, **{"steps-0-role": Role.CHAIR})).status_code == 302
    assert world.chain.steps.get(order=1).role == Role.CHAIR
    send(form_of(world))
    review.sent(world)
    refused = send(form_of(world, **{"steps-0-role": Role.CHAIR}))
    assert refused.status_code == 200
    assert "Bước này đã có lượt thẩm tra" in refused.content.decode()
    gone = send(form_of(world, **{"steps-0-DELETE": "on"}))
    assert gone.status_code == 200
    assert world.chain.steps.count() == 2
    longer = send(form_of(world, **{"steps-0-working_days": "7"}))
    assert longer.status_code == 302
    assert world.chain.steps.get(order=1).working_days == 7
    delete = reverse("admin:evidence_reviewchain_delete", args=[world.chain.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403


def test_chains_of_other_provinces_are_not_found(world, client_of):
    far = client_of(world.person(make.make_province("Nghệ An"), Role.ADMINISTRATOR))
    url = reverse("admin:evidence_reviewchain_change", args=[world.chain.pk])
    assert far.get(url).status_code == 302  # Django's own answer to what is not there
    assert (
        world.chain.name
        not in far.get(reverse("admin:evidence_reviewchain_changelist")).content.decode()
    )


# --- who sets a chain -----------------------------------------------------------------------------


def new_chain(unit, level, holder=None, **changes):
    """The form of a chain with one step, held by a unit or by the commune itself."""
    return {
        "unit": unit.pk, "level": level, "name": "Xã tự lập", "source": "",
        "valid_from": "", "valid_to": "", "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0",
        "steps-0-order": "1", "steps-0-name": "Xã tự duyệt",
        "steps-0-holder_kind": "fixed_unit" if holder else "own_commune",
        "steps-0-holder_unit": holder.pk if holder else "", "steps-0-holder_body": "",
        "steps-0-role": "reviewer", "steps-0-working_days": "5",
    } | changes  # fmt: skip


ADD_CHAIN = "/quan-tri/evidence/reviewchain/add/"


@pytest.fixture
def communal(world, client_of):
    return client_of(world.person(world.commune, Role.ADMINISTRATOR))


@pytest.mark.parametrize("changes", [{}, {"valid_to": "31/12/2099"}])
def test_a_commune_sets_no_chain_of_its_own_level(world, communal, changes):
    refused = communal.post(ADD_CHAIN, new_chain(world.commune, "commune", **changes))
    assert refused.status_code == 200
    assert list(refused.context["adminform"].form.errors) == ["level"]
    assert not ReviewChain.objects.filter(unit=world.commune).exists()
    levels = communal.get(ADD_CHAIN).context["adminform"].form.fields["level"].choices
    assert [value for value, _ in levels] == ["village"]


def test_nor_does_whoever_stands_above_set_it_in_the_commune(world, client_of):
    """The level is theirs to choose, and the commune lies in their scope."""
    above = client_of(world.person(world.district, Role.ADMINISTRATOR))
    refused = above.post(ADD_CHAIN, new_chain(world.commune, "commune"))
    assert list(refused.context["adminform"].form.errors) == ["level"]
    form = new_chain(world.district, "commune", world.district)
    assert above.post(ADD_CHAIN, form).status_code == 302


def test_nor_is_one_moved_there_by_giving_it_an_end(world, admin):
    """What stood before the rule can be ended: that is no way around it."""
    url = reverse("admin:evidence_reviewchain_change", args=[world.chain.pk])
    moved = form_of(world, unit=world.commune.pk, valid_to="31/12/2099")
    refused = admin.post(url, moved | seen_at(admin, url))
    assert list(refused.context["adminform"].form.errors) == ["level"]
    assert admin.post(url, form_of(world) | seen_at(admin, url)).status_code == 302


def test_the_rule_of_chains_asks_by_itself(world):
    own, beside = (
        world.person(unit, Role.ADMINISTRATOR) for unit in (world.commune, world.neighbour)
    )
    assert deny_set_chain(own, world.commune, "village") == ""
    assert "dành cho" in deny_set_chain(beside, world.commune, "village")


def test_holders_are_offered_where_one_administers(world, communal, client_of):
    looks_on = world.person(world.commune, Role.ADMINISTRATOR)
    Posting.objects.create(
        official=looks_on.official, unit=world.district, role=Role.COMMITTEE, title="x"
    )
    for client in (communal, client_of(looks_on)):
        page = client.get(ADD_CHAIN)
        fields = page.context["inline_admin_formsets"][0].formset.empty_form.fields
        assert set(fields["holder_unit"].queryset) == {world.commune}


def test_a_commune_sets_the_chain_of_its_villages(world, communal):
    assert communal.post(ADD_CHAIN, new_chain(world.commune, "village")).status_code == 302
    made = ReviewChain.objects.get(unit=world.commune)
    assert chain_for(world.village_assessment, make.TODAY) == made
    world.chain  # noqa: B018 - the province's
    assert chain_for(world.assessment, make.TODAY) == world.chain


@pytest.mark.parametrize("place", ["village", "neighbour", "district"])
def test_no_chain_is_set_for_a_village_or_elsewhere(world, communal, place):
    refused = communal.post(ADD_CHAIN, new_chain(getattr(world, place), "village"))
    assert refused.status_code == 200
    assert list(refused.context["adminform"].form.errors) == ["unit"]


@pytest.mark.parametrize("place", ["village", "neighbour"])
def test_steps_are_held_above_the_level_and_in_scope(world, communal, place):
    form = new_chain(world.commune, "village", getattr(world, place))
    assert communal.post(ADD_CHAIN, form).status_code == 200
    assert not ReviewChain.objects.filter(unit=world.commune).exists()


def test_the_last_word_on_a_commune_is_spoken_above_it(world, admin):
    form = new_chain(world.district, "commune")
    refused = admin.post(ADD_CHAIN, form)
    assert refused.status_code == 200
    assert "phải do đơn vị cấp trên giữ" in refused.content.decode()
    mended = new_chain(world.district, "commune", world.district)
    assert admin.post(ADD_CHAIN, mended).status_code == 302


def test_a_chain_from_before_the_rule_is_shown_can_be_ended_and_judges_nothing(world, communal):
    stray = ReviewChain.objects.create(unit=world.commune, level="commune", name="Xã tự duyệt")
    stray.steps.create(order=1, name="Tự", holder_kind="own_commune", role=Role.REVIEWER)
    world.chain  # noqa: B018 - the province's
    assert chain_for(world.assessment, make.TODAY) == world.chain
    page = communal.get(reverse("admin:evidence_reviewchain_changelist")).content.decode()
    assert "Không. Quy trình thẩm tra của một cấp do đơn vị cấp trên đặt" in page
    url = reverse("admin:evidence_reviewchain_change", args=[stray.pk])
    typed = {
        "unit": stray.unit_id, "level": "commune", "name": stray.name, "source": "",
        "valid_from": "", "valid_to": "14/08/2024", "steps-TOTAL_FORMS": "0",
        "steps-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert communal.post(url, typed | seen_at(communal, url)).status_code == 302
    stray.refresh_from_db()
    assert stray.valid_to == date(2024, 8, 14)


def test_what_was_sent_by_such_a_chain_is_neither_approved_nor_counts(world):
    stray = ReviewChain.objects.create(unit=world.commune, level="commune", name="Xã tự duyệt")
    step = stray.steps.create(order=1, name="Tự", holder_kind="own_commune", role=Role.VICE_CHAIR)
    round_ = Submission.objects.create(
        assessment=world.assessment, step=step, round=1, holder=world.commune, due_on=make.TODAY
    )
    for result in world.results():
        round_.items.create(result=result, result_version=result.version, claim="met")
    assert rules.deny_review(world.tam, round_, rules.OwnPart(), "return") == ""
    assert "cấp trên" in rules.deny_review(world.tam, round_, rules.OwnPart(), "approve")
    Submission.objects.filter(pk=round_.pk).update(state="approved", decided_at=timezone.now())
    world.chain  # noqa: B018 - whose first step has the same holder and role
    assert route_of(world.assessment, make.TODAY).next_step == world.steps[0]


def test_a_reviewer_is_posted_by_whoever_administers_the_unit_that_holds_the_step(
    world, communal, admin
):
    """In the forms of the site and of the admin site alike: the unit is not even offered."""
    person = make.make_official(world.commune, Role.CLERK, "Người Của Xã")
    typed = {"unit": world.district.pk, "role": "reviewer", "title": "Thẩm tra", "starts_on": ""}
    site = reverse("villages:appoint", args=[person.pk])
    assert communal.post(site, typed).status_code == 422
    add = reverse("admin:villages_posting_add")
    assert communal.post(add, typed | {"official": person.pk}).status_code == 200
    assert not person.postings.filter(role=Role.REVIEWER).exists()
    assert admin.post(add, typed | {"official": person.pk}).status_code == 302
