"""The blanks of a paper are filled in the browser: read, compared, printed, listed while empty."""

from datetime import date, time

import pytest
from django.urls import reverse

from evidence.models import DocumentFacts
from ntm_project.common.dates import format_date_line
from reports.documents.blocks import Table
from reports.documents.fact_form import FactsForm
from reports.documents.facts import COUNT, DAY, MONEY, TEXT, TIME
from reports.documents.kinds import KINDS, kind_of
from reports.documents.word import render_docx
from reports.drawn import drawn
from reports.pdf import pdf_available
from tasks.models import Funding, Task
from tasks.services import hold_meeting
from tests import factories as make
from tests.conftest import require
from tests.reports.decree30 import faults_of
from tests.reports.words import words_in_a_message, words_in_word, words_on_paper
from villages.enums import Role
from villages.models import AuditEvent

pytestmark = pytest.mark.django_db
FILLED = [kind for kind in KINDS if kind.has_facts]
MINUTES = "recognition_minutes"
TYPED = {
    "day": "28/6/2024", "start": "8h", "end": "10 giờ 30", "place": "Hội trường UBND xã",
    "chair": "Ngô Văn Chủ, Chủ tịch", "secretary": "Đỗ Thị Thư", "present": "18", "members": "20",
    "guests": "12", "voters": "30", "agreed": "29", "against": "1", "reason": "Còn một cống hỏng",
}  # fmt: skip


def _url(row, slug: str = MINUTES) -> str:
    return kind_of(slug).fill_url(row)


def _fill(client, row, typed, seen: int = 0, slug: str = MINUTES):
    return client.post(_url(row, slug), {"seen_version": seen} | typed)


def words_of(kind, row) -> str:
    """The words of the paper, which are the same in its three renderings."""
    document = drawn(kind, row).document
    stated = words_on_paper(document)
    assert words_in_word(render_docx(document)) == stated
    assert words_in_a_message(document) == stated
    return " ".join(stated)


def _row(kind, world):
    """A row whose paper has blanks."""
    if kind.model is not Task:
        return world.assessment
    lead = world.official("hien")
    return make.make_task(world.plan, lead=lead, deadline_words="trước ngày 01/8/2024")


def _values(sheet) -> dict:
    """A value of its own for each blank, within all limits."""
    kinds = {DAY: date(2024, 8, 30), TIME: time(8, 30), MONEY: 120_500_000}
    values = {
        fact.key: f"Chữ {fact.key}" if fact.type is TEXT else kinds.get(fact.type, 11 + at)
        for at, fact in enumerate(sheet.facts)
    } | {fact.key: date(2024, 8, 14) for fact in sheet.facts if fact.is_past}
    for limit in sheet.limits * len(sheet.limits):
        parts, wholes = ([values[key] for key in keys] for keys in (limit.parts, limit.wholes))
        if isinstance(parts[0], int) and (over := sum(parts) - sum(wholes)) > 0:
            values[limit.wholes[0]] += over
    return values


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.slug)
def test_every_blank_of_every_kind_prints_what_is_typed_into_its_field(kind, world) -> None:
    row = _row(kind, world)
    sheet = kind.facts(row)
    values = _values(sheet)
    form = FactsForm(initial=values, sheet=sheet, today=make.TODAY)
    typed = {fact.key: form[fact.key].value() for fact in sheet.facts}
    keys = {block.key for block in kind.blocks}
    before = {blank.key for blank in drawn(kind, row).blanks} - keys
    assert before - {""} <= typed.keys()
    assert _fill(world.client("lan"), row, typed, slug=kind.slug).status_code == 303
    words = words_of(kind, row)
    for fact in sheet.facts:
        value = values[fact.key]
        shown = str(value) if fact.type is COUNT else fact.type.words(value).casefold()
        in_full = format_date_line(value) if fact.type is DAY else shown
        assert shown in words or in_full in words, fact.key
    assert not {blank.key for blank in drawn(kind, row).blanks} - keys - {""}
    assert keys.isdisjoint(typed)
    saved = world.client("lan").get(_url(row, kind.slug)).context["form"]
    assert {key: saved[key].value() for key in typed} == typed


@pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.slug)
@pytest.mark.pdf
def test_a_paper_keeps_the_form_when_it_is_filled(kind, world) -> None:
    """Unfilled it is held to the form in `test_dossier_papers.py`."""
    require(not pdf_available(), pdf_available())
    row = _row(kind, world)
    sheet = kind.facts(row)
    stored = sheet.store(_values(sheet))
    DocumentFacts.objects.create(
        unit=world.commune, kind=kind.slug, row_key=row.pk, title="x", facts=stored
    )
    assert faults_of(drawn(kind, row).document) == {}


def test_days_of_last_week_s_reminder_are_none_of_this_week_s(world) -> None:
    kind, lan = kind_of("reminder"), world.client("lan")
    row = _row(kind, world)
    refused = _fill(lan, row, {"done_by": "11/8/2024"}, slug=kind.slug)
    assert list(_errors(refused)) == ["done_by"]
    assert _fill(lan, row, {"done_by": "20/8/2024"}, slug=kind.slug).status_code == 303
    assert "trước ngày 20/8/2024" in words_of(kind, row)
    DocumentFacts.objects.update(facts={"done_by": "2024-08-11"})
    assert "nêu trên trước ngày ……/……/……" in words_of(kind, row)
    assert 'value="11/8/2024"' not in lan.get(_url(row, kind.slug)).content.decode()


def test_the_clerk_chooses_the_day_to_which_a_reminder_counts(world) -> None:
    kind, lan = kind_of("reminder"), world.client("lan")
    row = _row(kind, world)
    assert "tính đến ngày 15/8/2024" in words_of(kind, row)
    assert "15/8/2024" in " ".join(kind.doubts(kind.rows(row)))
    page = lan.get(_url(row, kind.slug)).content.decode()
    assert 'value="15/8/2024"' in page or 'value="2024-08-15"' in page
    refused = _fill(lan, row, {"counted_on": "21/8/2024", "done_by": "20/8/2024"}, slug=kind.slug)
    assert list(_errors(refused)) == ["counted_on"]
    refused = _fill(lan, row, {"counted_on": "11/8/2024"}, slug=kind.slug)
    assert list(_errors(refused)) == ["counted_on"]
    assert _fill(lan, row, {"counted_on": "13/8/2024"}, slug=kind.slug).status_code == 303
    assert "tính đến ngày 13/8/2024" in words_of(kind, row)
    late = (date(2024, 8, 13) - row.ends_on).days
    (table,) = (b for b in kind.document(kind.rows(row)).blocks if isinstance(b, Table))
    assert str(late) in table.rows[0].cells
    assert kind.doubts(kind.rows(row)) == ()


def test_a_checked_reminder_counts_to_the_day_on_which_it_was_checked(world, time_machine) -> None:
    kind, lan = kind_of("reminder"), world.client("lan")
    row, chair = _row(kind, world), world.official("chair")
    assert _fill(lan, row, {"done_by": "16/8/2024"}, slug=kind.slug).status_code == 303
    assert lan.post(reverse("reports:reminder_check", args=[row.pk])).status_code == 303
    paper = drawn(kind, row).paper
    for moment, doubted in (("2024-08-15 23:30", "từ khi"), ("2024-08-20 08:00", "đã kiểm tra")):
        time_machine.move_to(f"{moment} +0700", tick=False)
        now = drawn(kind, row)
        assert (now.now.state, now.paper.digest) == ("checked", paper.digest)
        assert "tính đến ngày 15/8/2024" in words_of(kind, row)
        assert "trước ngày 16/8/2024" in words_of(kind, row)  # of the letter's own week
        doubts = " ".join(kind.doubts(kind.rows(row)))
        assert doubted in doubts
        assert ("16/8/2024" in doubts) == moment.startswith("2024-08-20")  # the day is over
    assert drawn(kind, row).paper.not_before.day == date(2024, 8, 15)
    signed = {"posting": chair.postings.get().pk, "authority": "TM", "signed_on": "14/8/2024"}
    refused = world.member(Role.CLERK).post(reverse("reports:reminder_sign", args=[row.pk]), signed)
    assert refused.status_code == 422
    assert "15/8/2024" in str(refused.context["form"].errors["signed_on"])


