"""The notice of a review's result: only once decided, with reasons and days."""

from datetime import date

import pytest
from django.urls import reverse

from evidence.review.services import send_decision
from reports.documents.blocks import Signature, as_cell, plain
from reports.documents.kinds.review_notice import (
    notice_doubts,
    review_notice_document,
    review_notice_rows,
)
from reports.documents.plain_text import render_text
from reports.documents.way import opening_of
from tests.evidence.review import factories as review
from tests.factories import make_official
from tests.queries import MOST, queries_of
from tests.world import client_of
from villages.enums import Role

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def world(db, time_machine):
    time_machine.move_to("2024-08-15 09:00 +0700", tick=False)
    return review.ready_world()


@pytest.fixture
def lan(world, client):
    client.force_login(world.lan.official, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_there_is_none_before_the_decision(world, lan, client):
    submission = review.sent(world)
    review.judge(world.tam, submission, bad=[0])
    for name in ("review_notice_preview", "review_notice_pdf"):
        assert lan.get(reverse(f"reports:{name}", args=[submission.pk])).status_code == 404


def test_tells_results_reasons_demands_and_days(world, lan):
    submission = review.returned(world, bad=[0])
    url = reverse("reports:review_notice_preview", args=[submission.pk])
    page = lan.get(url).content.decode()
    for words in (
        "- Bộ phận thường trực nông thôn mới xã Mai Đình;",
        "Chưa đạt: 01 chỉ tiêu",
        "Thiếu văn bản",
        "Thiếu biên bản nghiệm thu.",
        "Chậm nhất ngày 30/9/2024",
        "PHÓ CHỦ TỊCH",
        "chưa đối chiếu",
    ):
        assert words in page
    assert lan.post(url).status_code == 405
    assert queries_of(lan, url) <= MOST


def test_a_day_for_supplements_that_is_over_is_doubted(world, time_machine):
    submission = review.returned(world, bad=[0])
    assert "30/9/2024" not in " ".join(notice_doubts(review_notice_rows(submission)))
    time_machine.move_to("2024-10-01 09:00 +0700", tick=False)
    assert "30/9/2024" in " ".join(notice_doubts(review_notice_rows(submission)))


def test_the_table_has_the_columns_of_the_notice_and_every_line(world):
    submission = review.returned(world, bad=[0, 2])
    document = review_notice_document(review_notice_rows(submission))
    (table,) = [b for b in document.appendices[0].blocks if hasattr(b, "columns")]
    assert table.header[0] == (
        "TT", "Tiêu chí/chỉ tiêu", "Minh chứng", "Kết quả", "Lý do", "Yêu cầu bổ sung",
        "Thời hạn",
    )  # fmt: skip
    lines = [row.cells for row in table.rows if row.kind == "normal"]
    assert [line[3] for line in lines] == ["Chưa đạt", "Đạt", "Chưa đạt", "Đạt"]
    assert [bool(line[6]) for line in lines] == [True, False, True, False]


def test_what_the_reviewer_writes_stands_in_the_notice_and_the_commune_writes_nothing(
    world, lan, client
):
    review.approved(world)
    submission = review.returned(world, step=1)
    texts = {"remarks": "Hồ sơ sắp xếp rõ ràng.", "closing": "Đề nghị gửi lại đúng hạn."}
    for block, text in texts.items():
        address = reverse("reports:text", args=["review_notice", submission.pk, block])
        typed = {"text": text, "seen_version": "0"}
        client.force_login(world.lan.official, backend=BACKEND)
        assert client.post(address, typed).status_code == 403
        client.force_login(world.hoa.official, backend=BACKEND)
        assert client.post(address, typed).status_code == 303
    submission.refresh_from_db()
    blocks = review_notice_document(review_notice_rows(submission)).blocks
    stated = [plain(block.text) for block in blocks]
    assert texts["remarks"] in stated
    assert stated[-1] == texts["closing"]


def test_an_agency_that_checks_its_own_dossier_receives_it_from_nobody(world):
    words = render_text(review_notice_document(review_notice_rows(review.returned(world))))
    for absent in ("nhận hồ sơ", "thẩm tra", "thông qua", "đã nộp", "Đề nghị Bộ phận"):
        assert absent not in words, absent
    for present in (
        "Kết quả kiểm tra hồ sơ",
        "do Bộ phận thường trực nông thôn mới xã Mai Đình hoàn thành ngày",
        "Giao Bộ phận thường trực nông thôn mới xã Mai Đình hoàn thiện hồ sơ, báo cáo lại",
    ):
        assert present in words, present


def test_a_district_writes_to_the_committee_of_the_commune(world):
    review.approved(world)
    document = review_notice_document(review_notice_rows(review.returned(world, step=1)))
    words = render_text(document)
    assert "Kết quả thẩm tra hồ sơ" in words
    assert "Đề nghị Ủy ban nhân dân xã Mai Đình hoàn thiện, gửi lại" in words
    assert document.recipients.lines[0] == "Ủy ban nhân dân xã Mai Đình"
    assert document.header.issuer_lines[1] == ("HUYỆN HIỆP HÒA", True)


def test_a_body_signs_by_its_head_of_that_day_or_a_deputy_and_else_not_at_all(world):
    review.approved(world)
    submission = review.returned(world, step=1)
    body = world.district.bodies.create(name="Văn phòng điều phối NTM huyện")
    submission.holder_body = body
    submission.save()
    rows = review_notice_rows(submission)
    assert review_notice_document(rows).signature == Signature(())
    chair = client_of(make_official(world.district, Role.CHAIR))
    check = reverse("reports:review_notice_check", args=[submission.pk])
    fault = f"chưa biết ai đứng đầu {body.name} hay ký thay"
    refused = chair.post(check)
    assert refused.status_code == 403
    assert fault in refused.content.decode()
    page = chair.get(reverse("reports:review_notice_preview", args=[submission.pk]))
    assert fault in page.content.decode()
    unit = reverse("villages:unit", args=[world.district.pk])
    assert f'<a href="{unit}">Nhập chức vụ' in page.content.decode()
    for name, title, lines in (
        ("Lê Phó", "Phó Chánh Văn phòng", ("KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
        ("Trần Chánh", "Chánh Văn phòng", ("CHÁNH VĂN PHÒNG",)),
    ):
        make_official(world.district, name=name, title=title, body=body)
        document = review_notice_document(review_notice_rows(submission))
        assert document.signature == Signature(lines, name)
        assert opening_of(document) == "CHÁNH VĂN PHÒNG"
    assert chair.post(check).status_code == 303


def test_the_evidence_is_named_without_the_program_s_own_count(world):
    document = review_notice_document(review_notice_rows(review.returned(world, bad=[0])))
    assert "(bản" not in render_text(document)


def test_strangers_get_nothing(world, client):
    submission = review.returned(world)
    other = review.make.make_commune("Nghi Hoa", world.district)
    official = review.make.make_official(other)
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    assert (
        client.get(reverse("reports:review_notice_preview", args=[submission.pk])).status_code
        == 404
    )


@pytest.mark.pdf
def test_prints(world, lan):
    submission = review.returned(world)
    response = lan.get(reverse("reports:review_notice_pdf", args=[submission.pk]))
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF-")


def test_where_all_is_met_no_column_stands_over_nothing_and_nobody_is_asked_for_anything(world):
    document = review_notice_document(review_notice_rows(review.approved(world)))
    table = document.appendices[0].blocks[0]
    assert table.header[0] == ("TT", "Tiêu chí/chỉ tiêu", "Minh chứng", "Kết quả")
    assert len(table.columns) == 4
    assert {as_cell(row.cells[0]).colspan for row in table.rows if row.kind == "group"} == {4}
    words = render_text(document)
    assert "Kết quả của từng chỉ tiêu nêu tại phụ lục" in words
    assert "Ủy ban nhân dân xã Mai Đình thống nhất hồ sơ" in words


def test_steps_and_rounds_of_the_program_stand_on_no_paper(world):
    submission = review.approved(world)
    words = render_text(review_notice_document(review_notice_rows(submission)))
    for absent in ("lượt", "bước", submission.step.name, ", lần "):
        assert absent not in words, absent
    submission.round = 2
    again = render_text(review_notice_document(review_notice_rows(submission)))
    assert "năm 2024, lần 2" in " ".join(again.split())


def test_a_remark_on_what_is_met_is_no_demand(world):
    submission = review.sent(world)
    review.judge(world.tam, submission, bad=[0])
    met = submission.items.order_by("result__indicator__code")[1].draft
    met.text = "Hồ sơ rõ ràng."
    met.save()
    sent = send_decision(
        by=world.tam, submission=submission, outcome="return", decision_text="Đề nghị bổ sung.",
        supplement_by=date(2024, 9, 30),
    )  # fmt: skip
    table = review_notice_document(review_notice_rows(sent)).appendices[0].blocks[0]
    assert table.header[0][-3:] == ("Yêu cầu bổ sung", "Thời hạn", "Nhận xét")
    lines = [row.cells for row in table.rows if row.kind == "normal"]
    assert lines[1][-3:] == ("", "", "Hồ sơ rõ ràng.")
