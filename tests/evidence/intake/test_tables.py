"""Tables of old plans as communes draw them: a head of two rows, criteria with their numbers."""

import pytest

from evidence.intake.reading import Proposal, Register, SetEntry, UnitEntry, read_plan

CRITERIA = {2: "Giao thông", 6: "Văn hóa", 14: "Y tế", 17: "Môi trường"}


def _read(text: str) -> list[Proposal]:
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)])
    register.sets[1] = SetEntry(CRITERIA, {"17.8": 17})
    return read_plan(f"II. NHIỆM VỤ\n{text}", register)


@pytest.mark.parametrize(
    "head",
    [
        "TT\tNội dung\tPhân công thực hiện\t\tThời gian\n\t\tChủ trì\tPhối hợp\t",
        "TT\tNội dung\tPhân công\tPhân công\tThời gian\nTT\tNội dung\tChủ trì\tPhối hợp\tThời gian",
        "TT\tNội dung công việc\tThực hiện\t\tThời gian\n\t\tĐơn vị chủ trì\tĐơn vị phối hợp\t",
    ],
)
def test_a_head_of_two_rows_names_who_leads_and_who_supports(head: str) -> None:
    found = _read(f"{head}\n1\tLàm 200 m đường\tPhòng Kinh tế\tCác thôn\t30/6/2025")
    assert [one.text for one in found] == ["Làm 200 m đường"]
    assert [name.words for name in found[0].leads] == ["Phòng Kinh tế"]
    assert [name.words for name in found[0].partners] == ["Các thôn"]
    assert found[0].deadline_words == "30/6/2025"


@pytest.mark.parametrize("nobody", ["–", "-", "...", "Không", "/"])
def test_a_cell_of_a_sign_alone_names_nobody(nobody: str) -> None:
    table = (
        f"TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n1\tLàm 200 m đường\tTrạm Y tế\t{nobody}\t30/6"
    )
    (one,) = _read(table)
    assert [name.words for name in one.leads] == ["Trạm Y tế"]
    assert one.partners == []


def test_a_row_of_work_under_the_head_is_no_second_head() -> None:
    found = _read("TT\tNội dung\tChủ trì\tKết quả\n\tKý cam kết\tTổ phụ trách\tKết quả ký")
    assert [one.text for one in found] == ["Ký cam kết"]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("Tiêu chí số 6 (Văn hóa)", 6),
        ("Số 14 (Y tế)", 14),
        ("17 Môi trường", 17),
        ("Tiêu chí 17 - Môi trường", 17),
        ("Tiêu chí số 2 về Giao thông", 2),
        ("6", 6),
    ],
)
def test_a_cell_names_a_criterion_by_its_number(cell: str, number: int) -> None:
    (one,) = _read(f"Tiêu chí\tNội dung\tChủ trì\n{cell}\tLàm 200 m đường\tPhòng Kinh tế")
    assert one.criterion == number


@pytest.mark.parametrize("head", ["Cùng thực hiện", "Đơn vị tham gia", "Hỗ trợ"])
def test_a_column_of_who_helps_is_of_partners(head: str) -> None:
    (one,) = _read(f"TT\tNội dung\tChủ trì\t{head}\n1\tLàm 200 m đường\tPhòng Kinh tế\tCác thôn")
    assert [name.words for name in one.partners] == ["Các thôn"]


def test_the_dash_of_an_office_at_the_edge_of_a_page_is_no_bullet() -> None:
    lines = [
        "- Giao công chức Địa chính kiểm tra các tuyến đường trục xã, đề nghị phòng Kinh tế",
        "- Hạ tầng hỗ trợ duy tu, thời gian xong trong quý I/2025.",
        *["- Giao các thôn trồng hoa, cây cảnh dọc các tuyến đường trục thôn, hoàn thành trong"]
        * 6,
        "tháng 5/2025.",
    ]
    one = _read("\n".join(lines))[0]
    assert one.deadline_words == "thời gian xong trong quý I/2025"


def test_a_cell_of_times_for_each_work_of_the_cell_beside_it() -> None:
    found = _read(
        "TT\tNội dung\tChủ trì\tThời gian\n"
        "1\tNâng cấp đài truyền thanh; lắp wifi ở 6 thôn\tPhòng VH-XH\tĐài: quý III; wifi: tháng 7"
    )
    assert [one.text for one in found] == ["Nâng cấp đài truyền thanh", "Lắp wifi ở 6 thôn"]
    assert [one.deadline_words for one in found] == ["quý III", "tháng 7"]


