"""Who is to do the work of an old plan, and whom of the register the words name."""

from datetime import date

import pytest

from evidence.intake.reading import (
    BodyEntry,
    PersonEntry,
    Proposal,
    Register,
    UnitEntry,
    read_plan,
)
from evidence.intake.reading.times import last_day

TITLES = {
    "Nguyễn Văn Long": ("Phó Chủ tịch UBND xã", 1),
    "Lê Văn Nam": ("Công chức Địa chính - Nông nghiệp - Xây dựng và Môi trường", 1),
    "Trần Thị Hà": ("Công chức Lao động - Thương binh và Xã hội", 1),
    "Đỗ Thị Mai": ("Công chức Văn hóa - Xã hội", 1),
    "Đỗ Thị Ngà": ("Công chức Tài chính - Kế toán", 1),
    "Võ Văn Tám": ("Công chức Tư pháp - Hộ tịch", 1),
    "Bế Văn Ba": ("Chỉ huy trưởng Ban Chỉ huy quân sự xã", 1),
    "Hoàng Văn Đức": ("Bí thư Chi bộ - Trưởng thôn Đông", 2),
    "Lý Văn Quý": ("Trưởng thôn Đoài", 3),
}


def _read(text: str) -> list[Proposal]:
    units = [
        UnitEntry(1, "xã", "An Bình", is_commune=True),
        UnitEntry(2, "thôn", "Đông"),
        UnitEntry(3, "thôn", "Đoài"),
    ]
    people = [
        PersonEntry(at, name, (title,), unit)
        for at, (name, (title, unit)) in enumerate(TITLES.items(), 1)
    ]
    bodies = [
        BodyEntry(1, "Ủy ban MTTQ Việt Nam xã", (), 1),
        BodyEntry(2, "Ban Phát triển thôn Đông", (), 2),
        BodyEntry(3, "Ban Phát triển thôn Đoài", (), 3),
    ]
    return read_plan(f"II. NHIỆM VỤ\n{text}", Register(units, people, bodies))


@pytest.mark.parametrize(
    "text",
    [
        "- Làm 500 m đường. Đ/c Long (PCT) chỉ đạo, đ/c Nam thực hiện.",
        "- Làm 500 m đường.\nĐ/c Long (PCT) chỉ đạo, đ/c Nam thực hiện.",
        "1. Giao thông\n- Làm 500 m đường.\n- Đ/c Long (PCT) chỉ đạo, đ/c Nam thực hiện.",
        "- Làm 500 m đường; đ/c Long - PCT chỉ đạo chung, đ/c Nam trực tiếp thực hiện.",
        "- Làm 500 m đường (đồng chí Long chỉ đạo; đồng chí Nam tham mưu), xong quý II.",
        "- Làm 500 m đường. Phân công: đ/c Long chỉ đạo, đ/c Nam thực hiện.",
        "- Làm 500 m đường. Chỉ đạo: đ/c Long; thực hiện: đ/c Nam.",
        "TT\tNội dung\tChủ trì\n1\tLàm 500 m đường\tĐ/c Long chỉ đạo, đ/c Nam thực hiện",
    ],
)
def test_who_directs_and_who_does_it_are_given_to_the_work_before(text: str) -> None:
    (one,) = _read(text)
    assert one.text == "Làm 500 m đường"
    assert [lead.found.name for lead in one.leads] == ["Nguyễn Văn Long", "Lê Văn Nam"]
    assert "chọn người chủ trì" in one.doubts["leads"]


def test_a_name_of_the_highlands_is_found_by_its_beginning() -> None:
    units = [UnitEntry(1, "xã", "An Bình", is_commune=True)]
    people = [PersonEntry(1, "Y Blang Niê", (), 1), PersonEntry(2, "H’Nguyệt Byă", (), 1)]
    (one,) = read_plan(
        "II. NHIỆM VỤ\n- Làm đường. Đ/c Y Blang chỉ đạo, đ/c H’Nguyệt thực hiện.",
        Register(units, people),
    )
    assert [lead.found.name for lead in one.leads] == ["Y Blang Niê", "H’Nguyệt Byă"]


