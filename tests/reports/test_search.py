"""Search: without diacritics, in both spellings, exact first, within the scope."""

from datetime import date

import pytest
from django.utils import timezone

from evidence.models import ContentScan, Evidence
from evidence.papers.services import add_paper, add_revision
from ntm_project.common.text import spoken
from reports.search import papers
from reports.search.queries import search
from reports.search.terms import rank, variants
from tasks.models import Assignment, Citation, Conclusion, Meeting
from tests import factories as make
from tests.evidence import factories as ev
from tests.evidence.files import makers
from tests.queries import queries_within
from tests.shared import made_once
from tests.world import World, open_world
from villages import services
from villages.enums import Role
from villages.models import Official, Posting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evidence_folder(settings, tmp_path) -> None:
    settings.EVIDENCE_FOLDER = tmp_path / "files"


rows = made_once(lambda: open_world("assessment", "village_assessment", "plan"))


@pytest.mark.parametrize(
    ("query", "text", "place"),
    [
        ("Mai Đình", "xã Mai Đình", 0),
        ("mai dinh", "xã Mai Đình", 1),
        ("MAI DINH", "xã Mai Đình", 1),
        ("nha van hoa", "Xây dựng nhà văn hóa thôn Mai Hạ", 1),
        ("nhà văn hoá", "Xây dựng nhà văn hóa thôn Mai Hạ", 0),
        ("uỷ ban", "Ủy ban nhân dân", 0),
        ("Hiệp Hoà", "huyện Hiệp Hòa", 0),
        ("tám đinh", "Đinh Văn Tám", 2),
        ("hoa", "khoa học", None),
        ("kĩ thuat", "khoa học kỹ thuật", 1),
        ("NTM", "xây dựng nông thôn mới", 1),
        ("nông thôn mới", "Ban Chỉ đạo NTM xã", 1),
        ("hội nông dân", "HND xã", 1),
        ("ubnd xa", "Ủy ban nhân dân xã Mai Đình", 1),
        ("đường", "dương", 1),
    ],
)
def test_how_well_a_text_matches(query, text, place) -> None:
    assert rank(query, text) == place


def test_variants_write_out_and_abbreviate() -> None:
    assert variants("BCĐ NTM") == ["bcd ntm", "ban chi dao nong thon moi"]
    assert "ntm xa" in variants("Nông thôn mới xã")
    assert spoken("Kỹ thuật, tỷ lệ") == "ki thuat ti le"


def titles(world: World, query: str, access=None) -> dict[str, list[str]]:
    access = access or make.access(make.make_official(world.commune, name="Nguyễn Thị Lan"))
    return {g.title: [hit.text for hit in g.hits] for g in search(access, query)}


def test_people_tasks_indicators_units_and_bodies_are_found(world) -> None:
    make.make_official(world.commune, Role.VICE_CHAIR, "Đinh Văn Tám", title="Phó Chủ tịch")
    make.make_task(world.plan, text="Xây dựng nhà văn hóa thôn Mai Hạ")
    services.create_body(by=make.system(), unit=world.commune, name="Hội Nông dân")
    assert titles(world, "dinh van tam") == {"Cán bộ": ["Đinh Văn Tám"]}
    assert titles(world, "nha van hoa") == {"Nhiệm vụ": ["Xây dựng nhà văn hóa thôn Mai Hạ"]}
    assert titles(world, "hnd") == {"Tổ chức": ["Hội Nông dân"]}
    assert titles(world, "thang loi") == {"Đơn vị": ["Thôn Thắng Lợi"]}
    assert set(titles(world, "ty le thu")) == {"Chỉ tiêu"}
    assert set(titles(world, "tỉ lệ thử")) == {"Chỉ tiêu"}


def test_a_criterion_is_found_by_number_and_name_an_indicator_by_its_code(world) -> None:
    criterion = world.assessment.criteria_set.criteria.get(number=2)
    criterion.number, criterion.name = 13, "Tổ chức sản xuất"
    criterion.save()
    indicator = criterion.indicators.first()
    indicator.code = "13.2"
    indicator.save(update_fields=["code"])
    for query in ("tiêu chí 13", "Tieu chi 13", "TC 13", "tc13", "13", "to chuc san xuat"):
        found = titles(world, query)
        assert next(iter(found)) == "Tiêu chí", query
        assert found["Tiêu chí"] == ["Tiêu chí 13 – Tổ chức sản xuất"], query
    for query in ("13.2", "chỉ tiêu 13.2", "nội dung 13.2", "tiêu chí 13.2"):
        (found,) = titles(world, query).items()
        assert found[0] == "Chỉ tiêu", query
        assert [text.split()[0] for text in found[1]] == ["13.2"], query
    assert "Tiêu chí" not in titles(world, "tiêu chí 3")


