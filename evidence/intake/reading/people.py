"""Who leads and who supports a piece of work, as its sentence states it."""

import re
from collections.abc import Iterator

from villages.nouns import COMMUNE

from .assignments import directed
from .bracketed import BY_END, before_work, bracketed, paired
from .names import MOST_WORDS, WHEN, Span, actor_at, begins_with_verb, end_of_list, names_whole
from .who import (
    ACTOR,
    LARGE,
    LEAD_LABEL,
    NO_HANDING,
    PARTNER_LABEL,
    TAKES_IT,
    VERB,
    WORKS_WITH,
)

_I = re.IGNORECASE

_GIVES = re.compile(
    rf"{NO_HANDING}(?<!được )(?<!tiêu )"
    rf"(?:(?:ubnd|ủy ban nhân dân|bcđ) {COMMUNE} )?(?:giao|(?<![:,] )phân công(?= (?:đồng|đ/c|ông"
    r"|bà|cho|công (?:chức|an)|trường|hội|đoàn|trạm|phòng|văn phòng)(?!\w)))"
    r"(?: trách nhiệm)?(?: cho)? (?!thông"
    r"|(?-i:ban)(?!\w| (?:chỉ|quản|phát triển|nhân dân|công tác|giám|lãnh|tự|điều hành|vận động"
    r"|cán sự"
    r"|bảo vệ|đại diện|thanh tra|chấp hành|khuyến|văn hóa|xây dựng))"
    r"|lưu|dịch|đất|kế hoạch|chỉ tiêu)",
    _I,
)
_ASKS = re.compile(
    r"(?:^|(?<=[,;:.(]\s)|(?<=\())(?:đề nghị|yêu cầu)(?: với)? (?!cấp trên|công nhận|thẩm định)",
    _I,
)
_LABEL = re.compile(
    rf"(?<![\wÀ-ỹ])(?:(?:{LEAD_LABEL})\s*(?:là\s*)?[:–-]\s*|chủ đầu tư (?:là )?(?=\w))", _I
)
_HELP_LABEL = re.compile(rf"(?<![\wÀ-ỹ])(?:{PARTNER_LABEL})\s*:\s*", _I)
_WITH = re.compile(
    rf"(?<![\wÀ-ỹ])(?:chủ trì\s*,?\s*)?{WORKS_WITH}(?: (?:chặt chẽ|đồng bộ))?"
    r" (?:(?:với|cùng(?: với)?) |(?<=p/h )(?-i:(?=[A-ZĐ\d]))|(?-i:(?=[A-ZĐ][\wÀ-ỹ]* [\wÀ-ỹ]))"
    r"|(?-i:(?=[A-ZĐ&]{3,8}(?!\w)|P\.))"
    r"|(?-i:(?=(?:công chức|cán bộ|đồng chí|đ/c|(?:ông|bà|anh|chị)(?= [A-ZĐ])"
    r"|các|ban(?! hành)|trưởng|hội(?! (?:nghị|thi|họp))"
    r"|đoàn|tổ(?! chức)|công an|trạm|phòng(?! (?:chống|ngừa|bệnh))|(?:nhà )?chùa|nhà thờ"
    rf"|(?:thôn|xóm|bản|ấp|buôn|làng)(?= [{LARGE}\d])"
    r"|ngành(?= (?:chuyên môn|chức năng))) )))"
    # "Trạm Y tế cùng Hội Nông dân tổ chức …"
    r"|(?:(?<=[\wÀ-ỹ),] )|^)cùng(?: với)? (?-i:(?=(?:Hội|Chi|Hợp|Đoàn|Công|Trạm|Ban|Tổ|Trường"
    r"|Trung tâm|Văn phòng|HTX|MTTQ"
    rf"|UBMTTQ|CCB|Mặt|(?:thôn|xóm|bản|ấp|buôn|làng)(?= [{LARGE}])"
    r"|đ/c|đồng chí|các|công chức|y tế|ban nhân dân|(?:nhà )?chùa|nhà thờ) ))|(?<=chủ trì )\+ ",
    _I,
)
# "Hội Nông dân chủ trì, Hội Phụ nữ phối hợp lựa chọn …"
_HELPS_ON = re.compile(r" phối hợp(?= \w)(?! (?:với|cùng))", _I)
# "…, triển khai từ tháng 3": until or from when, and no work of its own.
_THEN_WHEN = (
    rf"(?:{WHEN.pattern}|xong|hoàn thành|thời (?:gian|hạn)"
    r"|(?:triển khai|thực hiện) (?:từ|trong|trước|vào|đến|hết|tháng|quý|\d))"
)
_THEN_WORK = re.compile(rf"\s*,(?!\s*{_THEN_WHEN})", _I)
# "…, Công an xã và Ban quản lý chợ phối hợp."
_HELPING = (
    rf"(?:cùng )?(?:{WORKS_WITH}|giúp|hỗ trợ|tham gia)(?: thực hiện| đỡ)?|(?:giúp|góp) ngày công"
    rf"|{WORKS_WITH} (?:giúp|hỗ trợ) (?:nhân |người )?dân(?: [^\s,.;:()]+){{0,3}}"
    r"|hướng dẫn kỹ thuật|cùng (?:làm|thực hiện)|(?:giúp|hỗ trợ)(?: đỡ)?(?: kỹ thuật| chuyên môn)"
    r"|cùng (?:giám sát|tham gia|phối hợp)"
)
_HELPS = re.compile(rf" (?:{_HELPING})(?=\s*(?:[.,;:()]|\s[-–]\s|$))|(?<=[\wÀ-ỹ]) \(phối hợp\)", _I)
_BY = re.compile(r"(?<![\wÀ-ỹ])do ", _I)
_ORDERS = re.compile(r"^(?:tiếp tục |tập trung )?(?:chỉ đạo|đôn đốc|yêu cầu) ", _I)