def test_who_is_to_direct_others_works() -> None:
    (one,) = _read("- Đ/c Long chỉ đạo các thôn dọn kênh.")
    assert [lead.found.name for lead in one.leads] == ["Nguyễn Văn Long"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Công chức LĐTBXH", "Trần Thị Hà"),
        ("CC LĐ-TB&XH", "Trần Thị Hà"),
        ("công chức LĐ - TB và XH", "Trần Thị Hà"),
        ("công chức Địa chính - NN - XD & MT", "Lê Văn Nam"),
        ("công chức ĐC-NN-XD&MT", "Lê Văn Nam"),
        ("CC ĐC-XD", "Lê Văn Nam"),
        ("công chức Địa chính", "Lê Văn Nam"),
        ("CC địa chính xã", "Lê Văn Nam"),
        ("công chức VHXH", "Đỗ Thị Mai"),
        ("cc TC-KT", "Đỗ Thị Ngà"),
        ("CC TP-HT", "Võ Văn Tám"),
        ("CHT Ban CHQS xã", "Bế Văn Ba"),
        ("Phó CT UBND xã", "Nguyễn Văn Long"),
        ("Chủ tịch UBND xã", ""),
        ("Trưởng thôn", ""),
        ("UBND xã", ""),
    ],
)
def test_a_post_is_found_by_its_usual_short_form(words: str, name: str) -> None:
    (one,) = _read(f"- Giao {words} lập hồ sơ, xong trước 30/6.")
    assert [(lead.words, lead.found.name) for lead in one.leads] == [(words, name)]
    assert not (name and one.leads[0].found.is_sure)


def test_a_post_under_the_heading_of_a_village_is_the_one_there() -> None:
    found = _read(
        "1. Thôn Đông\n- Làm đường, giao Trưởng thôn, xong trước 30/6.\n"
        "- Dọn kênh: Ban Phát triển thôn phối hợp MTTQ xã.\n2. Thôn Đoài\n- Làm cầu (Trưởng thôn)."
    )
    names = [[lead.found.name for lead in one.leads] for one in found]
    assert names == [["Hoàng Văn Đức"], ["Ban Phát triển thôn Đông"], ["Lý Văn Quý"]]
    assert [one.found.name for one in found[1].partners] == ["Ủy ban MTTQ Việt Nam xã"]
    assert found[1].text == "Dọn kênh"


def test_a_cell_that_names_who_supports_has_both() -> None:
    (one,) = _read(
        "TT\tNội dung\tChủ trì\tThời gian\nI\tThôn Đông\n"
        "1\tLàm đường\tBan Phát triển thôn phối hợp MTTQ xã\t30/6"
    )
    assert [lead.found.name for lead in one.leads] == ["Ban Phát triển thôn Đông"]
    assert [one.found.name for one in one.partners] == ["Ủy ban MTTQ Việt Nam xã"]


def test_an_organisation_asked_in_a_heading_leads_what_stands_under_it() -> None:
    found = _read(
        "3. Đề nghị Ủy ban MTTQ Việt Nam xã và các tổ chức chính trị - xã hội\n"
        "- Phát động phong trào thi đua trong tháng 2/2025.\n- Lấy ý kiến hài lòng của người dân."
    )
    assert len(found) == 2
    assert all(one.leads[0].words.startswith("Ủy ban MTTQ Việt Nam xã") for one in found)


def test_work_that_somebody_is_asked_to_do_is_no_heading() -> None:
    found = _read("1. Đề nghị Điện lực nâng công suất trạm số 4.\n- Trồng 300 m hoa.")
    assert found[0].text == "Nâng công suất trạm số 4"


def test_who_supports_behind_a_semicolon_does_not_lead() -> None:
    (one,) = _read(
        "- Vận động người dân tham gia BHYT. Giao công chức Văn hóa - Xã hội chủ trì; "
        "Bưu điện xã, các thôn phối hợp; thời gian hoàn thành trong tháng 10/2025."
    )
    assert [name.words for name in one.leads] == ["công chức Văn hóa - Xã hội"]
    assert [name.words for name in one.partners] == ["Bưu điện xã", "các thôn"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("- Đưa tin trên loa truyền thanh (Văn hóa - Xã hội).", "Văn hóa - Xã hội"),
        (
            "- Quyết toán vốn công trình (Tài chính - Kế toán), trong tháng 11.",
            "Tài chính - Kế toán",
        ),
        ("- Làm hồ sơ nước mắm (HTX Lạc Hòa; phối hợp: HND xã), dự kiến 20/6.", "HTX Lạc Hòa"),
    ],
)
def test_who_is_named_in_brackets_at_the_end_leads(text: str, lead: str) -> None:
    (one,) = _read(text)
    assert [name.words for name in one.leads] == [lead]


