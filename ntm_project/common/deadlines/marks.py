"""What each word of a deadline does: the small closed lists that the grammar stands on."""

from dataclasses import dataclass
from enum import StrEnum

from .periods import TimePoint


class Mark(StrEnum):
    """What a token does; the letters spell the line that the grammar matches."""

    POINT = "P"
    CLOCK = "T"
    DAWN = "D"  # an hour before which the day has hardly begun: sáng, 0 giờ
    BEFORE = "b"
    IN = "i"
    WHOLE = "h"  # hết
    UNTIL = "d"  # đến
    END = "c"  # cuối
    START = "s"  # đầu
    MIDDLE = "m"  # giữa
    FROM = "f"
    LATEST = "l"  # chậm nhất
    TO = "-"
    AND = ","
    TENTATIVE = "t"
    FILLER = " "
    WORK = "v"  # a word of work that has no bearing on time: thực hiện, gửi
    NOUN = "n"  # what is worked on and counted: hồ sơ, tiêu chí
    REPORT = "y"  # what is made for a period: "báo cáo tháng 8" may be due in September
    FINISH = "e"  # the work ends: xong, bàn giao
    BEGIN = "k"  # the work begins: khởi công
    EXTEND = "g"  # another time takes its place: gia hạn
    ROUND = "r"  # đợt 1
    OFFICE = "z"  # nhiệm kỳ
    WEEKDAY = "q"
    SHARE = "%"  # 7/8, 100 %
    CITED = "a"  # a cited paper with its own day
    WHEN = "?"  # sau, khi: hangs on something that has no day
    ACCORDING = "o"  # theo: behind a time it may hang that on something
    STOP = "!"  # turns the meaning: nếu, không, hoặc
    INCOMPLETE = "u"
    SHORT_YEAR = "Y"
    OBJECT = "w"  # an unknown word that goes with a word of work before it
    UNKNOWN = "x"


@dataclass(frozen=True)
class Token:
    """A piece of the words, from `start` up to `end`; `point` is set for a POINT alone.

    `note` is the sentence to show where the piece allows another reading.
    """

    mark: Mark
    start: int
    end: int
    point: TimePoint | None = None
    note: str = ""


