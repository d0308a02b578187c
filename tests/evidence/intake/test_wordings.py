"""Wordings of time and of people in old plans, and what only looks like one."""

from datetime import date

import pytest

from evidence.intake.reading import (
    BodyEntry,
    PersonEntry,
    Proposal,
    Register,
    SetEntry,
    UnitEntry,
    read_plan,
)
from evidence.intake.reading.lines import LONGEST_PARAGRAPH, paragraphs
from evidence.intake.reading.times import last_day
from evidence.intake.rules import count_caution
from ntm_project.common.deadlines import BACKWARDS


def _read(text: str) -> list[Proposal]:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True), UnitEntry(2, "thôn", "Đông")]
    register = Register(units)
    register.sets[1] = SetEntry({2: "Giao thông", 17: "Môi trường"}, {"17.8": 17, "2.1": 2})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Nâng cấp trạm y tế – quý II/2025.", "30/6"),
        ("Nâng cấp trạm y tế (xong T9/2025).", "30/9"),
        ("Nâng cấp trạm y tế – xong 30.9; Hội Nông dân phụ trách.", "30/9"),
        ("Nâng cấp trạm y tế, hoàn thành trước 15.8.", "14/8"),
        ("Khởi công trạm y tế trong tháng 4, hoàn thành trước 30.11.", "29/11"),
        ("Trong tháng 4 tổ chức ra quân dọn kênh.", "30/4"),
        ("Tháng 4/2025: tổ chức ra quân dọn kênh.", "30/4"),
        ("Đến hết quý III hoàn thành lắp camera.", "30/9"),
        ("Lắp camera xong trong 9 tháng đầu năm 2025.", "30/9"),
        ("Lắp camera, hoàn thành 10 ngày đầu tháng 4.", "10/4"),
        ("Lắp camera, gửi kết quả về xã trước 17h00 ngày 25/6/2025.", "25/6"),
        ("Lắp camera, không quá ngày 30/5/2025.", "30/5"),
        ("Lắp camera, bàn giao 25/5.", "25/5"),
        ("Lắp camera: T3.", "31/3"),
        ("Sửa cống 15/3-30/4.", "30/4"),
        ("Lắp 04 mắt camera ở cổng thôn, năm 2025.", "31/12"),
        ("Sửa tuyến đường số 1 trước ngày 20/5/2025.", "19/5"),
        ("Sửa trường, xong trước lễ khai giảng 05/9.", "4/9"),
        ("Làm cổng chào, xong trước Quốc khánh 02/9.", "1/9"),
        ("Làm cổng chào, xong trước Tết Độc lập 2/9.", "1/9"),
        ("Tự đánh giá chất lượng, xong trước bế giảng (31/5).", "30/5"),
        ("Ký hợp đồng tiêu thụ lúa, ký xong trước khi xuống giống (20/4).", "19/4"),
        ("Tu sửa nhà vệ sinh, xong trước khi học sinh tựu trường 25/8.", "24/8"),
        ("Làm đường: tháng 7 giải phóng xong mặt bằng, tháng 10 rải thảm xong.", "31/10"),
        ("Làm hồ sơ: tháng 9 thu minh chứng, 15/10 xong dự thảo, 30/10 xong toàn bộ.", "30/10"),
        ("Lắp 6 cụm loa, giai đoạn 1 trong tháng 3, giai đoạn 2 trong tháng 10.", "31/10"),
        ("Đón đoàn trong tháng 11, hoàn tất hồ sơ trước đó vào ngày 15/10.", "30/11"),
        ("Diễn tập vào tháng 8, rút kinh nghiệm đầu tháng 9.", "30/9"),
        ("Nhân rộng mô hình tự quản; hoàn thành trong quý I, sơ kết cuối quý III.", "31/3"),
        ("Xây cầu: khởi công tháng 3, hoàn thành 15.10.", "15/10"),
        ("Xin lỗi công dân: Trạm Y tế, ngay trong tháng 3/2025.", "31/3"),
        ("Sơ kết 6 tháng đầu năm, báo cáo huyện trước ngày 10/7.", "9/7"),
        ("Gia hạn sản phẩm OCOP hết hạn năm 2025 trong tháng 9.", "30/9"),
        ("Thi công 3 km đường từ tháng 5/2025, hoàn thành trong tháng 10/2025.", "31/10"),
        ("Hội thi chào mừng ngày 30/4, phối hợp với Trạm Y tế, xong trước ngày 28/4.", "27/4"),
        ("Làm đường, thực hiện từ tháng 3/2025; hoàn thành tháng 8/2025.", "31/8"),
        ("Làm đường. Khởi công trong tháng 3, hoàn thành đưa vào sử dụng trước 30/9.", "29/9"),
    ],
)
def test_the_last_day_of_a_wording(text: str, day: str) -> None:
    (one,) = _read(f"- {text}")
    number, month = map(int, day.split("/"))
    assert last_day(one.deadline_words, 2025) == date(2025, month, number)