def test_what_a_village_is_to_become_leads_nothing() -> None:
    found = _read("1. THÔN ĐÔNG (THÔN NTM KIỂU MẪU)\n- Lát sân nhà văn hóa, xong trong tháng 5.")
    assert [one.leads for one in found] == [[]]


def test_the_works_of_one_body_are_meant_by_its_name_alone() -> None:
    found = _read(
        "3. Công an xã\n- Lắp 5 camera.\n4. Hội Nông dân xã\n- Trồng 300 m hoa.\n"
        "Các nội dung tại mục II hoàn thành chậm nhất ngày 05/10/2025; "
        "riêng việc của Công an xã xong trước 30/9."
    )
    assert [one.deadline_words for one in found] == [
        "xong trước 30/9",
        "hoàn thành chậm nhất ngày 05/10/2025",
    ]


def test_a_day_of_its_own_outweighs_that_of_all_works_of_a_body() -> None:
    found = _read(
        "TT\tNội dung\tChủ trì\tThời hạn\n1\tVận động BHYT\tTrạm Y tế; Công an xã\t25/10/2025\n"
        "III. HỒ SƠ, NHIỆM VỤ\n1. Công an xã\n- Lắp 5 camera.\n"
        "Các nội dung trên hoàn thành chậm nhất ngày 05/10; riêng việc của Công an xã xong 30/9."
    )
    assert [one.deadline_words for one in found] == ["25/10/2025", "xong 30/9"]


def test_who_is_charged_with_it_leads_and_no_heading() -> None:
    (one,) = _read("1. Ban Chỉ đạo xã\n- Thành viên BQL được phân công hoàn thiện hồ sơ tiêu chí.")
    assert [name.words for name in one.leads] == ["Thành viên BQL"]
    assert one.text == "Hoàn thiện hồ sơ tiêu chí"


def test_who_supports_before_the_time_does_not_lead() -> None:
    (one,) = _read(
        "- Giao đồng chí Lê Văn Nam, công chức Địa chính: Hướng dẫn các hộ phân loại rác; hội phụ "
        "nữ xã phối hợp, thời gian xong trước tháng 8/2025."
    )
    assert [name.words for name in one.partners] == ["hội phụ nữ xã"]
    assert one.deadline_words == "thời gian xong trước tháng 8/2025"


@pytest.mark.parametrize("sign", [",", ";", " -", ":", " ("])
def test_a_name_is_found_whatever_sign_stands_behind_its_last_tone(sign: str) -> None:
    people = [PersonEntry(1, "Dương Thị Hạnh", ("Công chức Văn hóa",), 1)]
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)], people)
    found = register.found(f"đồng chí Dương Thị Hạnh{sign} cán bộ phụ nữ", 1)
    assert (found.key, found.is_sure) == (1, True)


def test_somebody_named_whom_no_register_knows_is_nobody_of_like_post() -> None:
    people = [PersonEntry(1, "Đặng Văn Thuấn", ("Trưởng thôn",), 1)]
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)], people)
    assert not register.found("Tổ 3 (ông Dương Văn Quyền, tổ trưởng)", 1)
    assert not register.found("ông Dương Văn Quyền, Trưởng thôn", 1)
    assert register.found("Trưởng thôn", 1).is_post


def test_a_given_name_with_the_post_of_its_bearer_is_found_by_both() -> None:
    people = [PersonEntry(1, "Đặng Văn Quyên", ("Công chức Văn hóa - Xã hội",), 1)]
    register = Register([UnitEntry(1, "xã", "An Bình", is_commune=True)], people)
    assert register.found("đồng chí Quyên – Công chức văn hóa xã hội", 1).is_post
    assert not register.found("đồng chí Quyên – Công chức Tư pháp", 1).is_post