def test_times_that_name_no_work_of_the_cell_beside_them_part_nothing() -> None:
    found = _read("TT\tNội dung\tThời gian\n1\tHọp dân; bầu tổ\tĐợt một: tháng 3; đợt hai: tháng 7")
    assert len(found) == 1


def test_a_row_that_speaks_of_criteria_and_charge_is_no_second_head() -> None:
    found = read_plan(
        "Nhiệm vụ\tNgười thực hiện\tNgười phối hợp\tBắt đầu\tHoàn thành\n"
        "Dự thảo báo cáo từng tiêu chí\tThành viên phụ trách tiêu chí\tTrưởng các xóm\t01/8/2024"
        "\t31/8/2024\n"
        "Tổng hợp hồ sơ\tVăn phòng UBND\tTrạm Y tế\t01/9/2024\t20/9/2024\n",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [one.deadline_words for one in found] == ["31/8/2024", "20/9/2024"]
    assert [one.partners[0].words for one in found] == ["Trưởng các xóm", "Trạm Y tế"]


def test_works_one_under_the_other_in_a_cell_are_works_of_their_own() -> None:
    found = read_plan(
        "Giải pháp\tNgười phụ trách\tThời gian\n"
        "- Trải đá tuyến kênh Nà Hin - Khuổi Cáy - Lắp 35 bóng đèn\tTrạm Y tế\tTrước 30/5/2025\n"
        "- Sửa đường thôn Nà Hin - Khuổi Cáy\tTrạm Y tế\tTrước 30/6/2025\n",
        Register([UnitEntry(1, "xã", "An Bình", is_commune=True)]),
    )
    assert [one.text for one in found] == [
        "Trải đá tuyến kênh Nà Hin - Khuổi Cáy",
        "Lắp 35 bóng đèn",
        "Sửa đường thôn Nà Hin - Khuổi Cáy",
    ]
    assert {one.leads[0].words for one in found} == {"Trạm Y tế"}


def test_a_head_of_whole_sentences_is_read_by_its_first_words() -> None:
    (one,) = _read(
        "TT\tTên tiêu chí\tYêu cầu của tiêu chí theo Quyết định 05 của UBND tỉnh\tNội dung cần thực"
        " hiện để đạt chuẩn đối với tiêu chí chưa đạt (gồm cả khối lượng và hồ sơ cần làm)"
        "\tThời gian thực hiện, hoàn thành (ghi cụ thể tháng nào trong năm)\tLãnh đạo chỉ đạo"
        "\tNgười chủ trì thực hiện\n"
        "1\tTiêu chí số 6 Văn hóa\t100%\tXây sân bóng thôn Đông\tTháng 6/2024\tĐ/c: Bính Chủ tịch"
        "\tĐ/c: Liễu Văn hóa"
    )
    assert (one.text, one.criterion, one.deadline_words) == (
        "Xây sân bóng thôn Đông",
        6,
        "Tháng 6/2024",
    )
    assert [name.words for name in one.leads] == ["Đ/c: Liễu Văn hóa"]


@pytest.mark.parametrize(
    ("group", "number"), [("Tiêu chí 6. Văn hóa", 6), ("Môi trường", 17), ("Tuyên truyền", None)]
)
def test_a_column_of_groups_names_the_criterion_of_the_work_beside_it(
    group: str, number: int | None
) -> None:
    found = _read(
        "STT\tNhóm nhiệm vụ\tNội dung nhiệm vụ\tĐơn vị chủ trì\tCăn cứ, lý do đề xuất nhiệm vụ\n"
        "1\tTiêu chí 2. Giao thông\tLàm 200 m đường\tPhòng Kinh tế\t\n"
        f"2\t{group}\tLàm bảng tin\tHội X\t"
    )
    assert [one.text for one in found] == ["Làm 200 m đường", "Làm bảng tin"]
    assert [one.criterion for one in found] == [2, number]


def test_no_name_is_cut_from_the_work_where_a_cell_names_who_leads() -> None:
    (one,) = _read(
        "TT\tNội dung\tChủ trì\n1\tSửa Nhà văn hóa - Khu Thể thao ấp Mỹ Đức\tTrung tâm Dịch vụ công"
    )
    assert one.text == "Sửa Nhà văn hóa - Khu Thể thao ấp Mỹ Đức"


def test_the_office_of_council_and_committee_is_one_name() -> None:
    office = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã"
    (one,) = _read(f"TT\tNội dung\tChủ trì\n1\tLập hồ sơ\t{office}")
    assert [name.words for name in one.leads] == [office]


def test_of_two_columns_of_people_the_one_who_does_it_leads() -> None:
    (one,) = _read(
        "STT\tNhiệm vụ\tThành viên BCĐ phụ trách\tCông chức tham mưu, thực hiện\tHoàn thành\n"
        "1\tLàm 200 m đường\tĐ/c Vũ Văn Hòe, PCT UBND\tĐ/c Nguyễn Thị Bưởi\t15/10/2024"
    )
    assert [name.words for name in one.leads] == ["Đ/c Nguyễn Thị Bưởi"]


def test_whoever_has_the_charge_leads_where_no_other_column_names_who_does_it() -> None:
    (one,) = _read(
        "STT\tNhiệm vụ\tThành viên BCĐ phụ trách\tHoàn thành\n"
        "1\tLàm 200 m đường\tĐ/c Vũ Văn Hòe, PCT UBND\t15/10/2024"
    )
    assert [name.words for name in one.leads] == ["Đ/c Vũ Văn Hòe, PCT UBND"]


def test_behind_a_table_no_heading_inside_it_holds() -> None:
    found = _read(
        "TT\tNội dung\tChủ trì\n\tTiêu chí 17 - Môi trường\t\n1\tTrồng 200 m hoa\tĐoàn xã\n"
        "Tổ chức thực hiện\n1. Ban Chỉ đạo xã\n- Họp giao ban hằng tháng."
    )
    assert [(one.text, one.criterion) for one in found] == [
        ("Trồng 200 m hoa", 17),
        ("Họp giao ban", None),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "STT\tHọ và tên\tChức vụ\tPhụ trách tiêu chí\n1\tLê Văn Tám\tPhó Chủ tịch\t2, 6\n"
        "2\tTrần Thị Sáu\tCông chức\t17; 14",
        "| Họ tên | Phân công theo dõi tiêu chí |\n| Lê Văn Tám | Tiêu chí 2 và 6 |\n"
        "| Trần Thị Sáu | TC 17 |\n| Vũ Thị Tư | Theo dõi chung |",
    ],
)
def test_a_table_of_names_and_criteria_gives_charges_and_no_work(table: str) -> None:
    found = _read(
        "1. Tiêu chí 17\n- Xây hố rác, xong tháng 5.\n2. Tiêu chí 2\n- Sửa cầu, xong tháng 6.\n"
        f"- Giao Đoàn xã dọn đường, xong tháng 7.\nIII. PHÂN CÔNG\n{table}"
    )
    leads = [[name.words for name in one.leads] for one in found]
    assert leads == [["Trần Thị Sáu"], ["Lê Văn Tám"], ["Đoàn xã"]]
    assert found[0].doubts["leads"]


