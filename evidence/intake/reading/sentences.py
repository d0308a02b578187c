"""The sentences of a point, and which of them are work."""

import re

from ntm_project.common.deadlines import times_in, without_times
from villages.nouns import COMMUNE

from .labels import label_of
from .names import actor_at, begins_with_actor, begins_with_verb, is_only_a_name
from .people import leads_in
from .purposes import rhythms_of
from .time_words import BEFORE
from .timed_works import SAME_WORK, THEN, has_day, is_next_timed
from .times import deadline_in, only_begins
from .who import ACTOR, NO_HANDING, TAKES_IT, VERB

_I = re.IGNORECASE
_SHORT_BEFORE = re.compile(r"(?:(?<!\w)[abcôđp]|đ/c|đ\.c|tp|tx|tt|ths|ts|v\.v|bs|ks|số|st)\.$", _I)
LONGEST = 1_200  # letters of a sentence; beyond it somebody pasted no plan
NEAR = 600  # letters around a break that show whether a sentence ends there
# "…, Tham mưu …": a verb written large begins a sentence, whatever stands before it.
_LARGE_VERB = (
    r"(?:Tham mưu|Phối hợp|Giao|Đề nghị|Tổ chức|Xây dựng|Lập|Rà soát|Hướng dẫn|Hoàn thiện"
    r"|Hoàn thành|Lắp đặt|Tuyên truyền|Vận động"
    r"|Triển khai|Chỉ đạo|Kiểm tra|Đôn đốc|Sửa chữa|Nâng cấp|Cải tạo|Trồng|Duy trì|Thực hiện"
    r"|Bổ sung)"
)
_LARGE = re.compile(rf"{_LARGE_VERB}\s")
_BREAK = re.compile(r"(?<=[.!?…]) (?=[A-ZĐÀ-Ỹ“\"(\-*+])|(?<=[;,]) (?=\w)")


# "Về điểm tập kết rác của thôn; Giao …": what the work is about, not a sentence of its own.
_TOPIC = re.compile(r"(?:về|đối với|riêng)\s[^.]{3,120}[;.]$", _I)


# "…, xong trước 31/3; hướng dẫn …": behind a time another piece of work begins.
_NEXT_ORDER = re.compile(r"(?:đồng thời,? )?(?:giao|đề nghị|yêu cầu)\s", _I)


# "…, đề xuất mua sắm; báo cáo UBND xã chậm nhất 28/3": until when the work before it is done.
_REPORTS = re.compile(r"(?:báo cáo|trình|gửi|nộp)\s", _I)


# "…; dân quân cơ động: từ 05/5 đến 16/5", behind another part with a time of its own.
_PART_AND_TIME = re.compile(r"(?P<part>[^,;:.()]{3,50}): (?P<time>[^;]{3,50}?)(?:[;.]|$)")


_ENDS_IT = re.compile(
    r"(?:hoàn thành|xong|kết thúc) (?:trong|trước|vào|ngày|đến|chậm nhất|tháng|quý|\d)", _I
)


# "100% hộ ký cam kết; Hội Phụ nữ hướng dẫn, xong tháng 4": who does what stands before it.
_TAKES_ALL = re.compile(
    rf"(?<=\w) (?:(?:{TAKES_IT}|hướng dẫn|chỉ đạo|làm|lo)(?=\s*(?:[.;]|$|[-–]|xong|trước|trong"
    rf"|,\s(?:hoàn thành|{ACTOR.pattern}|(?!{VERB.pattern}))))|(?:soạn|lập), trình\s)",
    _I,
)


def _names_who(piece: str, rest: str) -> bool:
    """Whether behind the semicolon stands only who does the work of the piece."""
    if label_of(re.split(r"[.;]\s", piece)[-1])[0] in {"lead", "partner"}:
        return is_only_a_name(rest.partition(".")[0])  # "Người thực hiện: các trường; Hội Phụ nữ."
    return bool(_TAKES_ALL.match(rest, actor_at(rest, 0)))


