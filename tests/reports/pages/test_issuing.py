"""A clerk numbers a paper from its preview; the register gives back the very files."""

import io
import re
from datetime import date
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from django.test import Client
from django.urls import reverse

from evidence.issued.queries import settings_of
from evidence.models import Intake, IssuedDocument
from reports.documents.facts import Facts
from reports.documents.kinds import kind_of
from reports.documents.kinds.reminder.others import OtherLetters
from reports.documents.kinds.reminder.rows import ReminderRows, letter_field_of
from tasks.models import Assignment
from tests import factories as make
from tests.issuing import sign_paper
from tests.reports.words import words_in_word
from tests.shared import one_line, text_of
from villages.enums import Role
from villages.models import Posting

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
PAGE = "reports:plan_issue"
PLAN = kind_of("plan")


def _issue(client, plan, **typed):
    url = reverse(PAGE, args=[plan.pk])
    return client.post(url, {"number": "5", "issued_on": "14/8/2024", "skips": "on"} | typed)


def _sign(world, day=date(2024, 8, 14)) -> None:
    sign_paper(PLAN, world.plan, world.official("chair"), on=day)


def test_the_form_of_the_signature_begins_with_the_authority_on_the_paper(world, clerk) -> None:
    plan = world.plan
    plan.signatory_name, plan.authority = "", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    plan.save()
    check, sign = (reverse(f"reports:plan_{step}", args=[plan.pk]) for step in ("check", "sign"))
    assert world.standing.post(check).status_code == 303
    assert clerk.get(sign).context["form"].initial["authority"] == "KT"


def test_the_number_that_an_old_text_of_the_plan_bears_stands_beside_the_form(world, clerk) -> None:
    _sign(world)
    head = "Số: 12/KH-UBND  Mai Đình, ngày 5 tháng 3 năm 2024\nKẾ HOẠCH\nnăm 2024"
    for text in (head, "Dọn kênh"):  # the last one has none
        Intake.objects.create(plan=world.plan, source="ke-hoach.docx", text=text)
    page = clerk.get(reverse(PAGE, args=[world.plan.pk]))
    assert "vào đây ghi số 12/KH-UBND, ngày 05/3/2024." in text_of(page)


@pytest.mark.both
def test_a_plan_goes_from_draft_to_the_register(world, clerk) -> None:
    chair, plan = world.official("chair"), world.plan
    check, sign = (reverse(f"reports:plan_{step}", args=[plan.pk]) for step in ("check", "sign"))
    preview = reverse("reports:plan_preview", args=[plan.pk])
    issue = reverse(PAGE, args=[plan.pk])
    assert f'action="{check}"' not in clerk.get(preview).content.decode()
    form = rf'action="{check}" data-once> ?<input type="hidden" name="csrfmiddlewaretoken"'
    assert re.search(form, one_line(world.standing.get(preview)))
    assert clerk.get(issue).status_code == 403
    assert world.standing.post(check).status_code == 303
    assert f'href="{sign}"' in clerk.get(preview).content.decode()
    posting = chair.postings.get()
    typed = {"signed_on": "13/8/2024", "posting": posting.pk, "authority": "KT"}
    wrong = clerk.post(sign, typed)
    assert wrong.status_code == 422
    assert "ký thay" in wrong.content.decode()
    typed |= {"authority": "TM"}
    assert clerk.post(sign, typed | {"signed_on": "1/1/1990"}).status_code == 422
    assert clerk.post(sign, typed).status_code == 303
    assert f'href="{issue}"' in clerk.get(preview).content.decode()
    assert f'href="{issue}"' in clerk.get("/").content.decode()
    answer = _issue(clerk, plan)
    assert answer.status_code == 303
    document = IssuedDocument.objects.get()
    assert (document.full_number, document.signatory) == ("05/KH-UBND", "Ngô Văn Chủ")
    register = clerk.get(answer["Location"]).content.decode()
    assert "05/KH-UBND" in register
    pdf, word = document.paper.revisions.order_by("number")
    for file in (pdf, word):
        url = reverse("evidence:file", args=[file.pk])
        assert url in register
    sent = b"".join(clerk.get(reverse("evidence:file", args=[word.pk])).streaming_content)
    assert "05/kh-ubnd" in " ".join(words_in_word(sent))
    head = docx.Document(io.BytesIO(sent)).tables[0]
    assert "ngày 14 tháng 8 năm 2024" in head.cell(1, 1).text.replace("\u00a0", " ")
    page = clerk.get(preview).content.decode()
    assert "Số:\u00a005/KH-UBND" in page