@pytest.mark.parametrize(
    ("text", "lead", "partner"),
    [
        (
            "- Giao Phòng Kinh tế chủ trì, đề nghị Hội Nông dân xã phối hợp xây 2 mô hình cà phê.",
            "Phòng Kinh tế",
            "Hội Nông dân xã",
        ),
        (
            "- Yêu cầu Trường Tiểu học chủ trì, đề nghị Hội cha mẹ học sinh phối hợp lát sân.",
            "Trường Tiểu học",
            "Hội cha mẹ học sinh",
        ),
        (
            "- Hội Nông dân xã chủ trì cùng Hợp tác xã Vũ Lạc chuyển đổi 20 ha đất lúa.",
            "Hội Nông dân xã",
            "Hợp tác xã Vũ Lạc",
        ),
        (
            "- Làm sạch bãi biển: Đoàn thanh niên phụ trách; các trường tham gia.",
            "Đoàn thanh niên",
            "các trường",
        ),
        (
            "- Làm sân nhà văn hóa: Ban Quản lý xã chủ trì, bản Co Muông góp ngày công.",
            "Ban Quản lý xã",
            "bản Co Muông",
        ),
        (
            "- Nâng hạng xoài lên 4 sao: Hội Nông dân xã phối hợp phòng NN&MT.",
            "Hội Nông dân xã",
            "phòng NN&MT",
        ),
    ],
)
def test_who_is_asked_to_help_in_the_clause_of_who_leads(
    text: str, lead: str, partner: str
) -> None:
    (one,) = _read(text)
    assert [name.words for name in one.leads] == [lead]
    assert [name.words for name in one.partners] == [partner]


def test_names_joined_by_a_plus_are_two() -> None:
    (one,) = _read("- Hoàn chỉnh hồ sơ: Phòng Kinh tế + Trạm Y tế, 30.11.")
    assert [name.words for name in one.leads] == ["Phòng Kinh tế", "Trạm Y tế"]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (
            "+ Thôn Đông: xây cầu, xong 30.9. Đ/c Bảy + Ban Quản lý xã",
            ["Đ/c Bảy", "Ban Quản lý xã"],
        ),
        ("+ Thôn Đông: xây cầu, xong 30.9 (Ban Quản lý xã)", ["Ban Quản lý xã"]),
        ("+ Thôn Đông: xây cầu, xong 30.9.", ["Thôn Đông"]),
        ("+ Củng cố HTX: đ/c Nghĩa + Hội Nông dân, trước vụ Hè Thu", ["đ/c Nghĩa", "Hội Nông dân"]),
        ("+ Mỗi thôn 1 tủ sách: Công chức Tư pháp, quý 3", ["Công chức Tư pháp"]),
    ],
)
def test_who_is_named_behind_the_place_leads(text: str, leads: list[str]) -> None:
    (one,) = _read(text)
    assert [name.words for name in one.leads] == leads


def test_organisations_asked_in_a_heading_lead_the_paragraph_under_it() -> None:
    (one,) = _read(
        "4. Đề nghị Mặt trận Tổ quốc xã và các tổ chức chính trị - xã hội\n"
        "Tổ chức lấy ý kiến về sự hài lòng của người dân trong tháng 11/2026."
    )
    assert [name.words for name in one.leads] == [
        "Mặt trận Tổ quốc xã và các tổ chức chính trị - xã hội"
    ]


def test_an_official_in_charge_of_criteria_leads_what_stands_under_the_name() -> None:
    found = _read(
        "1. Đồng chí Võ Hồng Sơn, Giám đốc Trung tâm Phục vụ hành chính công, Ủy viên Ban Chỉ đạo\n"
        "Phụ trách: Tiêu chí 2, 17. Nhiệm vụ cụ thể:\n- Lập hồ sơ trực tuyến trong tháng 4/2025.\n"
        "2. Đồng chí Lê Công Tráng, Trưởng Công an xã\nPhụ trách: Tiêu chí 17. Nhiệm vụ cụ thể:\n"
        "- Lắp camera, hoàn thành trước ngày truyền thống CAND 19/8."
    )
    assert [one.leads[0].words.split(",")[0] for one in found] == [
        "Đồng chí Võ Hồng Sơn",
        "Đồng chí Lê Công Tráng",
    ]
    assert [one.criterion for one in found] == [None, 17]
    assert last_day(found[1].deadline_words, 2025) == date(2025, 8, 18)