def _is_part_and_time(piece: str, rest: str) -> bool:
    found = _PART_AND_TIME.match(rest)
    if found is None or label_of(rest)[0] or deadline_in(piece) is None:
        return False
    left = without_times(found["time"]).lower().split()
    return set(left) <= {"từ", "đến", "tới", "hết", "trước", "xong", "trong", "-", "–"}


def begins_with_work(text: str) -> bool:
    """Whether a sentence begins with whoever does the work: "Trường THCS duy trì sĩ số …"."""
    first = next((span for span in leads_in(text) if span.start == 0), None)
    return first is not None and begins_with_actor(text) and text[first.end :][:1] != ":"


def is_sentence_of_work(text: str) -> bool:
    """Whether a line is a sentence that states what is to be done, as no heading does."""
    is_whole = text.endswith((".", ";")) and len(text.split()) > 5
    named = (span.start == 0 and text[span.end :][:1] != ":" for span in leads_in(text))
    return is_whole and (begins_with_verb(text) or any(named))


def _is_next(piece: str, rest: str) -> bool:
    """Whether other work begins behind the semicolon of a piece."""
    is_part, label = _is_part_and_time(piece, rest), label_of(rest)[0]
    if is_part or label in {"lead", "partner", "time"}:
        return is_part
    rest = THEN.sub("", rest)
    time = next(iter(times_in(rest[:60])), None)  # "…; đến hết quý III tháo dỡ dứt điểm"
    if time and BEFORE.fullmatch(rest[: time.start]) and rest[time.end :][:1] != ",":
        rest = rest[time.end :].lstrip(" ,")
    often = next(iter(rhythms_of(rest)), None)  # "…; mỗi tháng họp kiểm điểm một lần"
    if often and often[0] == 0 and not rest.startswith(("thường", "liên")):
        rest = rest[often[1] :].lstrip(" ,")
        is_other = begins_with_verb(rest) and not _REPORTS.match(rest)
        if is_other and begins_with_work(piece) and deadline_in(piece) is None:
            return True
    if _NEXT_ORDER.match(rest):
        return is_given(piece) or deadline_in(piece) is not None
    if begins_with_actor(rest) and any(span.start == 0 for span in leads_in(rest)):
        return True
    return _is_other_work(piece, rest)


def _is_other_work(piece: str, rest: str) -> bool:
    """Whether the rest is work beside that of the piece, by the times of both."""
    # "…; hoàn thành trong quý I" ends the work before it, which has no time yet
    is_report = _REPORTS.match(rest) or _ENDS_IT.match(rest)
    stated, own = deadline_in(piece), deadline_in(re.split(r"[;.] ", rest, maxsplit=1)[0])
    is_often = stated is not None and not (has_day(stated) or only_begins(stated.words))
    if is_often and own and own.start and has_day(own) and not SAME_WORK.match(rest):
        return True  # "…vào thứ 7 hằng tuần; mỗi hộ đào 01 hố rác xong trong tháng 5"
    if stated is None and own and begins_with_verb(rest) and len(rest[: own.start].split()) < 3:
        return False  # "…; cấp trước 30/4", "…; duy trì thường xuyên"
    is_rhythm = own is not None and not (has_day(own) or "thường xuyên" in own.words)
    if stated is None and is_rhythm and begins_with_verb(piece):
        return begins_with_verb(rest) and not SAME_WORK.match(rest)
    if (is_report and stated is None) or not begins_with_verb(rest):
        return False
    is_order = is_given(piece) or begins_with_actor(piece)  # it lists what somebody is to do
    if stated and only_begins(stated.words) and SAME_WORK.match(rest):
        return False  # "…, thực hiện từ tháng 3; hoàn thành tháng 8"
    return stated is not None or (is_order and own is not None)


