"""A passage of a document is written in the browser: begun, kept as a draft, saved, seen again."""

import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx.shared import Pt

from evidence.models import AuthoredText, ReferenceFile, TextDraft
from reports.documents.word import render_docx
from reports.documents.word.reference import looks_for
from tasks.models import Meeting
from tasks.services import hold_meeting, write_report
from tests import factories as make
from tests.evidence.files import makers, spoilt
from tests.reports import sample
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = [pytest.mark.both, pytest.mark.django_db]
KIND, BLOCK = "meeting_invitation", "closing"


@pytest.fixture
def meeting(world) -> Meeting:
    return _meeting(world, 14)


def _meeting(world, day: int) -> Meeting:
    on = make.TODAY.replace(day=day)
    return hold_meeting(by=make.system(), unit=world.commune, held_on=on, name=f"Giao ban {day}")


def _url(name: str, meeting: Meeting) -> str:
    return reverse(f"reports:{name}", args=[KIND, meeting.pk, BLOCK])


def _save(client, meeting: Meeting, text: str, seen: int = 0):
    return client.post(_url("text", meeting), {"text": text, "seen_version": seen})


def _draft(client, meeting: Meeting, **typed):
    answer = client.post(_url("text_draft", meeting), {"seen_version": 0} | typed)
    return answer.content.decode() if answer.status_code == 200 else answer


def _preview(client, meeting: Meeting) -> str:
    return client.get(reverse(f"reports:{KIND}_preview", args=[meeting.pk])).content.decode()


def test_a_passage_is_printed_as_written_and_leads_to_its_form(world, meeting) -> None:
    lan = world.client("lan")
    assert f'href="{_url("text", meeting)}"' in _preview(lan, meeting)
    assert _save(lan, meeting, "Mang theo sổ theo dõi.").status_code == 303
    assert "Mang theo sổ theo dõi" in _preview(lan, meeting)
    event = AuditEvent.objects.about(AuthoredText.objects.get()).get()
    assert event.changes["text"] == [None, "Mang theo sổ theo dõi."]
    assert _url("text", meeting) not in _preview(world.client("hien"), meeting)
    _save(lan, meeting, "", seen=1)
    assert "Mang theo" not in _preview(lan, meeting)  # left out, and offered again
    assert f'href="{_url("text", meeting)}"' in _preview(lan, meeting)


def test_the_next_document_begins_with_what_the_last_one_says(world, meeting) -> None:
    lan = world.client("lan")
    default = reverse("reports:default", args=[world.commune.pk, KIND, BLOCK])
    lan.post(default, {"text": "Lời của xã, năm {năm}.", "seen_version": 0})
    assert "Lời của xã, năm 2024" in _preview(lan, meeting)
    form = lan.get(_url("text", meeting)).content.decode()
    assert "Lời của xã, năm {năm}." in form
    _save(lan, meeting, "Mang theo sổ theo dõi.")
    later = _meeting(world, 28)
    assert "Mang theo sổ theo dõi." in lan.get(_url("text", later)).content.decode()
    assert "Lời của xã" in _preview(lan, later)  # nothing of an earlier paper prints by itself
    clerk = world.member(Role.CLERK)
    assert clerk.post(default, {"text": "Khác.", "seen_version": 1}).status_code == 303
    assert "Khác" in _preview(lan, later)


def test_a_plan_a_report_minutes_and_a_notice_print_the_words_of_the_unit(world, meeting) -> None:
    """Until somebody writes the passage of that very paper."""
    lan, unit = world.client("lan"), world.commune.pk
    report = write_report(by=world.access("lan"), unit=world.commune, kind="month")
    for kind, block, row in (
        ("plan", "closing", world.plan),
        ("progress_report", "proposals", report),
        ("meeting_minutes", "closing", meeting),
    ):
        default = reverse("reports:default", args=[unit, kind, block])
        words = f"Lời của {kind} tại {{đơn vị}}."
        assert lan.post(default, {"text": words, "seen_version": 0}).status_code == 303
        preview = reverse(f"reports:{kind}_preview", args=[row.pk])
        shown = lan.get(preview).content.decode()
        assert f"Lời của {kind} tại xã Mai Đình" in shown
    edit = reverse("tasks:edit_text", args=[world.plan.pk, "closing"])
    assert "Lời của plan tại xã Mai Đình." in lan.get(edit).content.decode()
    lan.post(edit, {"text": "Trên đây là Kế hoạch.", "seen_version": 0})
    shown = lan.get(reverse("reports:plan_preview", args=[world.plan.pk])).content.decode()
    assert "Trên đây là Kế hoạch" in shown
    assert "Lời của plan" not in shown