def test_work_that_speaks_of_members_and_criteria_is_no_head_of_charges() -> None:
    found = _read(
        "TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n"
        "1\tPhân công thành viên phụ trách tiêu chí\tVăn phòng\tThành viên BCĐ\tTháng 1\n"
        "2\tDọn kênh\tĐoàn xã\tCác thôn\tTháng 2"
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "head",
    [
        "Tiêu chí 14 Y tế; Tiêu chí 17 Môi trường\t\t\t",
        "I\tTiêu chí 14 về Y tế; Tiêu chí 17; Tiêu chí 2 về Giao thông\t\t",
    ],
)
def test_a_heading_of_several_criteria_is_of_the_first_and_no_work(head: str) -> None:
    (one,) = _read(f"TT\tNội dung\tChủ trì\tThời gian\n{head}\n1\tXây hố rác\tĐoàn xã\tTháng 5")
    assert (one.criterion, one.text) == (14, "Xây hố rác")
    assert one.doubts["criterion"]


def test_a_time_before_the_work_holds_for_the_rows_under_it() -> None:
    found = _read(
        "Thời gian\tNội dung\tThực hiện\nTháng 3\tHọp dân các ấp\tCác ấp\n"
        "\tLập danh sách hộ\tTrạm Y tế\nTháng 4\tGiải phóng mặt bằng\tPhòng Kinh tế"
    )
    assert [one.deadline_words for one in found] == ["Tháng 3", "Tháng 3", "Tháng 4"]


def test_a_post_beside_a_name_is_not_who_leads() -> None:
    found = _read(
        "TT\tHọ và tên\tChức vụ\tNhiệm vụ được giao\tThời hạn\n"
        "1\tCao Văn Thế\tCông chức ĐC-XD\tLắp biển báo\t31/5/2025\n"
        "2\tMai Thị Nhạn\tPCT UBND xã\tMở lớp học nghề\t30/6/2025"
    )
    assert [one.leads[0].words for one in found] == ["Cao Văn Thế", "Mai Thị Nhạn"]