@pytest.mark.parametrize(
    "text",
    [
        "Đặt tên đường 30/4 cho tuyến trục xã.",
        "Vận động 8/10 hộ còn lại hiến đất.",
        "Thu gom rác tại ấp 3 từ tháng 4/2025.",
        "Rà soát hồ sơ theo Công văn số 12/CV ngày 10/02/2025.",
        "Đăng ký: tháng 1 đăng ký, tháng 11 bình xét.",
        "Tổng kết phong trào năm 2025.",
        "Lập quy hoạch chung xã thời kỳ 2026-2035, tầm nhìn đến năm 2045.",
        "Kiểm tra an toàn thực phẩm: 3 đợt (Tết, tháng hành động 15/4 - 15/5, Trung thu).",
        "Vận động mua bảo hiểm y tế, hết quý III đạt 92%, hết năm đạt 95%.",
        "Làm vườn rau, đợt đầu gieo trong tháng 2, thu hoạch trước khi nghỉ hè.",
        "Phun thuốc diệt muỗi mỗi tháng 1 lần, cao điểm tháng 6 - tháng 9.",
        "Vận động 5 người tham gia bảo hiểm y tế; hết năm đạt 96%.",
        "Tự chấm điểm chuẩn tiếp cận pháp luật hằng năm, xong trước 10/01 năm sau.",
        "Bổ sung quyết định phê duyệt quyết toán 04 công trình hoàn thành năm 2023, 2024 (TC 2).",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    (one,) = _read(f"- {text}")
    assert last_day(one.deadline_words, 2025) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Làm đường, thực hiện từ 01/11/2024 đến 15/10/2024.", "từ 01/11/2024 đến 15/10/2024"),
        ("Làm đường từ ngày 01/11/2024 đến ngày 15/10/2024, Công an xã chủ trì.", "15/10/2024"),
        ("Làm đường. Thời gian: từ tháng 9 đến tháng 6.", "từ tháng 9 đến tháng 6"),
        ("Mở lớp nghề (từ 5/6 tới 3/5/2024).", "từ 5/6 tới 3/5/2024"),
    ],
)
def test_days_that_contradict_each_other_are_shown_and_make_no_deadline(
    text: str, words: str
) -> None:
    (one,) = _read(f"- {text}")
    assert last_day(one.deadline_words, 2024) is None
    assert "từ " in one.deadline_words
    assert one.deadline_words.endswith(words)
    assert one.doubts["deadline_words"] == BACKWARDS


def test_a_row_that_begins_behind_its_end_is_shown_whole() -> None:
    head = "TT\tNội dung\tChủ trì\tBắt đầu\tKết thúc\n"
    first, second = _read(
        f"{head}1\tLàm đường\tCông an xã\t01/11/2024\t15/10/2024\n"
        "2\tDọn chợ\tCông an xã\t01/9/2024\t15/10/2024"
    )
    assert first.deadline_words == "từ 01/11/2024 đến 15/10/2024"
    assert first.doubts["deadline_words"] == BACKWARDS
    assert (second.deadline_words, second.doubts) == ("15/10/2024", {})