def test_exact_diacritics_stand_first(world) -> None:
    for name in ("Lê Thị Dương", "Lê Thị Đường", "Lê Thị Đượng"):
        make.make_official(world.commune, Role.OFFICIAL, name)
    assert titles(world, "đường")["Cán bộ"][0] == "Lê Thị Đường"
    assert len(titles(world, "duong")["Cán bộ"]) == 3


def test_nothing_outside_the_scope_is_found(world) -> None:
    other = make.make_commune("Nghi Hoa", world.commune.parent)
    stranger = make.access(make.make_official(other))
    make.make_official(world.commune, name="Tạ Văn Hành")
    task = make.make_task(world.plan, text="Xây dựng nhà văn hóa")
    office = services.create_body(
        by=make.system(), unit=world.commune.parent, name="Phòng Địa chính"
    )
    Assignment.objects.create(task=task, kind="support", body=office)
    world.plan.title = "Kế hoạch đường hoa"
    world.plan.save()
    of_people = ("mai dinh", "ta van hanh")
    of_work = ("nha van hoa", "dia chinh", "duong hoa")
    for query in (*of_people, *of_work, "thang loi", "ty le", "tieu chi 1"):
        assert titles(world, query) != {}
        assert titles(world, query, stranger) == {}, query


@pytest.mark.parametrize("query", ["", " ", "a", "%", "__", "\u200b", "((", "\\b", "'" * 50])
def test_short_and_strange_questions_find_nothing_and_break_nothing(world, query) -> None:
    assert titles(world, query) == {}


def test_who_is_found_is_told_apart_by_office(world) -> None:
    make.make_official(world.commune, Role.OFFICIAL, "Đặng Văn Quyên", title="Công chức VHXH")
    make.make_official(world.village, Role.VILLAGE_BOARD, "Đặng Văn Quyên", title="Trưởng thôn")
    access = make.access(make.make_official(world.commune))
    beside = make.make_commune("Nghi Hoa", world.commune.parent)
    Posting.objects.create(
        official=Official.objects.get(postings__title="Trưởng thôn"),
        unit=beside, role=Role.CLERK, title="Văn thư xã bên",
    )  # fmt: skip
    (group,) = search(access, "dang van quyen")
    assert {hit.note for hit in group.hits} == {
        "Công chức VHXH, xã Mai Đình",
        "Trưởng thôn, thôn Thắng Lợi",
    }


def test_each_conclusion_found_is_one_line(world) -> None:
    """However many of its meeting's conclusions hold the words, or do not."""
    meeting = Meeting.objects.create(
        unit=world.commune, held_on=date(2024, 9, 1), name="Giao ban tháng 9"
    )
    texts = ("Thôn Mai Hạ lát vỉa hè", "Thôn Mai Trung đo vỉa hè", "Trả hồ sơ trước ngày 15")
    for order, text in enumerate(texts, 1):
        Conclusion.objects.create(meeting=meeting, order=order, text=text)
    (group,) = search(world.lan, "vỉa hè")
    assert group.count == len(group.hits) == 2
    assert {hit.note.split(" · ")[1] for hit in group.hits} == set(texts[:2])


def test_plans_meetings_citations_and_criteria_are_found(world) -> None:
    plan, criterion = world.plan, world.assessment.criteria_set.criteria.first()
    title = "Về nước sạch nông thôn"
    Citation.objects.create(plan=plan, order=1, number="12/QĐ-TTg", title=title)
    meeting = Meeting.objects.create(
        unit=world.commune, held_on=date(2024, 8, 5), name="Giao ban tháng 8"
    )
    Conclusion.objects.create(meeting=meeting, order=1, text="Thôn Mai Hạ lát xong vỉa hè")
    assert titles(world, "nuoc sach") == {"Văn bản viện dẫn": [f"12/QĐ-TTg {title}"]}
    assert titles(world, "12/qd-ttg")["Văn bản viện dẫn"]
    assert titles(world, "giao ban")["Giao ban, kết luận"] == ["Giao ban tháng 8, 05/8/2024"]
    assert titles(world, "via he")["Giao ban, kết luận"] == ["Giao ban tháng 8, 05/8/2024"]
    assert titles(world, criterion.name)["Tiêu chí"]
    assert titles(world, plan.title)["Kế hoạch"] == [str(plan)]


def test_a_task_is_found_by_a_word_of_its_indicator(world) -> None:
    indicator = world.assessment.results.first().indicator
    task = make.make_task(
        world.plan, text="Làm cho xong", indicator=indicator, criterion=indicator.criterion,
        assessment=world.assessment,
    )  # fmt: skip
    assert titles(world, indicator.wording)["Nhiệm vụ"] == [task.text]