def leads_in(text: str) -> list[Span]:
    """Who is to do it, in the order of the sentence; the first way to state it that is found."""
    return (
        [lead for lead, _ in before_work(text)]
        or [lead for lead, _ in paired(text)]
        or directed(text)
        or _labelled(text, _LABEL)
        or list(_given(text, _GIVES))
        or list(_by(text))
        or _chairs(text)
        or _subject(text)
        or list(_given(text, _ASKS))
        or bracketed(text)
        or _added(text)
    )


def ordered_in(text: str) -> list[Span]:
    """Whom the sentence has ordered by somebody else: "Chỉ đạo các xóm thực hiện …"; never sure."""
    found = _ORDERS.match(text)
    if not found:
        return []
    end = actor_at(text, found.end())
    if end == found.end() or not VERB.match(text[end:].lstrip()):
        return []
    return [Span(text[found.end() : end], 0, end)]


def partners_in(text: str) -> list[Span]:
    """With whom it is to be done."""
    beside = [partner for _, partner in (*before_work(text), *paired(text)) if partner.words]
    if beside:
        return beside
    found = list(_helpers(text))
    # "…, Hội Phụ nữ phối hợp: …", not "Đơn vị phối hợp: …"
    found = [one for one in found if not _HELP_LABEL.match(text, one.start)]
    is_before = any(text[span.end :].startswith(":") for span in found)
    if not is_before and (labelled := _labelled(text, _HELP_LABEL)):
        return labelled
    for match in _WITH.finditer(text):
        end = actor_at(text, match.end())
        if end == match.end():
            # "phối hợp với chủ thể xây dựng": a group that no register knows.
            verb = next(
                (v for v in VERB.finditer(text, match.end()) if text[v.start() - 1] == " "), None
            )
            stop = re.search(r"[,.;:)]|$", text[match.end() :])
            end = match.end() + (stop.start() if stop else 0)
            end = min(end, verb.start() if verb else end)
        if words := text[match.end() : end].strip(" ,"):
            found.append(Span(words, match.start(), end))
    return found


# Where a clause begins that names who helps: "…, đề nghị Hội Nông dân phối hợp …".
_CLAUSE = re.compile(r"^|[,.;(] ?(?P<asks>(?:(?:đề nghị|yêu cầu|mời) (?:với )?|có ))?", _I)


def _helpers(text: str) -> Iterator[Span]:
    chairs = re.search(r"chủ trì, ", text, _I)
    behind = _HELPS_ON.finditer(text, chairs.end()) if chairs else ()
    for found in [*_HELPS.finditer(text), *behind]:
        for clause in _CLAUSE.finditer(text[: found.start()]):
            begin = clause.end()
            is_subject = begin == 0 and bool(_THEN_WORK.match(text, found.end()))
            if is_subject:  # "Hội Phụ nữ phối hợp, hướng dẫn …" leads
                continue
            is_group = begin > 0 and _GROUP_ALONE.fullmatch(text, begin, found.start())
            is_group = is_group or (
                _LEADS_BEFORE.search(text, 0, begin)
                and _SMALL_GROUP.fullmatch(text, begin, found.start())
            )
            if is_group or names_whole(text, begin, found.start()):
                at = clause.start("asks") if clause["asks"] else begin
                yield Span(text[begin : found.start()], at, found.end())
                break