def test_a_time_keeps_the_day_from_which_on() -> None:
    (one,) = _read("- Làm đường từ tháng 11/2024 đến tháng 2/2025.")
    assert (one.text, one.deadline_words) == ("Làm đường", "từ tháng 11/2024 đến tháng 2/2025")


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Công an xã tuần tra ban đêm thường xuyên; trong năm.", "Tuần tra ban đêm"),
        ("Thu gom rác hằng tuần; cả năm 2025; Hội Phụ nữ.", "Thu gom rác"),
        ("Dọn kênh; hằng quý.", "Dọn kênh"),
        ("Làm 5 km đường, thực hiện xong trước 30/6, dự kiến.", "Làm 5 km đường"),
        ("Duy trì chốt trực; suốt năm, liên tục.", "Duy trì chốt trực"),
        ("Dọn vệ sinh (hằng tháng, trong năm); phối hợp với Trạm Y tế.", "Dọn vệ sinh"),
        ("Làm 5 km đường, bắt đầu tháng 3/2025 và hoàn thành tháng 8/2025.", "Làm 5 km đường"),
        ("Làm 5 km đường, bắt đầu từ 01/3/2025, hoàn thành trước 31/8/2025.", "Làm 5 km đường"),
    ],
)
def test_no_words_of_the_time_are_left_in_the_work(text: str, work: str) -> None:
    (one,) = _read(f"- {text}")
    assert one.text.split("; phối hợp")[0] == work


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("Sửa đường liên thôn (chủ đầu tư: UBND xã).", ["UBND xã"], []),
        ("Sửa đường liên thôn. ĐVTH: Ban QLDA xã; PH: các thôn.", ["Ban QLDA xã"], ["các thôn"]),
        ("Sửa đường do đồng chí Ba - PCT UBND xã chỉ đạo.", ["đồng chí Ba - PCT UBND xã"], []),
        ("Sửa đường, đồng chí Ba phụ trách, xong tháng 6.", ["đồng chí Ba"], []),
        ("Phân công: công chức Địa chính cắm mốc quy hoạch.", ["công chức Địa chính"], []),
        ("Yêu cầu các trưởng thôn rà soát hộ nghèo.", ["các trưởng thôn"], []),
        ("Công an xã (chủ trì), Quân sự xã (phối hợp) tuần tra.", ["Công an xã"], ["Quân sự xã"]),
        ("Tuần tra: Công an xã chủ trì; Quân sự xã phối hợp.", ["Công an xã"], ["Quân sự xã"]),
        ("Tuần tra ban đêm – Công an xã, tháng 5 (TC 17).", ["Công an xã"], []),
        ("Tuần tra ban đêm => Công an xã; trước 10/10.", ["Công an xã"], []),
        ("Tuần tra ban đêm (CC ĐC-XD, TC 17, chỉ tiêu 17.8).", ["CC ĐC-XD"], []),
        ("LĐ-TBXH rà soát hộ nghèo.", ["LĐ-TBXH"], []),
        ("Ban quản lý xã mỗi quý họp một lần đánh giá kết quả.", ["Ban quản lý xã"], []),
        ("Đổ bê tông đoạn Trạm Y tế - Trường Tiểu học.", [], []),
        ("Làm đường ngõ (thôn Đông 420 m, thôn Đoài 280 m).", [], []),
        ("Tổ chức giao ban kiểm điểm tiến độ.", [], []),
    ],
)
def test_who_leads_and_supports(text: str, leads: list[str], partners: list[str]) -> None:
    (one,) = _read(f"- {text}")
    assert [lead.words for lead in one.leads] == leads
    assert [partner.words for partner in one.partners] == partners