SMALL_WORDS: dict[Mark, tuple[str, ...]] = {
    Mark.BEFORE: ("trước", "trc", "trước khi"),
    Mark.IN: ("trong", "vào", "ngay trong", "trong cả", "trong suốt", "trong vòng", "trong dịp"),
    Mark.WHOLE: ("hết", "hết cả"),
    Mark.UNTIL: ("đến", "tới", "cho đến", "cho tới"),
    Mark.END: ("cuối",),
    Mark.START: ("đầu",),
    Mark.MIDDLE: ("giữa", "gần cuối"),
    Mark.FROM: ("từ", "kể từ", "tính từ"),
    Mark.LATEST: (
        *("chậm nhất", "muộn nhất", "trễ nhất", "không quá", "không được quá", "không để quá"),
        *(
            "không vượt quá",
            "không muộn hơn",
            "không chậm hơn",
            "không trễ hơn",
            "hạn chót",
            "hạn cùng",
        ),
        *(
            "hạn cuối",
            "hạn cuối cùng",
            "thời hạn cuối cùng",
            "thời hạn cuối",
            "chậm lắm",
            "muộn lắm",
        ),
    ),
    Mark.AND: ("và", ",", ";", "+", "&", "(", ")", "[", "]", "."),
    Mark.TO: ("-", "→", "~", "÷", "->", "=>", "-->", ">"),
    Mark.TENTATIVE: ("dự kiến", "dự định", "dự tính", "dự trù", "khoảng", "ước", "tầm", "độ"),
    Mark.INCOMPLETE: ("ngày", "tháng", "quý", "quí"),
    Mark.OFFICE: ("nhiệm kỳ", "nhiệm kì", "khóa"),
    Mark.FINISH: (
        *("xong", "hoàn thành", "hoàn thiện", "hoàn tất", "hoàn công", "kết thúc", "dứt điểm"),
        *("nghiệm thu", "bàn giao", "đưa vào sử dụng", "đưa vào hoạt động", "đưa vào khai thác"),
        *("đưa vào vận hành", "khánh thành", "về đích", "cán đích", "đạt chuẩn", "quyết toán"),
        *("thông xe", "tổng kết", "chốt", "làm xong", "ht"),
    ),
    Mark.BEGIN: ("bắt đầu", "khởi công", "khởi động", "khởi sự", "mở đầu", "phát động", "kc"),
    Mark.EXTEND: (
        *("gia hạn", "được gia hạn", "lùi", "kéo dài", "điều chỉnh", "hoãn", "dời", "lui"),
        *("chuyển sang", "gia hạn sang", "lùi sang", "dời sang", "sang"),
    ),
    Mark.WHEN: ("sau", "khi", "lúc", "sau khi", "đến khi", "chờ", "đợi", "ngay sau"),
    Mark.ACCORDING: ("theo",),
    Mark.STOP: (
        *(
            "…",
            "nếu",
            "hoặc",
            "hay",
            "trừ",
            "ngoại trừ",
            "riêng",
            "đối với",
            "không",
            "chưa",
            "chẳng",
        ),
        *("tùy", "tùy theo", "trở đi", "trở lại", "trở về", "trở lên", "trở xuống", "âm", "âl"),
        *("rằm", "giêng", "chạp", "thêm", "trong đó", "sớm", "sớm nhất", "tối đa", "tối thiểu"),
        *("ít nhất", "quá", "quá hạn", "trễ hạn", "dừng", "tạm dừng", "hủy", "bãi bỏ", "cùng kỳ"),
        *("so với", "ngoài", "cách", "tuần", "học kỳ", "học kì", "có thể", "năm ngoái", "giả sử"),
        *("năm trước", "tháng trước", "tháng này", "tháng tới", "quý này", "quý sau", "quý tới"),
        *("cao điểm", "tính đến", "tính tới", "lũy kế", "đã", "cuối tuần"),
        *("quý trước", "kể cả", "vẫn", "lại", "mồng một", "việt nam"),
    ),
}
# Words that a deadline may carry without changing its time. Closed on purpose: what an unknown
# word may do to the time hangs on where it stands (see `line.py`).
NEUTRAL_WORDS: dict[Mark, tuple[str, ...]] = {
    Mark.FILLER: (
        *(
            "thời gian",
            "thời hạn",
            "hạn",
            "thời điểm",
            "giai đoạn",
            "mốc",
            "dịp",
            "là",
            "các",
            "cả",
        ),
        *("các tháng", "những tháng", "các ngày", "những ngày", "toàn bộ", "tất cả", "cơ bản"),
        *("ngay", "đúng", "của", "mốc thời gian", "./.", "/.", ":", "'", '"', "“", "”", "*"),
        *("lễ", "kỷ niệm", "ngày khai giảng", "khai giảng"),
    ),
    Mark.WORK: (
        *("thực hiện", "triển khai", "tiến hành", "tập trung", "xây dựng", "nộp", "gửi", "trình"),
        *("tổng hợp", "đảm bảo", "bảo đảm", "phấn đấu", "đề nghị", "yêu cầu", "phải", "cần"),
        *("sẽ", "được", "đạt", "để", "tổ chức", "làm", "thi công", "lập", "rà soát", "kiểm tra"),
        *("tại", "cho", "ban hành", "phê duyệt", "ký", "duyệt", "công bố", "niêm yết", "đăng ký"),
        *("vận động", "tuyên truyền", "phối hợp", "cung cấp", "thẩm định", "thẩm tra", "xét"),
        *("công nhận", "mua", "lắp", "lắp đặt", "sửa", "sửa chữa", "trồng", "thu", "chi", "về"),
        *("giải ngân", "thanh toán", "sơ kết", "duy trì", "giữ vững", "họp", "báo"),
    ),
    Mark.NOUN: (
        *("công trình", "công việc", "việc", "nội dung", "hồ sơ", "minh chứng", "tiêu chí"),
        *("chỉ tiêu", "kết quả", "tiến độ", "hạng mục", "tuyến", "thôn", "xóm", "hộ", "tỷ lệ"),
        *("phần việc", "khối lượng", "còn lại"),
    ),
    Mark.REPORT: (
        *("báo cáo", "kế hoạch", "nhiệm vụ", "số liệu", "giao ban", "danh sách", "lương", "biểu"),
        *("kỳ họp", "phiên họp", "hội nghị", "chương trình", "công tác", "tiền điện", "thông báo"),
    ),
    # Time words inside these name no time.
    Mark.UNKNOWN: (
        *("trước mắt", "trước tiên", "trước nhất", "hết sức", "đầu tư", "đầu mối", "vào cuộc"),
        *(
            "độ tuổi",
            "khoảng cách",
            "từ thiện",
            "đầu ra",
            "năm học",
            "năm tài chính",
            "quý vị",
            "ngày hội",
            "tháng hành động",
        ),
        "tuần lễ",
    ),
}
PAPERS = (
    "kế hoạch|công văn|quyết định|nghị quyết|thông báo|chỉ thị|hướng dẫn|văn bản|tờ trình|"
    "hợp đồng|biên bản|kết luận|thông tư|nghị định|đề án|chương trình|công điện|giấy mời|báo cáo"
)