def _labelled(text: str, label: re.Pattern[str]) -> list[Span]:
    found = label.search(text)
    if not found or not (":" in found[0] or ACTOR.match(text, found.end())):
        return []
    stop = re.search(
        r"[;)]|(?<!\b[abcôđ])\.(?=\s|$)|$|,?\s*(?:đơn vị |cơ quan )?phối hợp\s*[:v]|,\s*phối hợp\s"
        r"|,?\s*thời (?:gian|hạn)"
        r"|,\s*(?:xong|hoàn thành)",
        text[found.end() :],
        _I,
    )
    end = end_of_list(text, found.end() + (stop.start() if stop else 0))
    end = _before_helpers(text, found.end(), end)
    is_open = text.count("(", found.end(), end) and text[end : end + 1] == ")"
    words = text[found.end() : end + bool(is_open)].strip(" ,")
    is_name = 0 < len(words.split()) <= MOST_WORDS and not WHEN.match(words)
    return [Span(words, found.start(), end)] if is_name else []


def _before_helpers(text: str, at: int, end: int) -> int:
    """Where a list of names ends of which the last only help: "anh Hậu, Hội Phụ nữ phối hợp"."""
    if not text[at:end].rstrip().lower().endswith(" phối hợp"):
        return end
    return min((one.start for one in _helpers(text) if at < one.start < end), default=end)


def _given(text: str, gives: re.Pattern[str]) -> Iterator[Span]:
    for found in gives.finditer(text):
        end = actor_at(text, found.end())
        if end > found.end():
            yield Span(text[found.end() : end].strip(" ,"), found.start(), end)
            return


def _by(text: str) -> Iterator[Span]:
    for found in _BY.finditer(text):
        end = actor_at(text, found.end())
        if end > found.end() and (after := BY_END.match(text, end)):
            yield Span(text[found.end() : end], found.start(), after.end())
            return


_CHAIRS = re.compile(
    r" (?:làm |tự )?(?:chủ trì(?!\w)|(?:làm|lo|chỉ đạo|phát động|tổng hợp|nhận (?:ủy|uỷ) thác)"
    r"(?=\s*(?:[.,;)]|$|thường xuyên))"
    rf"|(?:{TAKES_IT})(?: chính| thực hiện)?"
    r"(?=\s*(?:[.,;)]|$|[-–]\s|(?:xong|hoàn thành|trong|trước)\s)))"
    r"|(?<=[\wÀ-ỹ]) (?:\(chủ trì\)|(?:là |làm )?đầu mối(?!\w))",
    _I,
)

# "…, Nhà máy nước phối hợp)": a group that no register knows
_GROUP_ALONE = re.compile(rf"[{LARGE}][\wÀ-ỹ']*(?: (?!{VERB.pattern})[\wÀ-ỹ']+){{1,4}}")
# "(Đoàn Thanh niên phụ trách, mạnh thường quân phối hợp)"
_LEADS_BEFORE = re.compile(rf"(?:{TAKES_IT})[,;] $", _I)
_SMALL_GROUP = re.compile(rf"(?!{VERB.pattern})[^\W\d]+(?: (?!{VERB.pattern})[^\W\d]+){{1,4}}")


def _chairs(text: str) -> list[Span]:
    """ "…, Hội Nông dân xã chủ trì": the name before the word, inside the sentence."""
    for found in _CHAIRS.finditer(text):
        end = found.start()
        names = [begin for begin in _clauses(text[:end]) if names_whole(text, begin, end)]
        if names:
            # "lập 02 tổ hợp tác - chị Bình theo dõi": what is counted is made, and makes nothing
            begin = next((one for one in names if not text[one].isdigit()), names[0])
            return [Span(_LEADERSHIP.sub("", text[begin:end]), begin, found.end())]
    return []


# "Chi bộ lãnh đạo, Ban Phát triển thôn chủ trì …"
_LEADERSHIP = re.compile(r"^[^,;]+? (?:lãnh đạo|chỉ đạo|định hướng)(?: chung)?[,;]\s*", _I)


def _clauses(text: str) -> list[int]:
    """Where a clause of the text may begin."""
    return [0, *(found.end() for found in re.finditer(r"[,.;:(]\s*|\s[-–]\s", text))]