def test_two_people_never_silently_overwrite_each_other(world, meeting) -> None:
    _save(world.client("lan"), meeting, "Của Lan.")
    answer = _save(world.client("tam"), meeting, "Của Tám.")
    assert answer.status_code == 409
    assert "Của Lan." in (page := answer.content.decode())
    assert "Của Tám." in page
    assert AuthoredText.objects.get().text == "Của Lan."


def test_a_second_window_of_one_person_overwrites_no_draft(world, meeting) -> None:
    lan = world.client("lan")
    opened = _draft(lan, meeting, viec="xem", text="")
    shown = re.search(r'name="draft_version" value="([^"]*)"', opened)[1]
    assert "Đã giữ" in _draft(lan, meeting, viec="giu", text="Hai trang", draft_version=shown)
    assert "hãy dùng hoặc bỏ" in _draft(lan, meeting, viec="giu", text="B", draft_version=shown)
    assert TextDraft.objects.get().text == "Hai trang"


def test_a_draft_belongs_to_one_person_and_ends_with_the_save(world, meeting) -> None:
    lan, tam = world.client("lan"), world.client("tam")
    assert "Đã giữ bản nháp" in _draft(lan, meeting, viec="giu", text="Nháp Lan", draft_version=0)
    assert "Nháp Lan" not in _draft(tam, meeting, viec="xem", text="")
    _draft(tam, meeting, viec="giu", text="Nháp Tám", draft_version=0)
    assert "Nháp Lan" in _draft(lan, meeting, viec="xem", text="")
    assert "Nháp Tám" not in _draft(lan, meeting, viec="xem", text="")
    assert not AuthoredText.objects.exists()
    # Another window of hers, which has not decided on the draft, replaces nothing.
    assert "hãy dùng hoặc bỏ" in _draft(lan, meeting, viec="giu", text="K", draft_version="")
    _save(lan, meeting, "Nháp Lan")
    assert list(TextDraft.objects.values_list("text", flat=True)) == ["Nháp Tám"]
    assert _draft(tam, meeting, viec="bo").status_code == 303
    assert not TextDraft.objects.exists()
    assert not AuditEvent.objects.filter(object_type="evidence.textdraft").exists()


def test_a_save_drops_no_draft_that_another_window_kept_meanwhile(world, meeting) -> None:
    lan = world.client("lan")
    kept = _draft(lan, meeting, viec="giu", text="Ba đoạn của cửa sổ kia", draft_version=0)
    version = re.search(r'name="draft_version" value="([^"]*)"', kept)[1]
    assert _save(lan, meeting, "Của cửa sổ này.").status_code == 303
    assert "Ba đoạn của cửa sổ kia" in _draft(lan, meeting, viec="xem", text="Của cửa sổ này.")
    # Who wrote on to it, and then saves, is done with it.
    typed = {"text": "Ba đoạn, sửa lại.", "seen_version": 1, "draft_version": version}
    assert lan.post(_url("text", meeting), typed).status_code == 303
    assert not TextDraft.objects.exists()


def test_earlier_versions_are_listed_and_taken_up_again(world, meeting) -> None:
    lan = world.client("lan")
    _save(lan, meeting, "Bản một.")
    _save(lan, meeting, "Bản hai.", seen=1)
    page = lan.get(_url("text_history", meeting)).content.decode()
    assert page.index("Bản hai.") < page.index("Bản một.")
    first = AuditEvent.objects.about(AuthoredText.objects.get()).last()
    again = lan.get(f"{_url('text', meeting)}?lay={first.pk}").content.decode()
    assert "Bản một.</textarea>" in again
    assert lan.get(f"{_url('text', meeting)}?lay=0").status_code == 404