def test_who_stands_behind_the_work_is_no_part_of_it() -> None:
    found = _read(
        "- Tuần tra ban đêm – Công an xã, tháng 5.\n- Dọn kênh trục xã => Trạm Y tế; trước 10/10."
    )
    assert [one.text for one in found] == ["Tuần tra ban đêm", "Dọn kênh trục xã"]


@pytest.mark.parametrize(
    "word", ["30/6, ", "quý I, ", "tháng 1, 2, 3, ", "chủ trì: a; phối hợp: b; "]
)
def test_what_is_no_plan_is_read_in_parts(word: str) -> None:
    """Each break of a sentence looks at what stands around it, so no point may be endless; nor may
    a heading of many times take ways without end to be no heading."""
    text = "- " + word * 1_000 + "x"
    assert len(text) > LONGEST_PARAGRAPH
    assert max(len(row.text) for row in paragraphs(text)) <= LONGEST_PARAGRAPH
    assert len(_read(text)) < 1_000


def test_criteria_and_codes_in_brackets() -> None:
    found = _read("- Làm hố rác (17.8).\n- Cắm mốc (2.1; TC 2).\n- Sửa 12 km đường (5.7 km nhựa).")
    assert [(one.criterion, one.indicator) for one in found] == [
        (17, "17.8"),
        (2, "2.1"),
        (None, ""),
    ]


def test_a_criterion_named_before_who_does_it() -> None:
    (one,) = _read("- Dọn rác bãi biển - tiêu chí 17 (Đoàn Thanh niên xã), xong 20/5.")
    assert one.criterion == 17
    assert [name.words for name in one.leads] == ["Đoàn Thanh niên xã"]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("* Quý III/2025", "Quý III/2025"),
        ("* Tháng 10/2025", "Tháng 10/2025"),
        ("* Việc làm thường xuyên", "thường xuyên"),
    ],
)
def test_a_heading_that_is_but_a_time_is_for_all_below(head: str, words: str) -> None:
    found = _read(f"{head}\n- Lắp camera.\n- Trồng hoa.")
    assert [one.deadline_words for one in found] == [words, words]


def test_a_criterion_of_one_line_is_not_that_of_the_next() -> None:
    found = _read(
        "1. Tiêu chí 17: Trạm Y tế làm hố rác.\n2. Họp hằng quý.\n"
        "Về đường sá (tiêu chí 2): Công an xã cắm biển báo.\nThôn Đông dọn vệ sinh trong tháng 5."
    )
    assert [one.criterion for one in found] == [17, None, 2, None]


def test_what_is_done_on_the_ground_of_other_work_is_work_of_its_own() -> None:
    found = _read(
        "- Công an xã khảo sát tuyến đường trong tháng 2; trên cơ sở đó Trạm Y tế đổ bê tông, "
        "xong trước 30/6; Hội Phụ nữ giúp kỹ thuật."
    )
    assert [[lead.words for lead in one.leads] for one in found] == [["Công an xã"], ["Trạm Y tế"]]
    assert [one.words for one in found[1].partners] == ["Hội Phụ nữ"]


def test_a_column_of_numbers_is_of_criteria_and_ends_with_its_part_of_the_table() -> None:
    head = "TT\tViệc phải làm\tNgười đảm trách\tTiêu chí\n"
    found = _read(f"{head}1\tLàm đường\tCông an xã\t2\nB\tViệc khác\n2\tDọn chợ\tTrạm Y tế\t")
    assert [(one.criterion, one.indicator) for one in found] == [(2, ""), (None, "")]
    assert [one.leads[0].words for one in found] == ["Công an xã", "Trạm Y tế"]