# "Trước mùa mưa, HTX nạo vét …", "Cam kết môi trường: công chức Địa chính rà soát …".
_BEFORE_SUBJECT = re.compile(
    r"(?:(?:trên cơ sở|trong khi|từ|sau|tiếp) đó,?"
    r"|(?:định kỳ )?(?:hàng|hằng|mỗi) (?:ngày|tuần|tháng|quý|năm)"
    r"|(?:chậm nhất|muộn nhất|trước|trong|từ|đến|hết|vào|cuối|đầu|giữa|hàng|hằng|mỗi|định kỳ|ngay"
    r"|trên cơ sở|căn cứ|theo"
    r"|sau|quý|tháng|ngày|\d+ tháng|năm 20\d\d|để|riêng việc)\s[^,;:]{1,60},|[^,;:.]{3,60}:"
    r"|[(\[](?:tiêu chí|TC|chỉ tiêu)\s[^()\[\]]*[)\]]"
    r"|về\s[^;:.]{1,60}?\([^()]*\),|về\s[^,;:.]{1,60},"
    r"|(?:nếu|khi|(?:trong )?trường hợp)\s[^;:.]{1,90}?(?:,|\sthì)"
    r"|(?:ngoài ra|bên cạnh đó|cùng với đó|đồng thời),)\s+",
    _I,
)


def _subject(text: str) -> list[Span]:
    """The sentence begins with who does it: "Trạm Y tế xã rà soát …", "Trường MN: …"."""
    begin = 0
    if _HELP_LABEL.match(text):  # "Đơn vị hỗ trợ: Phòng Kinh tế"
        return []
    if not ACTOR.match(text):
        front = _BEFORE_SUBJECT.match(text)
        if not front or not ACTOR.match(text, front.end()):
            return []
        begin = front.end()
    end = actor_at(text, begin)
    after = text[end:].lstrip(" )")
    after = _CONDITION.sub("", after)
    if WHEN.match(after) and (verb := VERB.search(after)):
        after = after[verb.start() :]  # "Ban quản lý mỗi quý họp một lần"
    is_head = begin == 0 and after.startswith((":", "–", "-"))
    if _ONLY_HELPS.match(after):
        return []
    given = _IS_GIVEN.match(text, end)
    if given and begins_with_verb(text[given.end() :]):
        return [Span(text[begin:end], begin, given.end())]
    if is_head or _is_work(after.removeprefix(",").lstrip()):
        return [Span(text[begin:end], begin, end)]
    return []


# "HTX sau khi được UBND xã thống nhất thì tổ chức nạo vét …"
_CONDITION = re.compile(r"^(?:sau khi|khi|nếu) [^,;.]{3,90}? thì (?=\w)", _I)
# "Công an xã phối hợp; …", "Hội Phụ nữ phối hợp, xong trước 30/6."
_ONLY_HELPS = re.compile(rf"(?:{_HELPING})\s*(?:[.;]|$|,\s*{_THEN_WHEN})", _I)
# "Thành viên BQL được phân công hoàn thiện hồ sơ …"
_IS_GIVEN = re.compile(
    r"\s*được (?:phân công|giao|đề nghị)(?: nhiệm vụ| chủ trì| phụ trách(?: (?:các )?(?:tiêu chí"
    r"|lĩnh vực|thôn|xóm|bản|ấp|buôn))?)?,? (?!phụ trách|giúp|chịu)(?=[a-zđà-ỹ])"
)
# Before them a name is what is spoken of, and nobody who does it.
_STATES = {"được", "đã", "chưa", "là", "có", "để", "nhằm", "thì"}


def _is_work(words: str) -> bool:
    if re.match(r"là (?:cơ quan |đơn vị )?(?:đầu mối|thường trực)", words):
        return True
    found = VERB.match(words) or re.match(r"phấn đấu(?!\w)", words)
    return found is not None and found[0] not in _STATES


def _added(text: str) -> list[Span]:
    """ "…, Trạm Y tế xã + Công an xã, xong 31/5": names that a plus joins, in a clause of their
    own."""
    for plus in re.finditer(r"\s\+\s", text):
        end = actor_at(text, plus.end()) if ACTOR.match(text, plus.end()) else 0
        if not re.match(r"\s*(?:[,.;)]|$)", text[end:]):
            continue
        for begin in _clauses(text[: plus.start()]):
            if begin and names_whole(text, begin, plus.start()):
                return [Span(text[begin:end], begin, end)]
    return []