def sentences(text: str) -> list[str]:
    """The text cut where a sentence ends."""
    made: list[str] = []
    at = 0
    for found in _BREAK.finditer(text):
        piece = text[max(at, found.start() - NEAR) : found.start()]
        rest, is_comma = text[found.end() : found.end() + NEAR], piece.endswith(",")
        is_open = not _LARGE.match(rest) if is_comma else rest[0].islower()
        if piece.endswith(";") and _names_who(piece, rest):
            continue
        if is_open and not (is_next_timed if is_comma else _is_next)(piece, rest):
            continue
        if _SHORT_BEFORE.search(piece) or piece.count("(") > piece.count(")"):
            continue
        if _TOPIC.match(piece.strip()) and _GIVEN.match(text, found.end()):
            continue
        made.append(text[at : found.start()])
        at = found.end()
    made.append(text[at:])
    cut = [piece[at : at + LONGEST] for piece in made for at in range(0, len(piece), LONGEST)]
    return [piece.strip(" -–") or piece for piece in cut if piece.strip(" .;-–")]


_STATE = re.compile(
    r"^(?:\d[\d.,]*\s*% [^,;:.]{2,40} (?:đã|chưa|còn) "
    r"|(?:tính )?đến (?:hết )?(?:(?:ngày|tháng|quý|năm) )?[\dIVX/]+(?:(?:/| năm )20\d\d)?,? "
    r"(?:[^,;:]{2,40} )?(?:đã|chưa|còn|đạt) "
    r"|hiện(?: (?:nay|tại|có|trạng|đã|chưa|còn|toàn))?(?! đại)|đến (?:nay|ngày|thời điểm"
    r"|cuối năm)|tính đến|đã|chưa|còn \d|có (?:\d|hệ thống)"
    rf"|toàn (?:{COMMUNE}|thôn|bản|ấp|xóm) (?:có|còn|đã)|tỷ lệ|tổng số|số (?:hộ|lượng|lao)|kết quả"
    rf"|chủ thể\s*:|đạt(?! được)|năm 20\d\d,? (?:{COMMUNE}|thôn|đã|toàn|có|thu|tỷ)"
    r"|(?:trong )?năm (?:qua|vừa qua|trước)|trong năm 20\d\d|vừa qua"
    rf"|đầu năm,? (?:{COMMUNE}|toàn|thôn|còn)"
    r"|thời gian qua|những năm (?:qua|gần)|nguyên nhân|do đó|thu nhập bình quân"
    rf"|(?:thôn|{COMMUNE}|bản|ấp|xóm"
    r"|trường|\d+/\d+)\b[^,;:]{0,40}\s(?:chưa|đã|(?<!thực )(?<!thể )hiện|đạt|còn)\s"
    r"|[^,;:]{3,60}:\s*(?:chưa|đã|hiện|đạt)\b[^,;]{0,30}$"
    r"|một số (?:bộ phận|đơn vị|thôn|tuyến|hộ)[^,;]{0,40}\s(?:chưa|còn|đã)|nhìn chung|bên cạnh"
    r"|hội nghị [^:]{0,30}(?:thống nhất|đánh giá)|ngày \d{1,2}/\d{1,2}/20\d\d, [^,;:]{3,40} đã "
    r"|\d+ (?:hộ|tuyến|trường|nhà|thôn)\s[^,;:]{0,40}(?:chưa|còn|đã)\s|cơ bản đạt|duy trì tốt$"
    r"|[^,;:]{3,40} đang (?:hoàn thiện|thi công|xây dựng)$)",
    _I,
)
# "Trung tâm đã xuống cấp", "Tuyến kinh vẫn còn rác": of what is, where no verb begins the sentence.
_STANDS = re.compile(
    r"[^,;:]{3,70}\s(?:đã (?:xuống cấp|hư hỏng|được|có|cấp|bị)|vẫn còn|hiện (?:có|còn|mới)|chưa có"
    r"|còn(?: thiếu)?(?= \d)"
    r"|còn tình trạng|mới (?:đạt|có)|(?:đang )?chờ)\s|mới (?:đạt|có)\s|\([^()]*\)$",
    _I,
)
_PAST = re.compile(
    r"(?<!\w)(?:đã (?:đạt|được|hoàn|xây|nâng|bê|lắp|tổ chức|triển|huy|có|công)|được (?:công nhận"
    r"|thu gom) đạt|(?<!hết năm )đạt \d[\d.,]*\s*%\.?$)",
    _I,
)
_BRACKET = re.compile(r"\([^()]*\)")  # "(đã có chủ trương)"
# "Duy trì các tuyến đường hoa đã có; trồng mới …"
_KEPT = re.compile(
    r"^(?:duy (?:trì|tu)|chăm sóc|bảo \w+|phát huy|quản lý|giữ|nâng|sửa|cải tạo|nhân rộng|củng cố)"
    r" [^,;.]*? đã (?:có|đạt|được [^\W\d]+)(?=[,;.]|$)",
    _I,
)
# "Yêu cầu các đơn vị triển khai thực hiện, báo cáo trước ngày 25 hằng tháng."
_ALSO_REPORTS = re.compile(r",[^.;]*(?<!\w)báo cáo(?!\w)", _I)
# "Đạt phổ cập giáo dục: hồ sơ hoàn tất 30/10", "Quản lý sức khỏe …; tiến độ: … tháng 10 đạt 90%".
_DONE_BY = re.compile(r"^đạt [^:]{3,60}: ", _I)
_REACHES = re.compile(r"đạt \d[\d.,]*\s*%\.?$", _I)
_IS_LEVEL = re.compile(r"tiến độ[^.]*đạt \d[\d.,]*\s*%$", _I)
_AIM = re.compile(
    r"^(?:phấn đấu|mục tiêu|chỉ tiêu\s*:|để đạt|giữ vững|yêu cầu\s*:|không để|quyết tâm|đạt\s)",
    _I,
)
# "Phấn đấu trồng mới 5 ha rừng"
_AIMS_AT_WORK = re.compile(
    r"(?:(?:trong )?năm 20\d\d,? )?(?:phấn đấu|quyết tâm)"
    r" (?:(?:tiếp tục|vận động|tổ chức|triển khai) )*(?:xây|làm|trồng|lắp|bê tông|cứng hóa|nhựa hóa"
    r"|kiên cố|nạo vét|sửa|mở|cải tạo|nâng cấp|thành lập|ra mắt|lập|tổ chức|vận động|xóa)"
    r" (?!dựng (?:xã|thôn|thành công|nông thôn|ntm))[^.]*\d",
    _I,
)
_MONEY = re.compile(
    r"^(?:tổng )?(?:kinh phí|nhu cầu (?:vốn|kinh phí)|nguồn (?:vốn|kinh phí)|vốn\s|ngân sách"
    r"|tổng (?:mức|nhu cầu|số vốn|vốn)|dự kiến kinh phí|cần \d|trong đó)",
    _I,
)
_CHARGE = (
    r"(?:trực tiếp |được phân công |giúp việc, )?(?:phụ trách|theo dõi|chỉ đạo)[^.]*tiêu chí"
    r"(?:[^.]{0,12}[\d\s,;và]+|[^.()]{0,60}\((?:TC|tiêu chí)[^.\d]{0,6}\d+\s*[,;và][\d\s,;và]+\))$"
    r"|(?:phụ trách|lãnh đạo|chỉ đạo|điều hành|chịu trách nhiệm)"
    r"(?:,? (?:lãnh đạo|chỉ đạo|điều hành))* chung$"
    r"|(?:thực hiện|hoàn thành) [^.;]* nêu (?:tại|ở|trong|trên)[^.;]*$"
)
# "Phụ trách tiêu chí 19: lắp camera tại cổng trường": work follows.
_ONE_CRITERION = rf"[^:;.]{{1,60}}: (?:{VERB.pattern})"
_CLOSING = re.compile(
    r"^(?:trên đây là|nơi nhận|kính gửi|[^,;.:]{2,40}, ngày \d{1,2} tháng \d{1,2} năm 20\d\d$"
    rf"|{_CHARGE}|phụ trách (?:chung|(?:các )?(?:tiêu chí|chỉ tiêu) (?!{_ONE_CRITERION}))"
    r"|lưu ý|viết tắt|nhận được (?:công văn|kế hoạch|thông báo) này"
    r"|(?:chỉ đạo|điều hành|chịu trách nhiệm|phụ trách)(?:, điều hành)? chung"
    r"|[^,;.:]{0,50}(?<!\w)thông báo (?:đến|để) các [^.;]{2,60} biết(?:,| và)"
    r" (?:triển khai |tổ chức )*thực hiện"
    r"|là (?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối)[^,;]*$"
    r"|(?:kế hoạch|thông báo|lộ trình) này |quyết định (?:này )?có hiệu lực"
    r"|.*chịu trách nhiệm thi hành|giao các [^.]*nghiêm túc (?:thực hiện|triển khai)"
    r"|(?:đồng chí|đơn vị|cá nhân|tập thể|cán bộ|thôn|nơi) nào\s"
    rf"|(?:(?:ban chỉ đạo |bcđ |ubnd {COMMUNE} )?(?:giao |đề nghị |yêu cầu ))?"
    r"(?:các|toàn thể|những)"
    r" [^.;:\d]{2,120}(?:nghiêm túc|kế hoạch"
    r"|triển khai|hướng dẫn \w+),? (?:triển khai |tổ chức )*thực hiện"
    r"(?: nghiêm túc| tốt| kế hoạch| này)*$"
    r"|[^,;.:]{0,30}cụ thể (?:tại|theo|ở) (?:các )?(?:phụ lục|biểu|bảng)[^;.]{0,40}$"
    r"|[^;.:]{0,80}chịu trách nhiệm trước [^.]*về kết quả"
    r"|(?:các|thành viên|trưởng) [^.]*căn cứ [^.]*(?:thực hiện|triển khai)"
    rf"|(?:(?:ubnd|ủy ban nhân dân|bcđ) {COMMUNE} )?(?:đề nghị"
    r"|yêu cầu) các (?:bộ phận|cán bộ|công chức|đơn vị|phòng|thôn|ban|ngành|chi bộ|bản|ấp|xóm|khóm"
    r"|đồng chí)[^.]*(?:nghiêm túc|triển khai)|trong quá trình (?:thực hiện|triển khai|tổ)"
    r"|(?:đề nghị |yêu cầu )?(?:mặt trận|các) [^.]*(?:căn cứ (?:vào )?nội dung phân công"
    r"|theo chức năng,? nhiệm vụ)[^.]*thực hiện"
    r"|căn cứ[^,]*;?$|thực hiện (?:kế hoạch|nghị quyết|công văn|quyết định) số|các (?:tiêu chí"
    r"|chỉ tiêu|nhiệm vụ)[^.]*(?:như sau|sau đây|cụ thể|đó là|gồm)"
    r"|nội dung[^.;]*(?:theo|tại) (?:các )?(?:phụ lục|biểu)[^.;]{0,50}$"
    r"|\(?chỉ tiêu giao|\(?có (?:phụ lục|biểu)|.*(?:cụ thể như sau|như sau)\s*:?$)",
    _I,
)
_GIVEN = re.compile(
    rf"{NO_HANDING}(?:giao(?: cho)? (?!thông)|đề nghị (?!công nhận)|chủ trì)",
    _I,
)
_PRINCIPLE = re.compile(
    r"^(?:tăng cường|đẩy mạnh|nâng cao|tiếp tục|chú trọng|quan tâm|phát huy|thực hiện (?:tốt"
    r"|nghiêm|thường|nề|hiệu|có|đồng|đầy)|chủ động|huy động"
    r"|tập trung|kiểm soát|đa dạng|đầu tư kinh phí|quán triệt|gắn\s|xác định|coi\s|lấy\s|đề cao"
    r"|thường xuyên|kịp thời|làm tốt|bám sát|bảo đảm|đảm bảo"
    r"|khuyến khích|đổi mới|thu gom, xử|hàng |hằng |định k[ỳý]|lồng ghép|ưu tiên|các (?:đơn vị"
    r"|bộ phận|ban|ngành|đồng chí|thành viên)\b[^.]*(?:căn cứ|theo chức năng)|chế độ"
    r"|đối với các tiêu chí)",
    _I,
)


