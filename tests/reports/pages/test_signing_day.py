"""The days of a paper: not signed before what it states, numbered in the year of its day."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.issued.enums import DocumentState
from reports.documents.kinds import kind_of
from reports.drawn import drawn
from tasks.services import hold_meeting
from tests import factories as make
from tests.evidence.test_issued import register_row
from tests.issuing import check_paper, sign_paper
from tests.reports.pages.test_issuing import PAGE, _issue, _sign

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.pdf]


def test_a_plan_is_not_signed_before_what_it_starts_from_or_cites(world, clerk) -> None:
    plan, assessment = world.plan, world.assessment
    sign = reverse("reports:plan_sign", args=[plan.pk])
    typed = {"posting": world.official("chair").postings.get().pk, "authority": "TM"}

    def answer(day: str):
        assert world.standing.post(reverse("reports:plan_check", args=[plan.pk])).status_code == 303
        return clerk.post(sign, typed | {"signed_on": day})

    plan.targets.create(assessment=assessment, order=1, text="Đạt chuẩn")
    assessment.baseline_on = date(2024, 3, 5)
    assessment.save()
    refused = answer("4/3/2024")
    assert refused.status_code == 422
    assert "05/3/2024" in str(refused.context["form"].errors["signed_on"])
    plan.citations.create(order=1, number="12/QĐ-UBND", dated_on=date(2024, 4, 9))
    refused = clerk.post(sign, typed | {"signed_on": "8/4/2024"})
    fault = str(refused.context["form"].errors["signed_on"])
    assert "12/QĐ-UBND" in fault
    assert "09/4/2024" in fault
    assert clerk.post(sign, typed | {"signed_on": "9/4/2024"}).status_code == 303


def test_the_number_that_is_offered_is_of_the_year_of_the_signature(world, clerk) -> None:
    for number, year in ((8, 2023), (2, 2024)):
        row = register_row(world.commune, number)
        row.row_key, row.year, row.issued_on = 0, year, date(year, 12 if year == 2023 else 8, 1)
        row.save()
    _sign(world, date(2023, 12, 29))
    page = clerk.get(reverse(PAGE, args=[world.plan.pk]))
    assert page.context["form"].initial == {"number": 9, "issued_on": date(2023, 12, 29)}
    offered = {year: one.following for year, one in page.context["series"].items()}
    assert offered == {2023: 9, 2024: 3}
    refused = _issue(clerk, world.plan, number="9", issued_on="15/8/2024", skips="")
    assert refused.status_code == 422
    fault = str(refused.context["form"].errors["number"])
    assert "03" in fault
    assert "2024" in fault
    assert _issue(clerk, world.plan, number="3", issued_on="15/8/2024", skips="").status_code == 303


def test_the_day_that_is_offered_is_not_before_that_of_the_number_before(world, clerk) -> None:
    row = register_row(world.commune, 4)
    row.row_key, row.issued_on = 0, date(2024, 8, 14)
    row.save()
    _sign(world, date(2024, 8, 12))
    page = clerk.get(reverse(PAGE, args=[world.plan.pk]))
    assert page.context["form"].initial == {"number": 5, "issued_on": date(2024, 8, 14)}


def test_a_further_paper_is_not_signed_before_the_one_it_replaces_was_issued(world, clerk) -> None:
    """It would cite by its day a paper that was not there yet, at the turn of a year too."""
    plan, posting = world.plan, world.official("chair").postings.get()
    sign = reverse("reports:plan_sign", args=[plan.pk])
    _sign(world, date(2023, 12, 31))
    typed = {"number": "1", "issued_on": "2/1/2024", "skips": ""}
    assert _issue(clerk, plan, **typed).status_code == 303
    plan.title = "Trích yếu khác"
    plan.save()
    assert world.standing.post(reverse("reports:plan_check", args=[plan.pk])).status_code == 303
    typed = {"posting": posting.pk, "authority": "TM"}
    refused = clerk.post(sign, typed | {"signed_on": "31/12/2023"})
    assert refused.status_code == 422
    fault = str(refused.context["form"].errors["signed_on"])
    assert "thay thế Kế hoạch số 01/KH-UBND ngày 02/01/2024; ngày ký không sớm hơn" in fault
    assert clerk.post(sign, typed | {"signed_on": "2/1/2024"}).status_code == 303


def test_an_invitation_bears_no_day_after_its_meeting(world, clerk) -> None:
    """Number and day may be entered later, the day is at the latest that of the meeting."""
    meeting = hold_meeting(
        by=make.system(), unit=world.commune, held_on=date(2024, 8, 14), name="Giao ban tháng 8"
    )
    invitation, chair = kind_of("meeting_invitation"), world.official("chair")
    check_paper(invitation, meeting)
    sign, issue = (
        reverse(f"reports:meeting_invitation_{step}", args=[meeting.pk])
        for step in ("sign", "issue")
    )
    typed = {"posting": chair.postings.get().pk, "authority": "TM"}
    refused = clerk.post(sign, typed | {"signed_on": "15/8/2024"})
    assert "ngày 14/8/2024; ngày ký không muộn hơn" in str(refused.context["form"].errors)
    assert clerk.post(sign, typed | {"signed_on": "13/8/2024"}).status_code == 303
    page = clerk.get(issue)
    assert page.context["form"].initial["issued_on"] == date(2024, 8, 13)
    refused = clerk.post(issue, {"number": "1", "issued_on": "15/8/2024"})
    assert "ngày 14/8/2024; ngày ban hành không muộn hơn" in str(refused.context["form"].errors)
    typed = {"number": "1", "issued_on": "14/8/2024", "fills_blanks": "on"}
    assert clerk.post(issue, typed).status_code == 303


def test_the_blank_date_has_the_year_in_which_the_paper_is_signed(world, time_machine) -> None:
    """A plan of 2024 that is printed and signed in December 2023, numbered in January."""
    kind, found = kind_of("plan"), []
    for day in ("2023-12-20", "2024-01-05"):
        time_machine.move_to(f"{day} 09:00 +0700", tick=False)
        found.append(drawn(kind, world.plan))
    assert [one.document.header.year for one in found] == [2023, 2024]
    assert "năm 2023" in found[0].wording.text.partition("KẾ HOẠCH")[0]
    assert found[0].paper.digest == found[1].paper.digest
    sign_paper(kind, world.plan, world.official("chair"), on=date(2023, 12, 28))
    signed = drawn(kind, world.plan)
    assert (signed.document.header.year, signed.now.state) == (2023, DocumentState.SIGNED)


@pytest.mark.parametrize(
    "typed", ["TM. UỶ BAN NHÂN DÂN", "T/M Ủy ban nhân dân xã", "TM.UBND", "TM. ỦY BAN NHÂN DÂN:"]
)
def test_the_chair_signs_for_the_committee_however_its_name_was_typed(world, clerk, typed) -> None:
    plan = world.plan
    plan.authority = f"{typed}\nCHỦ TỊCH"
    plan.save()
    assert world.standing.post(reverse("reports:plan_check", args=[plan.pk])).status_code == 303
    posting = world.official("chair").postings.get().pk
    signed = {"signed_on": "13/8/2024", "posting": posting, "authority": "TM"}
    answer = clerk.post(reverse("reports:plan_sign", args=[plan.pk]), signed)
    assert answer.status_code == 303, answer.context["form"].errors
    signature = drawn(kind_of("plan"), plan).document.signature
    assert signature.authority_lines == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