def test_what_the_record_knows_of_debts_needs_no_field(world) -> None:
    kind, row = kind_of("recognition_debts"), world.assessment
    assert [fact.key for fact in kind.facts(row).facts] == ["as_of", "owed"]
    own = {"plan": world.plan, "unit": world.commune, "stage": "owed", "text": "Đường"}
    debt = Funding.objects.create(**own, total=120_000_000, as_of=date(2024, 6, 30))
    assert [fact.key for fact in kind.facts(row).facts] == ["settling"]
    assert "tính đến ngày 30/6/2024, như sau" in words_of(kind, row)
    debt.pk = None
    debt.as_of = date(2024, 7, 31)
    debt.save()
    assert [fact.key for fact in kind.facts(row).facts] == ["as_of", "settling"]


def test_the_survey_s_shares_are_of_the_valid_sheets(world) -> None:
    kind, lan = kind_of("recognition_survey"), world.client("lan")
    key = next(f.key for f in kind.facts(world.assessment).facts if f.key.endswith("_yes"))
    typed = {"sent": "400", "returned": "380", "valid": "376", key: "350"}
    assert _fill(lan, world.assessment, typed, slug=kind.slug).status_code == 303
    assert "350 93,1" in words_of(kind, world.assessment)
    for wrong, field in (
        ({"valid": "381"}, "valid"),
        ({key: "370", key.replace("yes", "no"): "7"}, key.replace("yes", "no")),
    ):
        refused = _fill(lan, world.assessment, typed | wrong, seen=1, slug=kind.slug)
        assert list(_errors(refused)) == [field]


def test_the_minutes_of_a_village_count_households(world) -> None:
    lan, row = world.client("lan"), world.village_assessment
    typed = {"households": "210", "attending": "182", "voters": "182", "agreed": "182"}
    assert _fill(lan, row, typed).status_code == 303
    assert "đạt 86,7%" in words_of(kind_of(MINUTES), row)
    over = _fill(lan, row, typed | {"attending": "211"}, seen=1)
    assert list(_errors(over)) == ["attending"]


def _errors(answer) -> dict:
    assert answer.status_code == 422
    return answer.context["form"].errors


def test_what_is_filled_in_prints_in_the_place_of_the_dots(world) -> None:
    lan, kind = world.client("lan"), kind_of(MINUTES)
    assert drawn(kind, world.assessment).blanks
    assert _fill(lan, world.assessment, TYPED).status_code == 303
    words = words_of(kind, world.assessment)
    assert "thời gian bắt đầu: 08 giờ 00 phút, ngày 28 tháng 6 năm 2024." in words
    assert "18 người dự/20 thành viên" in words
    assert "29/30, đạt 96,7%." in words
    assert "không nhất trí: 01; lý do: còn một cống hỏng." in words
    assert "kết thúc vào 10 giờ 30 phút cùng ngày" in words
    left = [blank.key for blank in drawn(kind, world.assessment).blanks]
    assert left == ["discussion"]  # a passage, which somebody writes
    again = lan.get(_url(world.assessment)).content.decode()
    assert 'value="28/6/2024"' in again
    assert 'value="8 giờ 00"' in again


def test_what_is_empty_stays_a_blank_and_no_zero(world) -> None:
    lan, kind = world.client("lan"), kind_of(MINUTES)
    before = drawn(kind, world.assessment).document
    _fill(lan, world.assessment, {"agreed": "", "against": "0"})
    words = words_of(kind, world.assessment)
    assert "……/……, đạt ……%" in words
    assert "không nhất trí: 0." in words
    assert "agreed" not in DocumentFacts.objects.get().facts
    _fill(lan, world.assessment, {}, seen=1)
    assert drawn(kind, world.assessment).document == before


