"""Why a file is refused, each reason one sentence that states what to do instead."""

from typing import Any

SENTENCES = {
    "empty": "Tệp không có nội dung; hãy mở tệp trên máy để kiểm tra rồi tải lại.",
    "too_big": "Tệp lớn hơn {limit} MB; hãy giảm độ phân giải hoặc chia thành nhiều tệp nhỏ hơn.",
    "unknown": (
        "Không nhận ra loại tệp từ nội dung; hãy tải ảnh (JPG, PNG, WebP, HEIC), PDF, "
        "Word (.docx) hoặc Excel (.xlsx)."
    ),
    "extension": (
        "Tên tệp ghi đuôi .{written} nhưng nội dung là {found}; hãy đổi đuôi tệp thành "
        ".{expected} rồi tải lại."
    ),
    "markup": "Tệp trang web, SVG hoặc XML không dùng làm minh chứng; hãy in thành tệp PDF.",
    "archive": "Tệp nén không dùng làm minh chứng; hãy giải nén và tải từng tệp PDF, ảnh.",
    "program": "Tệp chương trình không dùng làm minh chứng; hãy tải đúng tệp ảnh hoặc PDF.",
    "media": "Phim và âm thanh không dùng làm minh chứng; hãy chụp ảnh hoặc lập văn bản PDF.",
    "picture_kind": "Loại ảnh này không dùng được; hãy lưu lại ảnh dạng JPG hoặc PNG.",
    "old_word": "Tệp Word đời cũ không mở an toàn được; hãy lưu lại dạng .docx hoặc PDF.",
    "old_excel": "Tệp Excel đời cũ không mở an toàn được; hãy lưu lại dạng .xlsx hoặc PDF.",
    "old_office": "Tệp Office đời cũ không an toàn; hãy lưu lại dạng .docx, .xlsx hoặc PDF.",
    "other_office": "Loại văn bản này không dùng được; hãy lưu lại dạng .docx, .xlsx hoặc PDF.",
    "picture_damaged": "Ảnh bị hỏng hoặc thiếu phần cuối; hãy chép lại ảnh từ máy đã chụp.",
    "too_many_pixels": "Ảnh quá lớn ({width} × {height} điểm ảnh); hãy thu nhỏ ảnh rồi tải lại.",
    "animated": "Ảnh động không dùng làm minh chứng; hãy tải một ảnh tĩnh.",
    "two_in_one": (
        "Tệp chứa thêm một tệp khác giấu bên trong; hãy mở tệp, lưu thành tệp mới rồi tải lại."
    ),
    "packed_text": "Ảnh mang phần chú thích nén quá lớn; hãy lưu lại ảnh thành tệp mới.",
    "pdf_locked": "Tệp PDF có mật khẩu hoặc bị khóa; hãy bỏ khóa hoặc in lại thành PDF mới.",
    "pdf_damaged": "Tệp PDF bị hỏng hoặc thiếu phần cuối; hãy xuất hoặc quét lại tệp PDF.",
    "pdf_empty": "Tệp PDF không có trang nào; hãy xuất hoặc quét lại tệp PDF.",
    "pdf_script": "Tệp PDF có mã lệnh chạy khi mở; hãy in lại thành PDF mới rồi tải lên.",
    "pdf_opens": "Tệp PDF tự mở một địa chỉ trên mạng; hãy in lại thành PDF mới rồi tải lên.",
    "pdf_attachment": (
        "Tệp PDF đính kèm một chương trình bên trong ({what}); hãy in lại thành PDF mới rồi "
        "tải lên."
    ),
    "pdf_too_long": "Tệp PDF dài hơn {limit} trang; hãy chia thành nhiều tệp.",
    "pdf_too_complex": "Tệp PDF có cấu trúc quá phức tạp; hãy in lại thành PDF mới rồi tải lên.",
    "office_damaged": "Tệp Word hoặc Excel bị hỏng; hãy mở tệp, lưu lại rồi tải lên.",
    "office_locked": "Tệp Word hoặc Excel có mật khẩu; hãy bỏ mật khẩu rồi tải lại.",
    "office_macro": "Tệp có macro; hãy lưu lại dạng không có macro (.docx, .xlsx) hoặc PDF.",
    "office_active": "Tệp có thành phần tự chạy bên trong; hãy lưu lại dạng PDF.",
    "office_external": (
        "Tệp lấy nội dung từ {what} mỗi khi mở; hãy ngắt liên kết đó (trong Word: Tệp, Thông tin, "
        "Sửa liên kết; trong Excel: Dữ liệu, Sửa liên kết) hoặc lưu lại dạng PDF."
    ),
    "office_picture": (
        "Ảnh “{name}” trong tệp được lấy từ địa chỉ mạng {what}; hãy lưu ảnh về máy rồi chèn lại "
        "vào tệp (Chèn, Ảnh), hoặc lưu lại dạng PDF."
    ),
    "zip_bomb": "Nội dung tệp khi mở ra quá lớn; hãy lưu lại dạng PDF hoặc chia nhỏ tệp.",
    "zip_unsafe": "Cấu trúc bên trong tệp không an toàn; hãy mở tệp, lưu lại rồi tải lên.",
    "xml_unsafe": "Tệp có khai báo XML không an toàn; hãy mở tệp, lưu lại rồi tải lên.",
    "virus": "Phần mềm diệt virus báo tệp có mã độc; hãy quét máy đã gửi và gửi một bản sạch.",
    "unreadable": "Tệp có cấu trúc không đọc được; hãy mở tệp, lưu lại thành tệp mới rồi tải lên.",
    "too_heavy": "Tệp quá nặng để kiểm tra; hãy in lại thành PDF mới hoặc thu nhỏ ảnh rồi tải lên.",
    "picture_heavy": "Ảnh quá nặng nên không thu nhỏ được để xem; hãy tải ảnh gốc về máy để xem.",
    "view_too_big": "Văn bản quá lớn để xem tại đây; hãy tải tệp về máy để xem.",
    "page_damaged": "Trang này có chỗ hỏng nên không vẽ được thành ảnh; hãy mở tệp gốc để xem.",
    "page_heavy": "Trang này quá nặng nên không vẽ được thành ảnh; hãy mở tệp gốc để xem.",
    "page_locked": "Tệp PDF bị khóa nên không vẽ được thành ảnh; hãy mở tệp gốc để xem.",
    "page_missing": "Tệp không có trang {number}; hãy chọn trang khác.",
}


class RefusedFile(Exception):
    """A file that is not taken: `key` names the reason, `reason` is the sentence for people."""

    def __init__(self, key: str, **words: Any) -> None:
        self.key = key
        self.words = words
        self.reason = SENTENCES[key].format(**words)
        super().__init__(self.reason)
