"""The pages of a recognition: its form with the grounds, its own page, the answer from above."""

import pytest
from django.urls import reverse

from criteria.models import Recognition
from evidence.models import Ground
from tests.evidence.review import factories as review
from villages.enums import Role

DECISION = {
    "decision_number": "1234/QĐ-UBND",
    "decided_on": "14/08/2024",
    "issuer": "UBND tỉnh Bắc Giang",
}


@pytest.fixture
def url(world):
    return reverse("evidence:recognise", args=[world.assessment.pk])


@pytest.fixture
def rounds(world):
    return reverse("evidence:rounds", args=[world.assessment.pk])


@pytest.fixture
def approved(world):
    review.approved(world, 0)
    review.approved(world, 1)
    return world


def page_of(found):
    return reverse("evidence:recognition", args=[found.pk])


def test_the_form_waits_for_the_last_step_and_asks_what_the_law_asks(world, client_of, url, rounds):
    lan = client_of(world.lan)
    early = lan.get(url)
    assert early.status_code == 403
    assert "chưa được thông qua ở bước cuối" in early.content.decode()
    review.approved(world, 0)
    review.approved(world, 1)
    assert url in lan.get(rounds).content.decode()
    page = lan.get(url).content.decode()
    for name in ("satisfaction-figure", "debt-figure", "security-answer", "notice-until"):
        assert f'name="{name}"' in page
    assert page.count(">Chưa có</option>") == 8  # six papers and two answers
    assert "Chưa xác nhận" in page
    assert "18/2022/QĐ-TTg, Điều 5" in page


def test_the_unit_enters_it_with_the_scan_and_waits(approved, client_of, url, rounds):
    lan, scan = client_of(approved.lan), review.scanned(approved)
    offered = lan.get(url, {"lua_chon": "decision-paper"}).content.decode()
    assert f'value="{scan.pk}"' in offered
    bare = lan.post(url, DECISION | {"satisfaction-figure": "92,5"})
    page = bare.content.decode()
    assert bare.status_code == 422
    assert "bản quét quyết định" in page
    assert 'value="92,5"' in page
    late = lan.post(url, DECISION | {"decided_on": "16/08/2024", "decision-paper": scan.pk})
    assert (late.status_code, 'id="id_decided_on_error"' in late.content.decode()) == (422, True)
    foreign = lan.post(url, DECISION | {"decision-paper": "999999"})
    assert foreign.status_code == 422
    typed = DECISION | {"decision-paper": scan.pk, "satisfaction-figure": "92,5"}
    assert lan.post(url, typed)["Location"] == rounds
    made = Recognition.objects.get()
    assert (made.confirmation, str(made.grounds.get(kind="satisfaction").figure)) == (
        "awaiting",
        "92.50",
    )
    shown = lan.get(rounds).content.decode()
    assert "Chưa xác nhận" in shown
    assert page_of(made) in shown
    assert lan.post(url, typed).status_code == 403
    assert Recognition.objects.count() == 1


def test_below_the_rule_the_button_says_what_is_missing(approved, client_of, url, rounds):
    approved.assessment.standings.filter(criterion__number=2).update(state="not_met")
    lan = client_of(approved.lan)
    page = lan.get(rounds).content.decode()
    assert "hiện đạt 1: tiêu chí 2 chưa đạt." in page
    assert 'aria-disabled="true"' in page
    refused = lan.post(url, DECISION)
    assert (refused.status_code, "tiêu chí 2 chưa đạt" in refused.content.decode()) == (403, True)
    assert not Recognition.objects.exists()


def test_who_may_enter_it(approved, client_of, url, stranger):
    for access in (approved.tam, approved.person(approved.commune, Role.CLERK)):
        response = client_of(access).post(url, DECISION)
        assert response.status_code == 403
        assert "dành cho: Quản trị hệ thống, Thường trực NTM" in response.content.decode()
    assert stranger.get(url).status_code == 404
    assert client_of(approved.lan).delete(url).status_code == 405
    assert not Recognition.objects.exists()
    assert client_of(approved.hoa).post(url, DECISION).status_code == 303
    assert Recognition.objects.get().confirmation == "confirmed"


def test_the_page_shows_each_ground_with_its_paper_or_that_there_is_none(
    approved, client_of, stranger
):
    made = review.recognised(approved, grounds={"notice": {"times": 5}})
    page = client_of(approved.tam).get(page_of(made)).content.decode()
    assert page.count("chưa có giấy tờ") == 5
    assert "phát thanh 5 lần" in page
    file = reverse("evidence:file", args=[made.grounds.get(kind="decision").revision_id])
    assert file in page
    assert "Gửi trả lời" not in page
    assert stranger.get(page_of(made)).status_code == 404


def test_somebody_above_answers_and_of_two_the_second_sees_the_first(approved, client_of):
    made = review.recognised(approved)
    hoa = client_of(approved.hoa)
    work = hoa.get("/").content.decode()
    assert page_of(made) in work
    assert "Gửi trả lời" in hoa.get(page_of(made)).content.decode()
    assert client_of(approved.lan).post(page_of(made), {"answer": "confirm"}).status_code == 403
    empty = hoa.post(page_of(made), {"answer": "refuse", "refusal": " ", "seen_version": "0"})
    assert (empty.status_code, "phải ghi lý do" in empty.content.decode()) == (422, True)
    assert hoa.post(page_of(made), {"seen_version": "0"}).status_code == 422
    typed = {"answer": "confirm", "seen_version": "0"}
    assert hoa.post(page_of(made), typed)["Location"] == page_of(made)
    other = client_of(approved.person(approved.district, Role.REVIEWER))
    second = other.post(
        page_of(made), {"answer": "refuse", "refusal": "Sai số.", "seen_version": "0"}
    )
    page = second.content.decode()
    assert second.status_code == 409
    assert str(approved.hoa.official) in page
    assert "Sai số." in page
    made.refresh_from_db()
    assert made.confirmation == "confirmed"


def test_what_was_entered_before_there_were_grounds_says_so(world, client_of):
    old = Recognition.objects.create(
        unit=world.commune, title="Xã NTM", decided_on="2021-11-06", issuer="Chủ tịch UBND tỉnh"
    )
    page = client_of(world.lan).get(page_of(old)).content.decode()
    assert "không kèm căn cứ nào" in page
    assert "chưa rõ" in page
    assert "Chưa xác nhận" in page
    hoa = client_of(world.hoa)
    assert hoa.post(page_of(old), {"answer": "confirm", "seen_version": "0"}).status_code == 303
    assert not Ground.objects.exists()
