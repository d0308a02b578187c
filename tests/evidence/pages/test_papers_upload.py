"""Sending files: kept, refused one by one, sent twice, by whom, with a script and without."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Evidence, Proof, Revision, TaskEvidence
from evidence.papers.enums import PaperKind
from evidence.papers.store_errors import StorageDown
from evidence.papers.uploads import ReceivingHandler, _Part
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.files.makers import real_docx
from tests.evidence.pages.conftest import page_of, photo, typed, upload_url
from tests.queries import assert_constant_queries, queries_of
from villages.enums import Role
from villages.models import AuditEvent, Official

JSON = {"Accept": "application/json"}

# `add_paper` opens a transaction of its own and holds none while the store is waited for.
pytestmark = pytest.mark.django_db


def test_several_photos_become_papers_of_the_indicator(world):
    client = world.standing
    response = client.post(upload_url(world), typed(world, photo(), photo("Ảnh hai.jpg")))
    assert response.status_code == 303
    papers = list(Evidence.objects.order_by("pk"))
    assert [p.dated_on for p in papers] == [date(2024, 8, 1)] * 2
    assert {p.kind for p in papers} == {PaperKind.PHOTO}
    assert Proof.objects.filter(result=world.result, evidence__in=papers).count() == 2
    assert AuditEvent.objects.filter(action="thêm minh chứng").count() == 2
    page = page_of(client.get(response.url))
    assert "Đã lưu 2 tệp" in page
    assert page.count("Sửa ngày và trích yếu") == 2
    for paper, name in zip(papers, ("Ảnh đường thôn.jpg", "Ảnh hai.jpg"), strict=True):
        assert reverse("evidence:edit", args=[paper.pk]) in page
        assert name in page
    assert f"#result-{world.result.pk}" in page  # the way back


@pytest.mark.parametrize("how", ["closed", "ended"])
def test_who_loses_the_right_while_a_file_is_on_its_way_sends_none(world, monkeypatch, how):
    lan, arrived = world.official("lan"), ReceivingHandler.file_complete

    def then(handler, size):
        if how == "closed":
            Official.objects.filter(pk=lan.pk).update(is_active=False)
        else:
            lan.postings.update(ends_on=date(2024, 8, 14))
        return arrived(handler, size)

    monkeypatch.setattr(ReceivingHandler, "file_complete", then)
    assert world.standing.post(upload_url(world), typed(world, photo())).status_code in (403, 404)
    assert not Evidence.objects.exists()


def test_one_photo_leads_straight_back(world):
    response = world.standing.post(upload_url(world), typed(world, photo()))
    assert response.status_code == 303
    assert response.url.endswith(f"#result-{world.result.pk}")


def test_what_was_sent_is_listed_for_those_who_see_it(world):
    own, other = ev.paper(world.commune, world.result), make.make_commune("Nghi Hoa")
    hidden = ev.paper(other, title="Giấy của xã khác")
    url = f"{reverse('evidence:sent')}?ket_qua={world.result.pk}"
    response = world.standing.get(f"{url}&ma={own.pk}&ma={hidden.pk}&ma=x")
    assert [card.paper for card, _ in response.context["rows"]] == [own]
    assert world.standing.get(f"{url}&ma={hidden.pk}").status_code == 404
    assert world.standing.get(url).status_code == 404
    reader = page_of(world.member(Role.COMMITTEE).get(f"{url}&ma={own.pk}"))
    assert "Sửa ngày" not in reader
    assert "Gửi thêm" not in reader


def test_queries_of_what_was_sent_do_not_grow(world):
    papers = [ev.paper(world.commune, world.result) for _ in range(11)]
    url = f"{reverse('evidence:sent')}?ket_qua={world.result.pk}"
    client = world.standing
    client.get(f"{url}&ma={papers[0].pk}")
    one = queries_of(client, f"{url}&ma={papers[0].pk}")
    assert queries_of(client, url + "".join(f"&ma={paper.pk}" for paper in papers)) == one


def test_the_expected_paper_is_chosen_beforehand_and_kept(world):
    needed = ev.requirement(world.result.indicator, kind=PaperKind.MINUTES)
    url = f"{upload_url(world)}&yeu_cau={needed.pk}"
    form = world.standing.get(url).context["form"]
    assert (form["requirement"].value(), form["kind"].value()) == (needed.pk, PaperKind.MINUTES)
    world.standing.post(url, typed(world, photo(), requirement=needed.pk))
    assert Proof.objects.get().requirement == needed


def test_a_paper_carries_the_data_of_the_decree(world):
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
    assert world.standing.post(upload_url(world), typed(world, docx, **fields)).status_code == 303
    paper = Evidence.objects.get()
    assert (paper.number, paper.issuer, paper.sheets) == ("45/QĐ-UBND", "UBND xã Mai Đình", 2)
    assert (paper.period_to, paper.expires_on) == (date(2024, 6, 30), date(2026, 12, 31))


def test_refused_files_are_named_and_the_others_kept(world):
    bad = photo("giả.jpg", b"<html><script>alert(1)</script></html>")
    response = world.standing.post(upload_url(world), typed(world, photo(), bad, photo("hai.jpg")))
    assert response.status_code == 422
    assert Revision.objects.count() == 2
    page = page_of(response)
    assert "giả.jpg: Tệp trang web" in page
    assert "Đã lưu 2 tệp" in page
    assert page.count("Sửa ngày và trích yếu") == 2
    assert "sau khi rải nhựa" in page
    assert response.context["form"]["form_key"].value() == typed(world)["form_key"]


@pytest.mark.parametrize("times", [2, 3])
def test_the_same_sending_twice_keeps_one_file(world, times):
    content = ev.photo_bytes()
    for _ in range(times):
        response = world.standing.post(upload_url(world), typed(world, photo(content=content)))
        assert response.status_code == 303
    assert Revision.objects.count() == Evidence.objects.count() == 1
    assert AuditEvent.objects.filter(action="thêm minh chứng").count() == 1


@pytest.mark.parametrize("words", [{"title": "Ngõ 2"}, {"dated_on": "02/08/2024"}])
def test_other_words_for_a_file_that_was_kept_are_not_lost_in_silence(world, words):
    content = ev.photo_bytes()
    client = world.standing
    client.post(upload_url(world), typed(world, photo(content=content)), headers=JSON)
    again = typed(world, photo(content=content), **words)
    (kept,) = client.post(upload_url(world), again, headers=JSON).json()["kept"]
    assert "thông tin sửa sau đó chưa được ghi" in kept["note"]
    assert kept["edit_url"] == reverse("evidence:edit", args=[Evidence.objects.get().pk])
    plain = client.post(upload_url(world), typed(world, photo(content=content), **words))
    page = page_of(client.get(plain.url))
    assert "thông tin sửa sau đó chưa được ghi" in page
    assert kept["edit_url"] in page
    assert Evidence.objects.get().title == typed(world)["title"]


def test_one_file_chosen_twice_is_kept_once(world):
    content = ev.photo_bytes()
    files = (photo(content=content), photo("bản sao.jpg", content=content))
    assert world.standing.post(upload_url(world), typed(world, *files)).status_code == 303
    assert Revision.objects.count() == 1


def test_after_a_refusal_only_what_is_missing_is_added(world):
    good, bad = ev.photo_bytes(), photo("giả.jpg", b"<html>")
    client = world.standing
    client.post(upload_url(world), typed(world, photo(content=good), bad))
    again = client.post(upload_url(world), typed(world, photo(content=good), photo("mới.jpg")))
    assert again.status_code == 303
    assert Revision.objects.count() == 2


def test_equal_contents_are_told_and_not_refused(world):
    content = ev.photo_bytes()
    ev.paper(world.commune, content=content, title="Ảnh cũ đã có trong kho")
    client = world.standing
    response = client.post(upload_url(world), typed(world, photo(content=content)))
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
def test_what_does_not_read_is_told_at_its_field_and_kept(world, field, value):
    data = typed(world, photo()) | {field: value}
    response = world.standing.post(upload_url(world), data)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert field in errors
    page = page_of(response)
    if field not in {"kind", "on_behalf_of", "unit", "form_key"}:
        assert f'id="id_{field}_error"' in page
        assert value in page
    assert "hãy chọn lại tệp" in page
    assert not Evidence.objects.exists()


def test_no_file_is_asked_for_at_the_field(world):
    response = world.standing.post(upload_url(world), typed(world))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["files"]


def test_an_unnamed_unit_of_others_cannot_be_typed_in(world):
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    url = reverse("evidence:upload")
    assert world.standing.post(url, typed(world, photo(), unit=other.pk)).status_code == 404
    assert world.standing.get(f"{url}?don_vi={other.pk}").status_code == 404
    assert world.standing.get(f"{url}?ket_qua=x").status_code == 404
    response = world.standing.post(url, typed(world, photo(), unit=world.village.pk))
    assert response.status_code == 303
    assert Evidence.objects.get().unit == world.village


def test_the_library_offers_the_units_in_which_one_adds(world):
    form = world.standing.get(reverse("evidence:upload")).context["form"]
    assert set(form.fields["unit"].queryset) == {world.commune, world.village}
    assert form["unit"].value() == world.commune.pk
    board = world.member(Role.VILLAGE_BOARD, world.village)
    form = board.get(reverse("evidence:upload")).context["form"]
    assert list(form.fields["unit"].queryset) == [world.village]


def test_a_photo_of_a_task_is_its_result(world):
    task = make.make_task(make.make_plan(world.commune), lead=world.lan.official)
    url = f"{reverse('evidence:upload')}?nhiem_vu={task.pk}"
    response = world.standing.post(url, typed(world, photo()))
    assert (response.status_code, response.url) == (303, reverse("tasks:task", args=[task.pk]))
    assert TaskEvidence.objects.get().task == task


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_names_are_kept_in_one_form(world, form):
    name = unicodedata.normalize(form, "Biên bản nghiệm thu xã Đông Hòa.jpg")
    world.standing.post(upload_url(world), typed(world, photo(name)))
    assert Revision.objects.get().name == "Biên bản nghiệm thu xã Đông Hòa.jpg"


def test_the_name_as_it_was_sent_is_kept_beside_the_cleaned_one(world):
    sent = "Biên bản: xã Đông Hòa?.jpg"
    world.standing.post(upload_url(world), typed(world, photo(sent)))
    revision = Revision.objects.get()
    assert (revision.name, revision.original_name) == ("Biên bản_ xã Đông Hòa_.jpg", sent)
    paper = reverse("evidence:paper", args=[revision.evidence_id])
    assert sent in page_of(world.standing.get(paper))
    world.standing.post(
        upload_url(world), typed(world, photo(unicodedata.normalize("NFD", "Xã.jpg")))
    )
    assert Revision.objects.latest("pk").renamed_from == ""


def test_the_script_gets_the_same_in_its_own_words(world):
    client = world.standing
    response = client.post(upload_url(world), typed(world, photo()), headers=JSON)
    assert response.status_code == 201
    (kept,) = response.json()["kept"]
    assert kept["note"] == ""
    assert kept["url"] == reverse("evidence:paper", args=[Evidence.objects.get().pk])
    bad = client.post(upload_url(world), typed(world, photo(content=b"MZ")), headers=JSON)
    assert (bad.status_code, list(bad.json()["errors"])) == (422, ["files"])


def test_the_script_asks_first_and_nothing_is_kept(world):
    data = typed(world, check="1", title="", dated_on="16/08/2024")
    response = world.standing.post(upload_url(world), data, headers=JSON)
    assert response.status_code == 200
    assert set(response.json()["errors"]) == {"title"}
    data = typed(world, photo(), check="1", dated_on="16/08/2024")
    response = world.standing.post(upload_url(world), data, headers=JSON)
    assert set(response.json()["errors"]) == {"dated_on"}
    assert not Evidence.objects.exists()


def _rows(*own: tuple[str, str]) -> dict[str, list[str]]:
    """Captions and days of several files, as the script sends them."""
    return {"row_title": [row[0] for row in own], "row_dated_on": [row[1] for row in own]}


def test_each_file_says_its_own_caption_and_day(world):
    rows = _rows(("Ngõ 1", "01/08/2024"), ("", "31/02/2024"), ("Ngõ 3", "16/08/2024"))
    data = typed(world, check="1", title="", dated_on="hôm qua") | rows
    answer = world.standing.post(upload_url(world), data, headers=JSON).json()
    assert answer["errors"] == {}
    assert [set(row) for row in answer["rows"]] == [set(), {"title", "dated_on"}, {"dated_on"}]
    assert "không được sau hôm nay" in answer["rows"][2]["dated_on"][0]


def test_what_the_files_share_is_told_once(world):
    data = typed(world, check="1", sheets="hai") | _rows(("", "01/08/2024"), ("Ngõ 2", ""))
    answer = world.standing.post(upload_url(world), data, headers=JSON).json()
    assert set(answer["errors"]) == {"sheets"}
    assert [set(row) for row in answer["rows"]] == [{"title"}, set()]


def test_a_shared_day_that_does_not_fit_one_file_is_told_where_it_was_typed(world):
    rows = _rows(("Quyết định 1", "01/07/2024"), ("Quyết định 2", "01/08/2024"))
    data = typed(world, check="1", kind="decision", expires_on="15/07/2024") | rows
    answer = world.standing.post(upload_url(world), data, headers=JSON).json()
    assert set(answer["errors"]) == {"expires_on"}
    assert answer["rows"] == [{}, {}]


def test_a_shared_day_that_no_file_has_is_not_judged(world):
    shared = {"kind": "decision", "expires_on": "15/07/2024", "dated_on": "01/08/2024"}
    data = typed(world, check="1", **shared) | _rows(("Quyết định 1", "01/07/2024"))
    answer = world.standing.post(upload_url(world), data, headers=JSON).json()
    assert answer == {"errors": {}, "rows": [{}]}


def test_the_check_asks_no_more_queries_for_more_files(world):
    client = world.standing
    row = ("Ngõ 1", "01/08/2024")
    counts = []
    for number in (1, 1, 12):
        data = typed(world, check="1") | _rows(*[row] * number)
        with CaptureQueriesContext(connection) as captured:
            client.post(upload_url(world), data, headers=JSON)
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_a_store_that_is_down_is_told_and_what_was_typed_stays(world, monkeypatch):
    def down(received):
        raise StorageDown("gone")

    monkeypatch.setattr("evidence.papers.services.keeping.store", down)
    response = world.standing.post(upload_url(world), typed(world, photo()))
    assert response.status_code == 503
    assert StorageDown.reason in page_of(response)
    assert "sau khi rải nhựa" in page_of(response)


@pytest.mark.parametrize("role", [Role.CHAIR, Role.COMMITTEE, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_may_not_add_is_told_who_may(world, role):
    client = world.member(role)
    for response in (client.get(upload_url(world)), client.post(upload_url(world), typed(world))):
        assert response.status_code == 403
        assert "Thường trực NTM" in page_of(response)


def test_strangers_and_wrong_methods(world):
    stranger = world.stranger()
    assert stranger.get(upload_url(world)).status_code == 404
    assert stranger.post(upload_url(world), typed(world, photo())).status_code == 404
    assert world.standing.put(upload_url(world)).status_code == 405
    assert not Evidence.objects.exists()


def test_queries_do_not_grow(world):
    def grow():
        for _ in range(10):
            ev.requirement(world.result.indicator)

    ev.requirement(world.result.indicator)
    assert_constant_queries(world.standing, upload_url(world), grow)


@pytest.mark.parametrize("ends", ["the account", "the posting"])
def test_who_loses_the_right_while_the_file_is_on_its_way_keeps_nothing(world, monkeypatch, ends):
    lan, client = world.official("lan"), Client(enforce_csrf_checks=True)
    client.force_login(lan, backend="django.contrib.auth.backends.ModelBackend")
    client.get(upload_url(world))
    arrive = _Part.add

    def add(part: _Part, chunk: bytes) -> None:
        if ends == "the account":
            Official.objects.get_queryset().filter(pk=lan.pk).update(is_active=False)
        else:
            lan.postings.update(ends_on=date(2024, 8, 14))
        arrive(part, chunk)

    token = client.cookies["csrftoken"].value
    with monkeypatch.context() as patch:
        patch.setattr(_Part, "add", add)
        answer = client.post(upload_url(world), typed(world, photo(), csrfmiddlewaretoken=token))
    assert answer.status_code in (302, 403, 404)
    assert not Revision.objects.exists()
