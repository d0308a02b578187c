"""Sending files: kept, refused one by one, sent twice, by whom, with a script and without."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Evidence, Proof, Revision, TaskEvidence
from evidence.papers.enums import PaperKind
from evidence.papers.storage import StorageDown
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.files.makers import real_docx
from tests.evidence.pages.conftest import page_of, photo, typed
from tests.queries import assert_constant_queries, queries_of
from villages.enums import Role
from villages.models import AuditEvent

JSON = {"Accept": "application/json"}

# `add_paper` opens a transaction of its own and holds none while the store is waited for.
pytestmark = pytest.mark.django_db


def test_several_photos_become_papers_of_the_indicator(desk):
    client = desk.standing
    response = client.post(desk.upload_url, typed(desk, photo(), photo("Ảnh hai.jpg")))
    assert response.status_code == 303
    papers = list(Evidence.objects.order_by("pk"))
    assert [p.dated_on for p in papers] == [date(2024, 8, 1)] * 2
    assert {p.kind for p in papers} == {PaperKind.PHOTO}
    assert Proof.objects.filter(result=desk.result, evidence__in=papers).count() == 2
    assert AuditEvent.objects.filter(action="thêm minh chứng").count() == 1
    page = page_of(client.get(response.url))
    assert "Đã lưu 2 tệp" in page
    assert page.count("Sửa ngày và trích yếu") == 2
    for paper, name in zip(papers, ("Ảnh đường thôn.jpg", "Ảnh hai.jpg"), strict=True):
        assert reverse("evidence:edit", args=[paper.pk]) in page
        assert name in page
    assert f"#result-{desk.result.pk}" in page  # the way back


def test_one_photo_leads_straight_back(desk):
    response = desk.standing.post(desk.upload_url, typed(desk, photo()))
    assert response.status_code == 303
    assert response.url.endswith(f"#result-{desk.result.pk}")


def test_what_was_sent_is_listed_for_those_who_see_it(desk):
    own, other = ev.paper(desk.commune, desk.result), make.make_commune("Nghi Hoa")
    hidden = ev.paper(other, title="Giấy của xã khác")
    url = f"{reverse('evidence:sent')}?ket_qua={desk.result.pk}"
    response = desk.standing.get(f"{url}&ma={own.pk}&ma={hidden.pk}&ma=x")
    assert [card.paper for card, _ in response.context["rows"]] == [own]
    assert desk.standing.get(f"{url}&ma={hidden.pk}").status_code == 404
    assert desk.standing.get(url).status_code == 404
    reader = page_of(desk.member(Role.COMMITTEE).get(f"{url}&ma={own.pk}"))
    assert "Sửa ngày" not in reader
    assert "Gửi thêm" not in reader


def test_queries_of_what_was_sent_do_not_grow(desk):
    papers = [ev.paper(desk.commune, desk.result) for _ in range(11)]
    url = f"{reverse('evidence:sent')}?ket_qua={desk.result.pk}"
    client = desk.standing
    client.get(f"{url}&ma={papers[0].pk}")
    one = queries_of(client, f"{url}&ma={papers[0].pk}")
    assert queries_of(client, url + "".join(f"&ma={paper.pk}" for paper in papers)) == one


def test_the_expected_paper_is_chosen_beforehand_and_kept(desk):
    needed = ev.requirement(desk.result.indicator, kind=PaperKind.MINUTES)
    url = f"{desk.upload_url}&yeu_cau={needed.pk}"
    form = desk.standing.get(url).context["form"]
    assert (form["requirement"].value(), form["kind"].value()) == (needed.pk, PaperKind.MINUTES)
    desk.standing.post(url, typed(desk, photo(), requirement=needed.pk))
    assert Proof.objects.get().requirement == needed


def test_a_paper_carries_the_data_of_the_decree(desk):
    fields = {
        "kind": "decision",
        "number": "45/QĐ-UBND",
        "issuer": "UBND xã Mai Đình",
        "period_from": "01/01/2024",
        "period_to": "30/06/2024",
        "expires_on": "31/12/2026",
        "sheets": "2",
        "place": "Mai Đình",
        "note": "Bản gốc ở văn thư",
    }
    docx = photo("Quyết định.docx", real_docx())
    docx.content_type = "application/octet-stream"
    assert desk.standing.post(desk.upload_url, typed(desk, docx, **fields)).status_code == 303
    paper = Evidence.objects.get()
    assert (paper.number, paper.issuer, paper.sheets) == ("45/QĐ-UBND", "UBND xã Mai Đình", 2)
    assert (paper.period_to, paper.expires_on) == (date(2024, 6, 30), date(2026, 12, 31))


def test_refused_files_are_named_and_the_others_kept(desk):
    bad = photo("giả.jpg", b"<html><script>alert(1)</script></html>")
    response = desk.standing.post(desk.upload_url, typed(desk, photo(), bad, photo("hai.jpg")))
    assert response.status_code == 422
    assert Revision.objects.count() == 2
    page = page_of(response)
    assert "giả.jpg: Tệp trang web" in page
    assert "Đã lưu 2 tệp" in page
    assert page.count("Sửa ngày và trích yếu") == 2
    assert "sau khi rải nhựa" in page
    assert response.context["form"]["form_key"].value() == typed(desk)["form_key"]


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_sending_twice_keeps_one_file(desk, times):
    content = ev.photo_bytes()
    for _ in range(times):
        response = desk.standing.post(desk.upload_url, typed(desk, photo(content=content)))
        assert response.status_code == 303
    assert Revision.objects.count() == Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(action="thêm minh chứng").count() == 1


@pytest.mark.parametrize("words", [{"title": "Ngõ 2"}, {"dated_on": "02/08/2024"}])
def test_other_words_for_a_file_that_was_kept_are_not_lost_in_silence(desk, words):
    content = ev.photo_bytes()
    client = desk.standing
    client.post(desk.upload_url, typed(desk, photo(content=content)), headers=JSON)
    again = typed(desk, photo(content=content), **words)
    (kept,) = client.post(desk.upload_url, again, headers=JSON).json()["kept"]
    assert "thông tin sửa sau đó chưa được ghi" in kept["note"]
    assert kept["edit_url"] == reverse("evidence:edit", args=[Evidence.objects.get().pk])
    plain = client.post(desk.upload_url, typed(desk, photo(content=content), **words))
    page = page_of(client.get(plain.url))
    assert "thông tin sửa sau đó chưa được ghi" in page
    assert kept["edit_url"] in page
    assert Evidence.objects.get().title == typed(desk)["title"]


def test_one_file_chosen_twice_is_kept_once(desk):
    content = ev.photo_bytes()
    files = (photo(content=content), photo("bản sao.jpg", content=content))
    assert desk.standing.post(desk.upload_url, typed(desk, *files)).status_code == 303
    assert Revision.objects.count() == 1


def test_after_a_refusal_only_what_is_missing_is_added(desk):
    good, bad = ev.photo_bytes(), photo("giả.jpg", b"<html>")
    client = desk.standing
    client.post(desk.upload_url, typed(desk, photo(content=good), bad))
    again = client.post(desk.upload_url, typed(desk, photo(content=good), photo("mới.jpg")))
    assert again.status_code == 303
    assert Revision.objects.count() == 2


def test_equal_contents_are_told_and_not_refused(desk):
    content = ev.photo_bytes()
    ev.paper(desk.commune, content=content, title="Ảnh cũ đã có trong kho")
    client = desk.standing
    response = client.post(desk.upload_url, typed(desk, photo(content=content)))
    assert response.status_code == 303
    assert "trùng nội dung với minh chứng đã có" in page_of(client.get(response.url))
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("dated_on", ""),
        ("dated_on", "31/02/2024"),
        ("dated_on", "16/08/2024"),
        ("kind", "letter"),
        ("sheets", "0"),
        ("sheets", "hai"),
        ("expires_on", "01/07/2024"),
        ("on_behalf_of", "99999"),
        ("unit", "99999"),
        ("form_key", "không phải mã"),
        ("title", "x" * 3_000),
    ],
)
def test_what_does_not_read_is_told_at_its_field_and_kept(desk, field, value):
    data = typed(desk, photo()) | {field: value}
    response = desk.standing.post(desk.upload_url, data)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert field in errors
    page = page_of(response)
    if field not in {"kind", "on_behalf_of", "unit", "form_key"}:
        assert f'id="id_{field}_error"' in page
        assert value in page
    assert "hãy chọn lại tệp" in page
    assert not Evidence.objects.exists()


def test_no_file_is_asked_for_at_the_field(desk):
    response = desk.standing.post(desk.upload_url, typed(desk))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["files"]


def test_an_unnamed_unit_of_others_cannot_be_typed_in(desk):
    other = make.make_commune("Nghi Hoa", desk.commune.parent)
    url = reverse("evidence:upload")
    assert desk.standing.post(url, typed(desk, photo(), unit=other.pk)).status_code == 404
    assert desk.standing.get(f"{url}?don_vi={other.pk}").status_code == 404
    assert desk.standing.get(f"{url}?ket_qua=x").status_code == 404
    response = desk.standing.post(url, typed(desk, photo(), unit=desk.village.pk))
    assert response.status_code == 303
    assert Evidence.objects.get().unit == desk.village


def test_the_library_offers_the_units_in_which_one_adds(desk):
    form = desk.standing.get(reverse("evidence:upload")).context["form"]
    assert set(form.fields["unit"].queryset) == {desk.commune, desk.village}
    assert form["unit"].value() == desk.commune.pk
    board = desk.member(Role.VILLAGE_BOARD, desk.village)
    form = board.get(reverse("evidence:upload")).context["form"]
    assert list(form.fields["unit"].queryset) == [desk.village]


def test_a_photo_of_a_task_is_its_result(desk):
    task = make.make_task(make.make_plan(desk.commune), lead=desk.lan)
    url = f"{reverse('evidence:upload')}?nhiem_vu={task.pk}"
    response = desk.standing.post(url, typed(desk, photo()))
    assert (response.status_code, response.url) == (303, reverse("tasks:task", args=[task.pk]))
    assert TaskEvidence.objects.get().task == task


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_names_are_kept_in_one_form(desk, form):
    name = unicodedata.normalize(form, "Biên bản nghiệm thu xã Đông Hòa.jpg")
    desk.standing.post(desk.upload_url, typed(desk, photo(name)))
    assert Revision.objects.get().name == "Biên bản nghiệm thu xã Đông Hòa.jpg"


def test_the_script_gets_the_same_in_its_own_words(desk):
    client = desk.standing
    response = client.post(desk.upload_url, typed(desk, photo()), headers=JSON)
    assert response.status_code == 201
    (kept,) = response.json()["kept"]
    assert kept["note"] == ""
    assert kept["url"] == reverse("evidence:paper", args=[Evidence.objects.get().pk])
    bad = client.post(desk.upload_url, typed(desk, photo(content=b"MZ")), headers=JSON)
    assert (bad.status_code, list(bad.json()["errors"])) == (422, ["files"])


def test_the_script_asks_first_and_nothing_is_kept(desk):
    data = typed(desk, check="1", title="", dated_on="16/08/2024")
    response = desk.standing.post(desk.upload_url, data, headers=JSON)
    assert response.status_code == 200
    assert set(response.json()["errors"]) == {"title"}
    data = typed(desk, photo(), check="1", dated_on="16/08/2024")
    response = desk.standing.post(desk.upload_url, data, headers=JSON)
    assert set(response.json()["errors"]) == {"dated_on"}
    assert not Evidence.objects.exists()


def _rows(*own: tuple[str, str]) -> dict[str, list[str]]:
    """Captions and days of several files, as the script sends them."""
    return {"row_title": [row[0] for row in own], "row_dated_on": [row[1] for row in own]}


def test_each_file_says_its_own_caption_and_day(desk):
    rows = _rows(("Ngõ 1", "01/08/2024"), ("", "31/02/2024"), ("Ngõ 3", "16/08/2024"))
    data = typed(desk, check="1", title="", dated_on="hôm qua") | rows
    answer = desk.standing.post(desk.upload_url, data, headers=JSON).json()
    assert answer["errors"] == {}
    assert [set(row) for row in answer["rows"]] == [set(), {"title", "dated_on"}, {"dated_on"}]
    assert "không được sau hôm nay" in answer["rows"][2]["dated_on"][0]


def test_what_the_files_share_is_told_once(desk):
    data = typed(desk, check="1", sheets="hai") | _rows(("", "01/08/2024"), ("Ngõ 2", ""))
    answer = desk.standing.post(desk.upload_url, data, headers=JSON).json()
    assert set(answer["errors"]) == {"sheets"}
    assert [set(row) for row in answer["rows"]] == [{"title"}, set()]


def test_a_shared_day_that_does_not_fit_one_file_is_told_where_it_was_typed(desk):
    rows = _rows(("Quyết định 1", "01/07/2024"), ("Quyết định 2", "01/08/2024"))
    data = typed(desk, check="1", kind="decision", expires_on="15/07/2024") | rows
    answer = desk.standing.post(desk.upload_url, data, headers=JSON).json()
    assert set(answer["errors"]) == {"expires_on"}
    assert answer["rows"] == [{}, {}]


def test_a_shared_day_that_no_file_has_is_not_judged(desk):
    shared = {"kind": "decision", "expires_on": "15/07/2024", "dated_on": "01/08/2024"}
    data = typed(desk, check="1", **shared) | _rows(("Quyết định 1", "01/07/2024"))
    answer = desk.standing.post(desk.upload_url, data, headers=JSON).json()
    assert answer == {"errors": {}, "rows": [{}]}


def test_the_check_asks_no_more_queries_for_more_files(desk):
    client = desk.standing
    row = ("Ngõ 1", "01/08/2024")
    counts = []
    for number in (1, 1, 12):
        data = typed(desk, check="1") | _rows(*[row] * number)
        with CaptureQueriesContext(connection) as captured:
            client.post(desk.upload_url, data, headers=JSON)
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_a_store_that_is_down_is_told_and_what_was_typed_stays(desk, monkeypatch):
    def down(received):
        raise StorageDown("gone")

    monkeypatch.setattr("evidence.papers.services.keeping.store", down)
    response = desk.standing.post(desk.upload_url, typed(desk, photo()))
    assert response.status_code == 503
    assert StorageDown.reason in page_of(response)
    assert "sau khi rải nhựa" in page_of(response)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_may_not_add_is_told_who_may(desk, role):
    client = desk.member(role)
    for response in (client.get(desk.upload_url), client.post(desk.upload_url, typed(desk))):
        assert response.status_code == 403
        assert "Thường trực NTM" in page_of(response)


def test_strangers_and_wrong_methods(desk):
    stranger = desk.stranger()
    assert stranger.get(desk.upload_url).status_code == 404
    assert stranger.post(desk.upload_url, typed(desk, photo())).status_code == 404
    assert desk.standing.put(desk.upload_url).status_code == 405
    assert not Evidence.objects.exists()


def test_queries_do_not_grow(desk):
    def grow():
        for _ in range(10):
            ev.requirement(desk.result.indicator)

    ev.requirement(desk.result.indicator)
    assert_constant_queries(desk.standing, desk.upload_url, grow)