def _reference(size: float) -> bytes:
    """A Word file of ours, in which the clerk has changed how a title looks."""
    file = docx.Document(io.BytesIO(render_docx(sample.plan(0))))
    file.styles["VB Tên loại"].font.size = Pt(size)
    file.styles["VB Tên loại"].font.name = "Arial"
    written = io.BytesIO()
    file.save(written)
    return written.getvalue()


def test_word_files_take_the_styles_of_the_unit_s_own_file(world) -> None:
    clerk, url = (
        world.member(Role.CLERK),
        reverse("reports:reference_file", args=[world.commune.pk]),
    )

    def send(content: bytes, name: str = "mau.docx"):
        return clerk.post(url, {"file": SimpleUploadedFile(name, content)})

    for content, name, reason in (
        (b"%PDF-1.4", "mau.docx", "PDF"),
        (makers.word(**{"word/vbaProject.bin": spoilt.OLE + b"\0" * 600}), "mau.docx", "macro"),
        (makers.word(), "mau.docx", "không có kiểu chữ nào"),
    ):
        refused = send(content, name)
        assert refused.status_code == 422
        assert reason in refused.content.decode()
    assert not ReferenceFile.objects.exists()
    assert send(_reference(20)).status_code == 303
    looks = looks_for(world.commune)
    assert (looks["VBKind"].size, looks["VBKind"].font) == (20, "Arial")
    assert looks["VBKind"].bold
    made = docx.Document(io.BytesIO(render_docx(sample.plan(0), looks)))
    assert made.styles["VB Tên loại"].font.size == Pt(20)
    assert "mau.docx" in clerk.get(url).content.decode()
    clerk.post(url, {"bo": "1"})
    assert looks_for(world.commune) == {}


def test_what_was_taken_of_a_plain_word_file_is_named(world) -> None:
    clerk, url = (
        world.member(Role.CLERK),
        reverse("reports:reference_file", args=[world.commune.pk]),
    )
    plain = io.BytesIO()
    file = docx.Document()
    file.styles["Normal"].font.size = Pt(11)
    file.save(plain)
    sent = {"file": SimpleUploadedFile("trong.docx", plain.getvalue())}
    page = clerk.post(url, sent, follow=True).content.decode()
    for shown in (page, clerk.get(url).content.decode()):
        assert "cỡ 11" in shown
        assert "không đặt kiểu “VB …” nào" in shown
    clerk.post(url, {"file": SimpleUploadedFile("mau.docx", _reference(20))})
    shown = clerk.get(url).content.decode()
    assert "VB Tên loại (Arial, cỡ 20)" in shown
    assert "không đặt kiểu" not in shown


def test_a_report_names_where_the_plan_s_words_stand_instead_of_the_unit_s_default(world) -> None:
    lan, plan = world.client("lan"), world.plan
    preview = reverse("reports:year_report_preview", args=[plan.pk])
    place = ["year_report", plan.pk, "solutions"]
    url = reverse("reports:text", args=place)
    default = reverse("reports:default", args=[world.commune.pk, "year_report", "solutions"])
    lan.post(default, {"text": "Lời mặc định của xã.", "seen_version": 0})
    assert "Đoạn in theo lời của kế hoạch" not in lan.get(preview).content.decode()
    edit = reverse("tasks:edit_text", args=[plan.pk, "leadership"])
    lan.post(edit, {"text": "Lời của kế hoạch năm.", "seen_version": 0})
    shown = lan.get(preview).content.decode()
    assert "Lời của kế hoạch năm" in shown
    assert "Các giải pháp: kế hoạch đã soạn nên lời mặc định của đơn vị không in" in shown
    assert "Đang in lời của kế hoạch" in lan.get(url).content.decode()
    chosen = lan.get(f"{url}?lay=don-vi")
    assert chosen.context["form"].initial["text"] == "Lời mặc định của xã."
    assert chosen.context["offers"] == {"mac-dinh": "Lời của kế hoạch"}
    lan.post(url, {"text": "Lời mặc định của xã.", "seen_version": 0})
    shown = lan.get(preview).content.decode()
    assert "Đoạn in theo lời của kế hoạch" not in shown
    assert "Lời mặc định của xã" in shown
