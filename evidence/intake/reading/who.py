"""The words by which a name is known, and those with which what is to be done begins."""

import re

from villages.nouns import COMMUNE

_OLD_TONES = dict(
    zip(
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        strict=True,
    )
)
_OPEN = re.compile(r"[òóỏõọ][ae]|(?<!q)[ùúủũụ]y")


def _compiled(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The pattern, for the old placing of tones too: `xóa` and `xoá`, `ủy` and `uỷ`."""
    return re.compile(_OPEN.sub(lambda one: f"(?:{one[0]}|{_OLD_TONES[one[0]]})", pattern), flags)


# The large letters, for a class of them: the range from À to Ỹ has small ones too.
LARGE = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
# Words with which the name of a person, a post, a body or a group of them begins.
ACTOR = _compiled(
    r"(?:(?:các )?(?:đồng chí|đ/c)|(?-i:Đ[Cc](?= [A-ZĐÀ-Ỹ][a-zà-ỹ]))"
    r"|p\.\s?(?-i:[A-ZĐ][A-ZĐ&-]+|Kinh|Văn|Nông|Nội)"
    r"|các ông(?:, bà| ?\(bà\)|/bà)|đ\.c|[abcôđ]\.(?= (?-i:[A-ZĐÀ-Ỹ]))"
    r"|ông|bà|anh|chị"
    r"|ubnd|ngành(?! nghề| hàng)|ubmttq\w*|ủy ban|hđnd|hội đồng"
    r"|thường trực|(?:cô|chú|thầy)(?= (?-i:[A-ZĐÀ-Ỹ]))"
    r"|thường vụ|đảng (?:ủy|bộ)|chi (?:bộ|ủy|hội|đoàn|hnd|hpn|ccb)|các chi|cấp ủy"
    r"|bch|bcđ|bcd|bql\w*|blđ|bpt"
    r"|bts|(?:ub )?mttq|mặt trận"
    r"|hội(?! (?:nghị|thi|thảo|trại|diễn|họp|nhập|viên))|hnd|hpn|h?lhpn|hccb"
    r"|ccb|đtn|(?:xã|phường) đội|(?:xã )?đoàn(?! kết| viên)|công an|quân sự"
    r"|trạm(?! (?:bơm|biến|điện|trộn|xử))"
    r"|trường(?! hợp| chuẩn| học\s*:)|(?:các )?nhà trường|htx"
    r"|hợp tác xã"
    r"|tổ(?! chức)|đội(?! ngũ)|câu lạc bộ|clb|phòng(?!,| chống| học| ngừa| bệnh)|văn phòng"
    r"|trung tâm"
    r"|tthtcđ|ban(?! (?:hành|đầu|đêm))|tiểu ban|công chức|cc|cán bộ|cb|viên chức|thành viên|trưởng"
    r"|vp|bhxh|bảo hiểm xã hội(?! tự| bắt)|cht|pct|phó|bí thư"
    r"|thủ trưởng|chủ tịch|chỉ huy trưởng|chủ nhiệm|giám đốc|hiệu trưởng|bộ phận|kế toán"
    r"|địa chính(?=[\s-])|tài chính(?=\s*[-–]\s*kế)"
    rf"|tư pháp(?=[\s-])|(?:văn hóa|nông nghiệp|thống kê)(?= {COMMUNE}(?! hội)(?!\w))|khuyến nông"
    r"|già làng|đài(?= truyền)|người có uy tín|cộng tác viên"
    r"|y tế(?= (?:thôn|xóm|bản|ấp|buôn))|tyt|trưởng|tb ấp|bnd|cmhs|bhxh"
    r"|ngân hàng|quỹ(?! đất)|điện lực|bưu điện|vnpt|viettel|doanh nghiệp|công ty|chủ đầu tư"
    r"|(?-i:CA|QS|PN|VHTT|VHXH|KTHT|TT[A-ZĐ]{2,6}|TT(?= (?:cung|phục|[Yy] tế))"
    r"|CA[PX]|ĐU|BTV|QLDA|BCHQS|TBNN)"
    r"|cty|thống kê(?= (?:cơ sở|khu vực))|đồn(?= (?:biên|công|BP))"
    r"|hải đội|hạt kiểm lâm|kiểm lâm|một cửa|bộ phận một cửa"
    r"|(?:phụ nữ|thanh niên|nông dân|cựu chiến binh)"
    rf"(?= (?:{COMMUNE}|thôn|xóm|bản|ấp|buôn|khu)(?!\w))"
    r"|khối (?:dân )?vận|lực lượng|(?:bác|y|dược) [sS][ĩỹ]|(?:thượng|trung|thiếu) tá"
    r"|(?:đại|thượng) úy|tiểu khu|(?:các|từng|mỗi(?! (?:[^\W\d]+ ){1,2}\d)|\d+(?:/\d+)?)"
    r" (?:(?:trưởng |phó )?(?:thôn|xóm|bản|ấp|buôn|làng|khu(?: dân cư| phố)?|khóm|tiểu khu)"
    r"|trưởng|phó|bí thư|chi (?:hội|đoàn)|đoàn thể|hội|ban|ngành"
    r"|tổ|trường|chi bộ|thành viên|ủy viên"
    r"|đơn vị|bộ phận|cơ quan|phòng|công chức|cán bộ|đồng chí|htx|hợp tác xã|doanh nghiệp|tổ chức)"
    r"|(?:thôn|xóm|ấp|buôn|bon|bản|làng|khu(?: phố)?|khóm|tdp|kdc|plei|phum|sóc)"
    r"(?= (?:(?!ntm|nông thôn|kiểu mẫu|đạt)[A-ZĐÀ-Ỹ0-9]|tổ chức|phối|tự))"
    r"|lđ[\s–-]*tb\w*|lđtb\w*|vh[\s–-]*xh|đc[\s–-]*xd\w*|tc[\s–-]*kt|tp[\s–-]*ht|thú y|thủy nông"
    r"|toàn thể (?:cán bộ|đảng viên|hội viên|đoàn viên|nhân dân)"
    r"|toàn dân|các hộ(?! (?:nghèo|cận))|cụm dân cư|nhân dân|người dân|cơ quan|đơn vị)(?!\w)",
    re.IGNORECASE,
)
# Written small they begin what is to be done; a name's words are written large.
VERBS = (
    "chủ trì|phối hợp|kết hợp|chịu trách nhiệm|có trách nhiệm|tham mưu|hướng dẫn|đôn đốc|kiểm tra"
    "|rà soát|theo dõi|giám sát"
    "|tổng hợp|xây dựng|tổ chức|vận động|tuyên truyền|hoàn thiện|hoàn thành|lập|thực hiện"
    "|triển khai|chuẩn bị|báo cáo"
    "|tiếp tục|thường xuyên|nghiêm túc|khẩn trương|khẩn trường|đảm nhận|đảm nhiệm|căn cứ|chỉ đạo"
    "|lắp đặt"
    "|nâng cấp|nâng|cải tạo|sửa chữa|sửa"
    "|trồng|thu gom|xử lý|mở|khảo sát|đăng ký|duy trì|phát động|huy động|bố trí|cân đối|ban hành"
    "|thành lập|kiện toàn"
    "|lựa chọn|hỗ trợ|phụ trách|trực tiếp|quản lý|phát huy|nhân rộng|nhân ra|củng cố"
    "|tăng cường|đẩy mạnh|đẩy nhanh|phân công"
    "|phân loại|cập nhật|niêm yết|công khai|công bố|điều tra|thống kê|thẩm định|nghiệm thu"
    "|bàn giao|đưa|làm|lo|họp|ký"
    "|vệ sinh|cấp|cho vay|cho|dạy|ghi|gửi|nộp|thay|rải|đổ|cắm|mua|mua sắm|in|đặt|dựng|xây|tu sửa"
    "|nạo vét|khơi thông"
    "|di dời|tạo|giúp|hỗ trợ|đề xuất|đề nghị|trình|mời|tập huấn|đào tạo|bồi dưỡng|giới thiệu"
    "|kết nối|quảng bá|giữ gìn"
    "|bảo vệ|bảo đảm|đảm bảo|chủ động|tích cực|nghiên cứu|tiến hành|tập trung|quán triệt"
    "|cụ thể hóa|ứng dụng|đầu tư"
    "|giải tỏa|giải phóng|hiến|thiết kế|phát triển|phát hiện|ngăn chặn|chăm sóc|nâng cao"
    "|quan tâm|xem xét|ra quân|đứng ra"
    "|tìm|lồng ghép|khắc phục|tháo gỡ|tuần tra|đảm đương|giao|cử|bổ sung|đăng tải|phát hành"
    "|phát sóng|số hóa|thi công"
    "|khởi công|chấn chỉnh|đấu nối|chuyển đổi|chỉnh trang|trang bị|tư vấn|tuyển|gắn biển|gắn|vẽ"
    "|quét|treo|nuôi|tiêm|phun"
    "|khám|cùng|nghe|biểu dương|khen thưởng|đối thoại|hòa giải|giải quyết|tiếp nhận|trả kết quả"
    "|phổ biến|tham gia|tham mưu"
    "|đấu mối|liên hệ|làm việc|soạn thảo|dự thảo|đánh giá|chấm điểm|sơ kết|tổng kết|truyền thông"
    "|cứng hóa|bê tông hóa|nhựa hóa|kiên cố hóa|kiên cố(?= \\d)"
    "|lắp|dọn|kéo|vớt|phát quang|khoan|đào|san|sơn|tháo|dỡ|phá|kè|gia cố|duy tu|bảo dưỡng|tu bổ"
    "|mở rộng|quyết toán|thanh toán|giải ngân|phân bổ|thu hút|tiêu hủy|khánh thành|ra mắt|chuyển"
    "|giảm|tăng|chi trả|xét|bình xét|công nhận|nhắn|bốc|khoanh|đo|cắm mốc|tháo dỡ|rút|truy"
    "|huấn luyện|ký kết|trải|thả|phát thanh|lấy|trang trí|sắp xếp|phục dựng|tôn tạo|khôi phục"
    "|đồng loạt|xác nhận|bảo trì|thắp|trao|tặng|đón|diễn tập|thăm|ốp|lát|quy hoạch|đối ứng"
    "|đối chiếu|tích tụ|tự|vay|thực thi|nhắc nhở"
    "|dời|đại tu|đắp|tráng|chứng thực|thắp sáng|be bờ|bồi trúc|xóa"
    "|nhận|đóng góp|chung tay|đảm trách|trích|chia|bầu|kê khai|xác minh|vận hành|gieo|thu hoạch"
    "|chuyển giao|dồn điền|dán|quay|chụp|viết|soạn|phát thanh|nhập|khai thác|cấp phát"
    "|giám định|tôn vinh|khử|cưỡng chế|xử phạt|phạt|dạy|khuyến khích|nhắc|tổng rà soát|chốt"
    "|ra|lên|livestream|gọi|răn đe|kiểm đếm|kiểm kê|điều chỉnh|điều phối|thỏa thuận|bám sát"
    "|xin|nối|đóng|phủ|phủ sóng|phủ xanh|hình thành|sáp nhập|bồi thường|thẩm tra|cải thiện"
    "|chứng nhận"
    "|khai mạc|tham quan"
    "|gia hạn|đánh số|rà|tưới|chặt|tỉa|cắt|gom|tách|gộp|mắc|giăng|phân tích|tính toán"
    "|xuất|bao tiêu|nhân giống|tuyên dương|phỏng vấn|lưu trữ|cài|kích hoạt|đấu thầu"
    "|phê duyệt|duyệt|giữ|tổng vệ sinh|bảo quản|bảo tồn|vận chuyển|chôn lấp|đốt|chỉ định|tiếp thu"
    "|tiếp xúc|trả lời|giải trình|giải thích|đề ra|hoàn trả|hoàn chỉnh|sắm|ghép|thiết lập"
    "|khai trương|hưởng ứng|tri ân|quyên góp|ủng hộ|kêu gọi|xúc tiến|trưng bày|bơm|trám|vá|dặm vá"
    "|láng|kẻ|niêm phong|đốc thúc|thúc đẩy|cấy|thuê|mượn|tố giác|cảnh báo|kiến nghị|tu tạo"
    "|kiểm định|thử nghiệm|thí điểm|áp dụng|vận dụng"
    "|hoàn tất|tín chấp|phát|nắm|hút|múc|ngăn|cấm|tái lập|tái tạo|liên kết|kết nạp|tập hợp|trao đổi"
    "|thảo luận|động viên|chăm lo|đỡ đầu|điều động|phân cấp|ủy quyền|biên soạn"
    "|biên tập|đấu giá|chỉnh lý|chỉnh sửa|luân chuyển|đấu tranh|triệt phá|truy quét|bắt đầu"
    "|kết thúc|bình chọn|chằng chống|phân luồng|tuyển chọn|ủy thác|bàn bạc"
    "|chọn|san ủi|cung cấp|cam kết|chấp hành|thu|chi|được|để|nhằm|phải|cần|sẽ|đã|chưa|thì|là|có"
)
VERB = _compiled(
    r"(?!gắn (?:với|liền)|cấp (?:trên|huyện|xã|tỉnh|ủy|thôn|dưới)"
    r"|đào tạo nghề|giao thông|xóa (?:đói|nhà tạm|mù)"
    r"|tổ chức (?:chính trị|xã hội|tôn giáo|đoàn thể|thành viên|cơ sở|đảng|hội đoàn)(?!\w))"
    r"(?<!Xây )(?<!trung )(?<!sơ )(?<!trật )(?<!người )(?<!chương )(?<!quy )(?<!nhận )"
    r"(?<!(?<!vụ )(?<!nghiệp )(?<!chính )công )"
    rf"(?:{'|'.join(sorted(VERBS.split('|'), key=len, reverse=True))}"
    r"|trực(?= (?:\d|một|ban|tại|ở|gác|đêm|bộ phận)))(?!\w)"
)
# Parts of a name that are spelled like a verb, by what stands before them.
IN_NAMES = _compiled(
    r"(?:(?:ban|bql|tiểu ban|thành viên ban|trưởng ban|phó ban) (?:chỉ đạo|quản lý|phát triển"
    r"|chăn nuôi"
    r"|giám sát|tổ chức"
    r"|vận động|bảo vệ|xây dựng|đại diện|công tác|lãnh đạo|thanh tra|điều hành|tự quản)"
    r"|(?:chỉ đạo|quản lý|địa chính|phát triển|quản lý chương trình[^,.;]*"
    r"|ban quản lý [^,.;]{0,40}|mtqg|chương trình)"
    r"[\s,–-]+xây dựng|xây dựng(?= (?:ntm|nông thôn mới))"
    r"|(?:cán bộ|công chức|thành viên|bql|trưởng|phó|chủ tịch|ủy viên|bcđ|khuyến nông"
    r"|[\wÀ-ỹ]+\s*[-–,])(?: [^\s,.;:]+){0,4} phụ trách(?! *[,.;)])"
    r"|(?:tổ|đội|nhóm|hội|bộ phận|cơ quan) (?:giúp việc|thu gom|hòa giải|tự quản|vay vốn"
    r"|kiểm tra|giám sát|bảo vệ"
    r"|tuyên truyền|tuần tra)"
    r"|(?:văn phòng|ban) (?:điều phối|tiếp công dân)|trung tâm (?:học tập"
    r"|dịch vụ(?: tổng hợp)?|(?:cung cấp|hỗ trợ)[^,.;]{0,20})"
    r"|(?:htx|hợp tác xã)(?: (?:dịch vụ|nông nghiệp|sản xuất|thương mại|kinh doanh|và|[-–]))*"
    r" (?:tổng hợp|xây dựng|chuyển giao|vận chuyển)(?= (?-i:[A-ZĐÀ-Ỹ]))"
    r"|(?:htx|hợp tác xã) nuôi(?: trồng)?(?: (?-i:[a-zđà-ỹ]+)){1,2}(?= (?-i:[A-ZĐÀ-Ỹ]))"
    r"|công ty(?: [^\s,.;:()]+){1,6}?(?= (?-i:[A-ZĐ]))"
    r"|(?:bí thư|phó bí thư|các) chi (?:bộ|ủy|hội|đoàn)"
    r"|chủ đầu tư|chương trình (?:mtqg|mục tiêu)|dự án đầu tư(?: xây dựng)?|phục vụ hành chính công"
    r"|giám sát đầu tư(?: của)? cộng đồng|quỹ (?:hỗ trợ|vì)"
    r"|giáo dục (?:và|&|-) đào tạo"
    r"|bộ phận (?:tiếp nhận(?: và trả kết quả)?|một cửa)|công tác)(?!\w)",
    re.IGNORECASE,
)
TITLE = _compiled(
    r"(?:đảng ủy viên|(?:phó )?(?:chủ tịch|bí thư|trưởng|giám đốc)|công chức|cc|cán bộ|cb"
    r"|viên chức|trưởng \w+|phó \w+"
    r"|ủy viên|thành viên|địa chính|tư pháp|khuyến nông|văn phòng|văn hóa|kế toán|chỉ huy trưởng"
    r"|hiệu trưởng|pct|pbt|cht)(?!\w)",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:(?:các )?đồng chí|đ/c|đ\.c|(?-i:Đ[Cc](?= [A-ZĐÀ-Ỹ][a-zà-ỹ]))|ông|bà|anh|chị|cô"
    r"|(?:bác|y|dược) s[ĩỹ]|[abcôđ]\.)\s",
    re.IGNORECASE,
)
# Who issues the plan of a commune, above its title.
OF_COMMUNE = re.compile(
    r"(?:UBND|(?:ỦY|UỶ) BAN NHÂN DÂN|ĐẢNG (?:ỦY|UỶ)|BAN CHỈ ĐẠO|BCĐ|HĐND)(?: XÃ)?(?!\w)"
    r"|(?:xã|XÃ) [^,;.]{0,40}(?:đạt|ĐẠT)(?!\w)"
)
# "thôn Đông 420 m": a part of the work, and nobody who does it.
AMOUNT = re.compile(r"\d+\s*(?:m|m2|km|ha|hộ|%|triệu|tỷ|người|cái)(?!\w)", re.IGNORECASE)
# Behind a name they give the work to it: "Công an xã chủ trì", "do Hội Phụ nữ đảm nhận".
TAKES_IT = (
    "chủ trì|phụ trách|chịu trách nhiệm|đảm nhiệm|đảm nhận|đảm trách|thực hiện|theo dõi|tham mưu"
    "|chủ đầu tư"
)
# What stands before a colon and whoever is named behind it.
_ONE_WHO = (
    r"(?:đơn vị|đv|cơ quan|cq|người|bộ phận|cán bộ|công chức|lãnh đạo|đồng chí|đ/c|tổ chức|cá nhân)"
)
_OF_WHOM = rf"(?:(?:các )?{_ONE_WHO}(?:[,/] ?{_ONE_WHO})?)"
_LEADS = (
    r"(?:được giao|chủ trì|phụ trách|tham mưu|chịu trách nhiệm|trách nhiệm|phân công|giao"
    r"|(?:làm )?đầu mối)"
)
LEAD_LABEL = (
    rf"ai (?:làm|chủ trì|phụ trách|lo)|{_OF_WHOM} thực hiện|(?<![\wÀ-ỹ] )thực hiện"
    rf"|{_OF_WHOM}?\s*{_LEADS}(?: (?:{_LEADS}|cho|thực hiện|chính|nhiệm vụ))*"
    r"|chủ đầu tư|đvth|cqth|đv ?ct|ct|pt"
)
# "phối hợp" as it is written short.
WORKS_WITH = r"(?:phối hợp|kết hợp|p/hợp|p/h)"
PARTNER_LABEL = (
    rf"{_OF_WHOM}?\s*(?:cùng )?(?:phối hợp|hỗ trợ|p/hợp|p/h|ph)(?: thực hiện)?"
    r"|cùng (?:làm|thực hiện|tham gia)|ai (?:cùng (?:làm|thực hiện)|phối hợp|giúp|hỗ trợ)"
)
# Behind these "giao" gives nothing to anybody: "bàn giao", "họp giao ban".
NO_HANDING = r"(?<![\wÀ-ỹ])(?<!bàn )(?<!chuyển )(?<!họp )(?<!tổ chức )(?<!hội nghị )(?<!chế độ )"