def test_what_changes_after_it_was_checked_is_a_draft_again(world, clerk) -> None:
    _sign(world)
    preview = reverse("reports:plan_preview", args=[world.plan.pk])
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    assert "trở lại dự thảo" in clerk.get(preview).content.decode()
    refused = clerk.get(reverse(PAGE, args=[world.plan.pk]))
    assert refused.status_code == 403
    assert "trở lại dự thảo" in refused.content.decode()


def test_what_is_left_blank_is_named_and_issued_only_where_the_signed_paper_has_it(
    world, clerk
) -> None:
    plan = world.plan
    plan.title = "Thực hiện phương án ngày ……/……/……"
    plan.save()
    _sign(world)
    place = "Thực hiện phương án ngày"
    blanks = clerk.get(reverse("reports:plan_preview", args=[plan.pk])).context["blanks"]
    assert [words.rpartition(" ")[0] for words, _ in blanks] == [place]
    refused = _issue(clerk, plan)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["fills_blanks"]
    assert place in refused.content.decode()
    assert not IssuedDocument.objects.exists()
    assert _issue(clerk, plan, fills_blanks="on").status_code == 303


def test_an_old_paper_keeps_its_head_and_signatory(world, clerk) -> None:
    """When it was signed decides, whatever the unit is called and whoever leads it later."""
    plan, unit = world.plan, world.commune
    _sign(world)
    _issue(clerk, plan)
    plan.issuer, plan.place = "ỦY BAN NHÂN DÂN\nXÃ XUÂN CẨM", "Xuân Cẩm"
    plan.signatory_name, plan.authority = "Trần Thị Mới", "TM. ỦY BAN NHÂN DÂN\nQ. CHỦ TỊCH"
    plan.save()
    Posting.objects.filter(official=world.official("chair")).update(ends_on=date(2024, 8, 31))
    make.make_official(unit, Role.CHAIR, "Trần Thị Mới")
    shown = clerk.get(reverse("reports:plan_preview", args=[plan.pk])).content.decode()
    word = clerk.get(reverse("reports:plan_word", args=[plan.pk]), follow=True)
    words = " ".join(words_in_word(b"".join(word.streaming_content)))
    for old, new in (("xã mai đình", "xuân cẩm"), ("ngô văn chủ", "trần thị mới")):
        assert old in words
        assert new not in words
        assert new not in shown.partition("<article")[2].lower()
    assert "05/kh-ubnd" in words


def test_what_was_issued_stays_when_the_plan_changes(world, clerk) -> None:
    _sign(world)
    _issue(clerk, world.plan)
    file = IssuedDocument.objects.get().paper.revisions.first()
    url = reverse("evidence:file", args=[file.pk])
    before = b"".join(clerk.get(url).streaming_content)
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    _sign(world)
    assert b"".join(clerk.get(url).streaming_content) == before


def test_a_letter_bears_the_field_that_the_commune_sets(world, clerk) -> None:
    task = make.make_task(world.plan)
    kind = kind_of("reminder")
    settings = reverse("evidence:register_settings", args=[world.commune.pk])
    typed = {"first_number": "1", "seen_version": "0"}
    assert clerk.post(settings, typed | {"letter_field": "kt 1"}).status_code == 422
    for field, symbol in (("", "UBND-NN"), ("KT", "UBND-KT")):
        version = str(settings_of(world.commune).version)
        given = typed | {"letter_field": field, "seen_version": version}
        assert clerk.post(settings, given).status_code == 303
        rows = ReminderRows(
            task, Assignment(task=task, official=world.official("chair")), None, [],
            date(2024, 8, 12), "", "", letter_field_of(world.commune), Facts(kind.facts(task)),
            OtherLetters((), ()),
        )  # fmt: skip
        assert kind.document(rows).header.symbol == symbol