def test_an_organisation_charged_leads_and_a_meeting_nobody() -> None:
    school, team = _read(
        "- Phân công Trường Mầm non rà soát, mua sắm thiết bị. Hoàn thành trong quý II/2025.\n"
        "- Củng cố 09 tổ bảo vệ an ninh, mỗi tháng giao ban 01 lần."
    )
    assert [name.words for name in school.leads] == ["Trường Mầm non"]
    assert not team.leads


@pytest.mark.parametrize(
    ("text", "leads", "partners"),
    [
        ("Gom rác ấp 1; Ban Quản lý chợ phối hợp, triển khai từ tháng 3.", [], ["Ban Quản lý chợ"]),
        ("Trồng hoa hai bên lộ: các thôn làm thường xuyên.", ["các thôn"], []),
        ("Gửi hồ sơ trước 15/11: Văn phòng UBND xã tổng hợp.", ["Văn phòng UBND xã"], []),
        ("Bơm nước: Ban Chăn nuôi thú y xã đại tu máy.", ["Ban Chăn nuôi thú y xã"], []),
        ('Mở hội thi "Nhà sạch - Thôn văn hóa" cấp xã.', [], []),
        ("Thay dây điện của 40 hộ: Điện lực, ấp; xong 30/6.", ["Điện lực, ấp"], []),
        ("Vay vốn: thường xuyên, Hội Phụ nữ nhận ủy thác.", ["Hội Phụ nữ"], []),
        ("Xây 02 mô hình dân vận - Khối vận xã.", ["Khối vận xã"], []),
        ("Các đơn vị được giao chủ trì gửi kế hoạch.", ["Các đơn vị"], []),
    ],
)
def test_who_only_helps_and_who_is_to_do_it(
    text: str, leads: list[str], partners: list[str]
) -> None:
    (made,) = _read(text)
    assert [one.words for one in made.leads] == leads
    assert [one.words for one in made.partners] == partners


@pytest.mark.parametrize(
    ("text", "lead", "work"),
    [
        ("Đề nghị Điện lực xoá 03 điểm câu móc điện", "Điện lực", "Xoá 03 điểm câu móc điện"),
        (
            "Trung tâm Dịch vụ sự nghiệp công hướng dẫn đăng ký mã vùng trồng",
            "Trung tâm Dịch vụ sự nghiệp công",
            "Hướng dẫn đăng ký mã vùng trồng",
        ),
        (
            "Giao đ/c Long (PCT) chỉ đạo, Ban nhân dân ấp vận động hiến đất",
            "đ/c Long (PCT)",
            "Vận động hiến đất",
        ),
        (
            "Công chức phụ trách giao thông chủ trì sửa 2 km đường",
            "Công chức phụ trách giao thông",
            "Sửa 2 km đường",
        ),
    ],
)
def test_a_name_ends_where_what_is_to_be_done_begins(text: str, lead: str, work: str) -> None:
    (one,) = _read(f"- {text}, xong trong tháng 9.")
    assert (one.leads[0].words, one.text) == (lead, work)


@pytest.mark.parametrize(
    "office",
    [
        "Phòng Giáo dục và Đào tạo huyện",
        "Phòng Kinh tế và Hạ tầng huyện",
        "Phòng Văn hóa, Khoa học và Thông tin huyện",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Phòng Tài chính và Kế hoạch huyện",
    ],
)
def test_an_office_of_several_fields_is_one(office: str) -> None:
    (one,) = _read(f"- Sửa thư viện xã. Giao Hội Nông dân chủ trì, phối hợp với {office}.")
    assert [partner.words for partner in one.partners] == [office]
    (row,) = _read(
        f"TT\tNội dung\tChủ trì\tPhối hợp\n1\tSửa thư viện xã\tCông an xã\t{office}; Đoàn xã"
    )
    assert [partner.words for partner in row.partners] == [office, "Đoàn xã"]