def test_what_lies_above_is_found_but_not_opened(world) -> None:
    district = world.commune.parent
    office = services.create_body(by=make.system(), unit=district, name="Phòng Kinh tế")
    other = services.create_body(by=make.system(), unit=district, name="Phòng Nội vụ")
    task = make.make_task(world.plan, text="Thẩm định")
    Assignment.objects.create(task=task, kind="support", body=office)
    access = make.access(make.make_official(world.commune))
    (group,) = search(access, district.name)[:1]
    assert [(hit.text, hit.url) for hit in group.hits] == [(district.title_name, "")]
    assert titles(world, office.name, access) == {"Tổ chức": [office.name]}
    assert titles(world, other.name, access) == {}


def test_the_very_name_stands_above_looser_hits_of_another_kind(world) -> None:
    make.make_task(world.plan, text="Họp với thôn Thắng Lợi")
    make.make_official(world.commune, Role.OFFICIAL, "Trần Thắng Lợi")
    assert next(iter(titles(world, "thắng lợi"))) == "Đơn vị"
    assert next(iter(titles(world, "tran thang loi"))) == "Cán bộ"


@pytest.mark.parametrize("query", ["nha van hoa", "nhà văn hoá", "ky ket", "kí kết", "NVH"])
def test_papers_are_found_by_the_words_inside(world, query) -> None:
    body = "<w:p><w:r><w:t>Biên bản ký kết xây dựng nhà văn hóa thôn Mai Hạ</w:t></w:r></w:p>"
    content = makers.zipped(makers.docx_parts(body))
    ev.pdf_paper(world.commune, content=makers.text_pdf("khac"), title="Tờ khác")
    paper = _docx(world, content)
    access = make.access(make.make_official(world.commune))
    (group,) = [g for g in search(access, query) if g.title == "Minh chứng"]
    assert ([hit.text for hit in group.hits], group.count) == ([paper.title], 1)
    assert "trong tệp: Biên bản ký kết xây dựng nhà văn hóa thôn Mai Hạ" in group.hits[0].note
    stranger = make.access(make.make_official(make.make_commune("Nghi Hoa", world.commune.parent)))
    assert titles(world, query, stranger) == {}


def test_only_the_newest_file_of_a_paper_in_use_is_looked_through(world) -> None:
    paper = _docx(world, makers.real_docx())
    assert titles(world, "dien tich") == {"Minh chứng": [paper.title]}
    Evidence.objects.filter(pk=paper.pk).update(withdrawn_at=timezone.now())
    assert titles(world, "dien tich") == {}
    Evidence.objects.filter(pk=paper.pk).update(withdrawn_at=None)
    sha256 = paper.revisions.get().sha256
    ContentScan.objects.create(sha256=sha256, state="blocked")
    assert titles(world, "dien tich") == {}
    ContentScan.objects.all().delete()
    add_revision(
        by=make.system(),
        evidence_id=paper.pk,
        received=ev.received(makers.text_pdf("ban moi"), "a.pdf"),
        upload_key=ev.uuid4(),
        seen_version=paper.version,
    )
    assert titles(world, "dien tich") == {}
    assert titles(world, "ban moi") == {"Minh chứng": [paper.title]}


def _docx(world, content: bytes) -> Evidence:
    (made,) = add_paper(
        by=make.system(),
        unit=world.commune,
        data=ev.paper_data(title="Giấy tờ", kind="minutes"),
        files=[ev.received(content, "a.docx")],
        upload_keys=[ev.uuid4()],
    )
    return made.evidence


@pytest.mark.parametrize(
    ("query", "shown"),
    [("van hoa", "nhà văn hóa thôn"), ("hoá nhà", "văn hóa"), ("kĩ thuật", "kỹ thuật")],
)
def test_what_was_found_is_shown_with_its_diacritics(monkeypatch, query, shown) -> None:
    monkeypatch.setattr(papers, "AROUND", 5)
    text = "Về kỹ thuật: xây dựng nhà văn hóa thôn Mai Hạ"
    assert shown in papers.excerpt(text, query)


def test_many_hits_are_cut_and_counted(world) -> None:
    for number in range(12):
        make.make_task(world.plan, text=f"Làm đường số {number}")
    access = make.access(make.make_official(world.commune))
    (group,) = search(access, "lam duong")
    assert (len(group.hits), group.count, group.is_more) == (10, 12, True)


def test_a_bounded_number_of_queries(world) -> None:
    access = make.access(make.make_official(world.commune))
    make.make_task(world.plan, text="Xã Mai Đình làm đường")
    before = queries_within(lambda: search(access, "mai dinh"))
    for number in range(9):
        make.make_task(world.plan, text=f"Xã Mai Đình làm đường số {number}")
    assert queries_within(lambda: search(access, "mai dinh")) == before <= 13