def is_given(text: str) -> bool:
    """Whether the sentence gives work to somebody by its words."""
    return bool(_GIVEN.search(text))


def is_no_work(text: str, *, is_timed: bool = False) -> bool:
    """A result, a state, an aim, money, or the words that open and close a plan."""
    bare = text.strip(" -–+*./")
    is_closing = _CLOSING.match(bare) and not (is_timed and _ALSO_REPORTS.search(bare))
    if is_closing or _MONEY.match(bare) or _is_name(bare) or label_of(bare)[0] == "none":
        return True
    if is_given(bare) or _AIMS_AT_WORK.match(bare):
        return False
    if (is_timed and _DONE_BY.match(bare)) or (_IS_LEVEL.search(bare) and begins_with_verb(bare)):
        return False
    if _AIM.match(bare) or (_STATE.match(bare) and not begins_with_work(bare)):
        return True
    if _STANDS.match(bare) and not (is_timed or begins_with_verb(bare)):
        return True
    if begins_with_verb(bare):  # "vận động mua bảo hiểm y tế đạt 95%": how far it is to go
        bare = _REACHES.sub("", _KEPT.sub("", bare))
    return bool(_PAST.search(_BRACKET.sub("", bare))) and not is_timed


def _is_name(text: str) -> bool:
    """The name under a signature."""
    words = text.split()
    return 2 <= len(words) <= 4 and all(word.istitle() for word in words)