def test_a_line_for_several_works() -> None:
    found = _read(
        "1. Giao thông\na) Làm đường trục.\nb) Cắm biển báo.\nc) Trồng cây.\n"
        "Các nội dung trên hoàn thành trong quý II; riêng nội dung c xong trước 30/9.\n"
        "Các nội dung a, b: công chức Địa chính; nội dung c: Hội Phụ nữ."
    )
    assert [last_day(one.deadline_words, 2025) for one in found] == [
        date(2025, 6, 30),
        date(2025, 6, 30),
        date(2025, 9, 29),
    ]
    assert [one.leads[0].words for one in found] == [
        "công chức Địa chính",
        "công chức Địa chính",
        "Hội Phụ nữ",
    ]


def test_who_is_in_charge_of_criteria_leads_their_works() -> None:
    found = _read(
        "1. Tiêu chí số 2 - Giao thông\n- Làm đường trục.\n2. Tiêu chí số 17\n- Làm hố rác.\n"
        "III. PHÂN CÔNG\n1. Đồng chí Lê Văn Ba - PCT UBND xã\n"
        "Phụ trách tiêu chí 2, 17; xong quý II."
    )
    assert [one.leads[0].words for one in found] == ["Đồng chí Lê Văn Ba - PCT UBND xã"] * 2
    assert {last_day(one.deadline_words, 2025) for one in found} == {date(2025, 6, 30)}


def test_rows_whose_cells_were_one_with_those_above() -> None:
    found = _read(
        "TT\tTiêu chí\tNội dung\tChủ trì\tPhối hợp\tThời gian\n"
        "1\tTiêu chí 2\tLàm đường trục\tCông an xã\tcác thôn\tTháng 4\n"
        "\t\tCắm biển báo\t\t\t\n2\t17.8\tLàm hố rác\tCT: Trạm Y tế; PH: Hội Phụ nữ\t\tT12"
    )
    assert [(one.criterion, one.indicator) for one in found] == [(2, ""), (2, ""), (17, "17.8")]
    assert [[lead.words for lead in one.leads] for one in found] == [
        ["Công an xã"],
        ["Công an xã"],
        ["Trạm Y tế"],
    ]
    assert [one.deadline_words for one in found] == ["Tháng 4", "Tháng 4", "tháng 12"]


def test_a_line_below_a_work_names_its_criterion_and_nobody_who_supports() -> None:
    first, second = _read(
        "Nhiệm vụ 1. Sửa đường trục xã\nTiêu chí: 2\nPhối hợp: không\n"
        "Nhiệm vụ 2. Thu gom rác tại các xóm\nChỉ tiêu: 17.8\nPhối hợp: Công an xã"
    )
    assert (first.criterion, first.partners) == (2, [])
    assert (second.criterion, second.indicator) == (17, "17.8")
    assert [one.words for one in second.partners] == ["Công an xã"]


def test_who_is_named_in_brackets_under_a_heading_leads_all_below() -> None:
    text = "1. Thôn Đông\n(Đồng chí phụ trách: Lý A Páo - Phó Chủ tịch HĐND xã)\n- Làm đường.\n"
    first, second = _read(f"{text}- Dọn vệ sinh đường thôn.\nIII. KINH PHÍ")
    assert [[lead.words for lead in one.leads] for one in (first, second)] == [
        ["Lý A Páo - Phó Chủ tịch HĐND xã"]
    ] * 2


def test_the_table_of_an_appendix_is_read_and_its_prose_is_not() -> None:
    head = "Chỉ tiêu\tGiải pháp\tPhụ trách\tHoàn thành"
    found = _read(
        f"III. KINH PHÍ\n- Vốn xã.\nPHỤ LỤC\n- Sửa cống.\n{head}\n2.1\tSửa cầu\tTrạm Y tế\t30/6"
    )
    assert [(one.text, one.indicator) for one in found] == [("Sửa cầu", "2.1")]