def test_each_blank_leads_to_its_field_and_is_none_once_it_is_filled(world) -> None:
    lan, kind = world.client("lan"), kind_of(MINUTES)
    preview = kind.url("preview", world.assessment)
    url = _url(world.assessment)
    shown = lan.get(preview)
    linked = [address for _, address in shown.context["blanks"] if address]
    assert f"{url}#id_start" in linked
    assert f"{url}#id_end" in linked  # within a passage
    form = lan.get(url).content.decode()
    passages = [address for address in linked if not address.startswith(url)]
    assert passages == [kind.edit_url(world.assessment, "discussion")]
    for address in {*linked} - {*passages}:
        assert f'id="{address.partition("#")[2]}"' in form
    _fill(lan, world.assessment, {"start": "8h", "day": "28/6/2024"})
    assert f"{url}#id_start" not in lan.get(preview).content.decode()
    clerk = world.member(Role.CLERK)
    seen = clerk.get(preview)
    assert seen.context["blanks"]
    assert url not in seen.content.decode()  # who does not write the paper
    assert _fill(clerk, world.assessment, TYPED).status_code == 403


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"agreed": "31", "voters": "30"}, "agreed"),
        ({"agreed": "20", "against": "11", "voters": "30"}, "against"),
        ({"present": "21", "members": "20"}, "present"),
        ({"present": "18", "guests": "2", "voters": "21"}, "voters"),
        ({"start": "9h", "end": "8h"}, "start"),
        ({"day": "31/6/2024"}, "day"),
        ({"day": "31/12/2099"}, "day"),
        ({"voters": "-1"}, "voters"),
        ({"voters": "2,5"}, "voters"),
        ({"voters": "ba mươi"}, "voters"),
        ({"place": "x" * 501}, "place"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_kept_as_typed(world, typed, field) -> None:
    answer = _fill(world.client("lan"), world.assessment, typed | {"chair": "Ngô Văn Chủ"})
    assert list(_errors(answer)) == [field]
    page = answer.content.decode()
    assert all(f'value="{text}"' in page for text in (*typed.values(), "Ngô Văn Chủ"))
    assert not DocumentFacts.objects.exists()


def test_two_people_never_silently_overwrite_each_other(world) -> None:
    lan, tam = world.client("lan"), world.client("tam")
    _fill(lan, world.assessment, {"voters": "30"})
    clash = _fill(tam, world.assessment, {"voters": "31"})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Biểu quyết: số người biểu quyết" in page
    assert ">30<" in page
    assert ">31<" in page
    assert DocumentFacts.objects.get().facts == {"voters": 30}
    assert _fill(tam, world.assessment, {"voters": "30"}).status_code == 303  # nothing of it new
    assert _fill(tam, world.assessment, {"voters": "31"}, seen=1).status_code == 303


def test_the_trail_has_each_blank_in_words(world) -> None:
    lan = world.client("lan")
    _fill(lan, world.assessment, {"voters": "30", "day": "28/6/2024"})
    _fill(lan, world.assessment, {"voters": "29", "day": "28/6/2024"}, seen=1)
    last, first = AuditEvent.objects.about(DocumentFacts.objects.get())
    assert first.changes["Cuộc họp: ngày họp"] == [None, "ngày 28/6/2024"]
    assert last.changes == {"Biểu quyết: số người biểu quyết": ["30", "29"]}
    _fill(lan, world.assessment, {"voters": "29", "day": "28/6/2024"}, seen=2)
    assert AuditEvent.objects.about(DocumentFacts.objects.get()).count() == 2


def test_a_checked_paper_is_a_draft_again_once_a_blank_is_filled(world) -> None:
    kind, row = kind_of(MINUTES), world.assessment
    world.client("lan").post(kind.url("check", row))
    assert drawn(kind, row).now.state == "checked"
    _fill(world.client("lan"), row, {"voters": "30"})
    assert drawn(kind, row).now.state == "draft"


def test_the_next_paper_begins_with_what_rarely_changes(world) -> None:
    lan = world.client("lan")
    _fill(lan, world.assessment, TYPED)
    later = world.assessment
    later.pk, later.year, later.is_registered = None, later.year + 1, False
    later.save()
    page = lan.get(_url(later)).content.decode()
    assert "Hội trường UBND xã" in page
    assert 'value="20"' in page
    assert 'value="29"' not in page
    assert "……/……, đạt ……%" in words_of(kind_of(MINUTES), later)  # nothing prints by itself


def test_what_a_recorded_meeting_has_is_taken_from_it(world) -> None:
    lan, chair, clerk = world.client("lan"), world.official("chair"), world.official("vanthu")
    own = {"chaired_by": chair, "secretary": clerk, "place": "Nhà văn hóa"}
    held = {"unit": world.commune, "held_on": date(2024, 8, 9), "start_time": time(14)}
    meeting = hold_meeting(by=make.system(), name="Họp đề nghị xét công nhận", **held, **own)
    hold_meeting(by=make.system(), name="Giao ban tháng 8", **held)
    for official, is_present in ((chair, True), (clerk, True), (world.official("hien"), False)):
        meeting.attendances.create(official=official, is_present=is_present)
    url = _url(world.assessment)
    page = lan.get(url).content.decode()
    assert f"?lay={meeting.pk}" in page
    assert "Giao ban tháng 8" not in page
    _fill(lan, world.assessment, {"voters": "30", "place": "Sân đình"})
    form = lan.get(f"{url}?lay={meeting.pk}").context["form"]
    shown = {key: form[key].value() for key in form.fields if form[key].value() is not None}
    titles = {"chair": "Ngô Văn Chủ", "secretary": "Văn thư xã"}
    assert all(shown.pop(key).startswith(name) for key, name in titles.items())
    assert shown == {
        "day": "09/8/2024", "start": "14 giờ 00", "place": "Nhà văn hóa", "members": "3",
        "present": "2", "voters": "30",
    }  # fmt: skip
    assert DocumentFacts.objects.get().facts == {"voters": 30, "place": "Sân đình"}
    assert lan.get(f"{url}?lay=0").status_code == 404


def test_a_passage_that_nobody_wrote_leads_to_its_form_on_every_paper(world) -> None:
    kind = kind_of("recognition_submission")
    shown = world.client("lan").get(kind.url("preview", world.assessment))
    linked = {address for _, address in shown.context["blanks"] if address}
    assert linked == {kind.edit_url(world.assessment, key) for key in ("grounds", "course")}
    assert shown.context["fill_url"] == ""
    clerk = world.member(Role.CLERK).get(kind.url("preview", world.assessment))
    assert [address for _, address in clerk.context["blanks"]] == [""] * len(linked)


def test_a_blank_that_the_record_fills_leads_to_its_page(world) -> None:
    lan = world.client("lan")
    on = {"held_on": date(2024, 8, 9), "name": "Giao ban"}
    meeting = hold_meeting(by=make.system(), unit=world.commune, **on)
    edit = reverse("tasks:edit_meeting", args=[meeting.pk])
    measured = world.result.indicator.criterion.number
    criterion = reverse("reports:criterion", args=[world.assessment.pk, measured])
    world.claim(world.result, value=None)
    for slug, row, url in (
        ("meeting_minutes", meeting, edit),
        ("meeting_invitation", meeting, edit),
        ("recognition_report", world.assessment, criterion),
    ):
        kind = kind_of(slug)
        shown = lan.get(kind.url("preview", row))
        assert url in [address for _, address in shown.context["blanks"]]
        clerk = world.member(Role.CLERK).get(kind.url("preview", row))
        assert f'href="{edit}"' not in clerk.content.decode()


def test_a_paper_without_such_blanks_has_no_page_of_them(world) -> None:
    lan = world.client("lan")
    for slug in ("plan", "recognition_cover", "none"):
        assert lan.get(reverse("reports:blanks", args=[slug, world.plan.pk])).status_code == 404


def test_minutes_count_the_criteria_as_of_the_day_of_the_meeting(world) -> None:
    facts = {"day": "2024-06-28"}
    DocumentFacts.objects.create(
        unit=world.commune, kind=MINUTES, row_key=world.assessment.pk, title="Biên bản", facts=facts
    )
    first, second, *later = world.results()
    for result in (first, second):
        world.claim(result, on=date(2024, 6, 1))
    before = words_of(kind_of(MINUTES), world.assessment)
    for result in later:
        world.claim(result, on=date(2024, 8, 1))
    assert "tự đánh giá đạt 1/2" in before
    assert words_of(kind_of(MINUTES), world.assessment) == before