_CONDITION = re.compile(r"(?:(?:còn )?(?:đang )?chờ|nếu|trường hợp|tùy)\s", _I)


def is_condition(text: str) -> bool:
    """What the work before it depends on: "Chờ vốn huyện, nếu chưa có thì chuyển sang năm sau."."""
    return bool(_CONDITION.match(text))


def is_charge(left: str) -> bool:
    """What is left of a sentence that only puts somebody in charge of criteria."""
    return bool(re.match(_CHARGE, left.strip(" -–+*.;:,"), _I))


def is_aim(text: str) -> bool:
    """What is to be reached, as a number or a level."""
    return bool(_AIM.match(text.strip(" -–+*.:,;")))


_LEVEL = re.compile(
    r"(?:t[ỷỉ] lệ|thu nhập|số (?:hộ|người)|đạt|trường (?:[^\s,;:.]+ ){1,6}?đạt(?= chuẩn))\s", _I
)


def is_level(text: str) -> bool:
    """What is to be reached, where whoever is to reach it is named under it: "Tỷ lệ hòa giải thành
    trên 90%"."""
    bare = text.strip(" -–+*.:,;")
    return is_aim(bare) or (
        bool(_LEVEL.match(bare)) and not re.search(r"(?<!\w)(?:đã|hiện)\s", bare)
    )


_REPORT = re.compile(
    r"(?:chế độ (?:thông tin|báo cáo)|(?:(?:định kỳ|tổng hợp|theo dõi|gửi|nộp|có tên trên|lập),? )*"
    r"(?:báo cáo(?!\w)|giao ban)|họp(?:$|,| (?!dân|thôn|xóm|bản|ấp|tổ|bàn)))",
    _I,
)


def is_report(text: str) -> bool:
    """Whether somebody only reports, or meets, to follow the plan: "Báo cáo kết quả về UBND xã",
    "Họp Ban Chỉ đạo"."""
    return bool(_REPORT.match(text.strip(" -–+*.:,;")))


def is_principle(text: str) -> bool:
    """A way of working that nobody can finish: no task where nothing else makes it one."""
    return bool(_PRINCIPLE.match(text.strip(" -–+*.:,;")))