@pytest.mark.parametrize(
    ("who", "kind", "is_sure"),
    [
        ("Hội Nông dân xã", "body", True),
        ("Hội ND", "body", True),
        ("đồng chí Trần Văn Khoa", "person", True),
        ("công chức Địa chính - Xây dựng", "person", False),
        ("Trạm Y tế", "", True),
    ],
)
def test_whoever_the_register_knows_is_found(who: str, kind: str, is_sure: bool) -> None:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.bodies.append(BodyEntry(5, "Hội Nông dân xã", ("Hội ND",), 1))
    title = ("Công chức Địa chính - Xây dựng",)
    register.people.append(PersonEntry(7, "Trần Văn Khoa", title, 1))
    (one,) = read_plan(f"II. NHIỆM VỤ\n- Giao {who} dọn kênh, xong trước 30/6.", register)
    (lead,) = one.leads
    assert (lead.words, lead.found.kind, lead.found.is_sure) == (who, kind, is_sure)
    assert bool(lead.found) == bool(kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Điều tra thu nhập, dự kiến từ 01/10 đến 31/10.", "dự kiến từ 01/10 đến 31/10"),
        ("Sửa cống, xong trong quý II/2025 (dự kiến).", "xong trong quý II/2025 (dự kiến)"),
        ("Làm sân, dự kiến xong hè (trước ngày 31/5).", "dự kiến xong hè (trước ngày 31/5)"),
    ],
)
def test_a_day_that_is_only_expected_keeps_the_word(text: str, words: str) -> None:
    (one,) = _read(f"- {text}")
    assert one.deadline_words == words


def test_a_line_that_only_names_people_gives_to_the_points_under_it() -> None:
    found = _read(
        "- Trạm Y tế chủ trì, phối hợp với Hội Nông dân xã:\n+ Dọn kênh.\n+ Dọn chợ.\n"
        "- Đường xóm: giao công chức Địa chính thực hiện:\n+ Sửa cầu."
    )
    assert [(one.leads[0].words, [p.words for p in one.partners]) for one in found] == [
        ("Trạm Y tế", ["Hội Nông dân xã"]),
        ("Trạm Y tế", ["Hội Nông dân xã"]),
        ("công chức Địa chính", []),
    ]


def test_a_criterion_on_a_line_of_its_own_stays_under_its_village() -> None:
    (one,) = _read("2. Thôn Đông đạt NTM kiểu mẫu\nTiêu chí 2 – Giao thông\n- Sửa đường trục thôn.")
    assert (one.unit, one.criterion) == (2, 2)


def test_who_answers_for_it_comes_before_the_village_where_it_is() -> None:
    (one,) = _read("- Thôn Đông: Làm hàng rào nghĩa trang. Chịu trách nhiệm: Trưởng thôn Đông.")
    assert [lead.words for lead in one.leads] == ["Trưởng thôn Đông"]


def test_a_topic_with_its_criterion_heads_the_sentences_behind_it() -> None:
    (one,) = _read("2. Về đường sá (tiêu chí số 2). Để đi lại an toàn, Công an xã lắp 9 gương.")
    assert (one.criterion, [lead.words for lead in one.leads]) == (2, ["Công an xã"])


def test_the_work_begins_where_a_surface_is_made_hard() -> None:
    (one,) = _read("- Tiêu chí Giao thông: Giao thôn Đông cứng hóa 300 m đường, xong trước 30/6.")
    assert (one.text, [lead.words for lead in one.leads]) == ("Cứng hóa 300 m đường", ["thôn Đông"])


@pytest.mark.parametrize(
    ("text", "is_impossible"),
    [
        ("Trao 12/10 nhà cho hộ nghèo.", True),
        ("Vận động 120 hộ/100 hộ hiến đất.", True),
        ("Vận động 150% dân số tham gia BHYT.", True),
        ("Vận động 100% dân số tham gia BHYT.", False),
        ("Vận động 80 hộ/100 hộ hiến đất.", False),
        ("Thu ngân sách đạt 120% kế hoạch.", False),
        ("Họp ngày 30/6 tại nhà văn hóa.", False),
    ],
)
def test_a_count_that_cannot_be_is_pointed_out(text: str, is_impossible: bool) -> None:
    assert bool(count_caution(text)) == is_impossible