def test_a_wrong_number_or_day_is_told_at_its_field_and_keeps_what_was_typed(world, clerk) -> None:
    _sign(world, date(2024, 1, 1))
    _issue(clerk, world.plan)
    world.plan.title = "Trích yếu khác"
    world.plan.save()
    _sign(world)
    answer = _issue(clerk, world.plan, number="9", issued_on="1/1/2024", skips="")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Số tiếp theo là 06" in page
    assert "sớm hơn" in page
    assert 'value="9"' in page
    assert IssuedDocument.objects.count() == 1
    assert _issue(clerk, world.plan, number="9", skips="on").status_code == 303


def test_whoever_is_no_clerk_hears_why(world, clerk) -> None:
    _sign(world)
    answer = _issue(world.member(Role.STANDING_OFFICER), world.plan)
    assert answer.status_code == 403
    assert not IssuedDocument.objects.exists()


def test_whoever_holds_the_paper_learns_whether_it_was_issued_and_nothing_else(
    world, clerk
) -> None:
    settings = reverse("evidence:register_settings", args=[world.commune.pk])
    typed = {"first_number": "5", "first_year": "2024", "has_code": "on", "seen_version": "0"}
    assert clerk.post(settings, typed).status_code == 303
    _sign(world)
    assert _issue(clerk, world.plan, skips="").status_code == 303
    document = IssuedDocument.objects.get()
    pdf = document.paper.revisions.order_by("number").first()
    url = reverse("evidence:verify", args=[document.token])
    page = Client().get(url).content.decode()
    for shown in ("05/KH-UBND", "14/8/2024", pdf.sha256):
        assert shown in page
    for hidden in (document.title, document.signatory, "minh-chung"):
        assert hidden not in page
    assert Client().get(reverse("evidence:verify", args=["a" * 22])).status_code == 404
    kept = b"".join(clerk.get(reverse("evidence:file", args=[pdf.pk])).streaming_content)
    with pdfplumber.open(io.BytesIO(kept)) as file:
        feet = [[r for r in page.curves + page.lines if r["top"] > page.height - 57]
                for page in file.pages]  # fmt: skip
    assert all(feet)
    word = document.paper.revisions.order_by("number").last()
    kept = b"".join(clerk.get(reverse("evidence:file", args=[word.pk])).streaming_content)
    section = docx.Document(io.BytesIO(kept)).sections[0]
    assert "pic:pic" in section.footer._element.xml


@pytest.mark.both
def test_the_register_is_searched_and_taken_as_excel(world, clerk) -> None:
    for number, title in enumerate(("=1+1", "Kế hoạch thứ hai"), start=7):
        world.plan.title = title
        world.plan.save()
        _sign(world)
        _issue(clerk, world.plan, number=str(number))
    register = reverse("evidence:register")
    for query, found in (
        ("q=08/KH-UBND", {8}), ("q=7", {7}), ("q=thu+hai", {8}), ("tu=15/8/2024", set()),
        ("tu=14/8/2024&den=14/8/2024&loai=Kế+hoạch", {7, 8}), ("nam=2023", set()),
    ):  # fmt: skip
        page = clerk.get(f"{register}?{query}")
        assert {row.number for row in page.context["page"]} == found, query
    made = clerk.get(f"{reverse('evidence:register_excel')}?nam=2024")
    assert made["Content-Disposition"].startswith("attachment; filename")
    with ZipFile(io.BytesIO(made.content)) as parts:
        sheet, book = (
            parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook")
        )
    assert re.findall(r'<c r="B[67]" s="\d+"><v>(\d+)</v>', sheet) == ["45518", "45518"]
    assert sheet.index("07/KH-UBND") < sheet.index("08/KH-UBND")  # as in a book
    assert "Kế hoạch: =1+1" in sheet
    assert "<f>" not in sheet
    assert re.search(r'paperSize="9".* orientation="landscape"', sheet)
    assert "Print_Titles" in book
