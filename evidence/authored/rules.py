"""Who writes the texts of documents, and which placeholders they may use.

Each `deny_…` returns "" or the one Vietnamese sentence.
"""

import re
from collections.abc import Collection

from evidence.authored.models import MOST_TEXT, DefaultText, ReferenceFile
from ntm_project.common.numbers import format_decimal
from tasks.rules import deny_write_report
from villages.access import Access
from villages.enums import Ability
from villages.models import Unit

TOO_LONG = (
    f"Nội dung dài quá {format_decimal(MOST_TEXT)} ký tự nên không giữ được bản nháp; hãy rút gọn."
)
MOST_BYTES = 5_000_000  # of a reference file: the styles alone are some KB
NO_STYLES = (
    "Tệp không có kiểu chữ nào của văn bản; hãy tải bản Word của một văn bản về, sửa các kiểu chữ "
    "“VB …” trong đó rồi tải tệp ấy lên."
)
NOT_WORD = "Tệp mẫu phải là tệp Word (.docx)."
DECIDE_FIRST = "Chưa giữ nháp mới: hãy dùng hoặc bỏ bản nháp cũ trước."


# As they are typed; what begins with no letter was never meant to be filled.
_PLACEHOLDER = re.compile(r"\{([^\W\d_][^{}\n]{0,79})\}")


def unknown_placeholders(text: str, known: Collection[str] = ()) -> list[str]:
    """The placeholders of a text that are none of the known, which may take words after a colon."""
    names = {name.partition(":")[0] for name in known}
    found = dict.fromkeys(_PLACEHOLDER.findall(text))
    return [f"{{{one}}}" for one in found if one.partition(":")[0].strip() not in names]


def placeholder_fault(unknown: Collection[str], known: Collection[str]) -> str:
    """Why a text with these placeholders is not taken, or ""; names those that are filled."""
    if not unknown:
        return ""
    usable = f" Dùng được: {', '.join(f'{{{one}}}' for one in known)}." if known else ""
    return f"Chương trình không thay được {', '.join(unknown)} nên sẽ in nguyên như vậy.{usable}"


def deny_write_text(access: Access, unit: Unit) -> str:
    """The texts of a unit's documents belong to whoever writes its reports."""
    return deny_write_report(access, unit)


def deny_write_default(access: Access, unit: Unit) -> str:
    """Their defaults too, and to the clerk, who keeps the forms of the house."""
    if access.can(Ability.ISSUE_DOCUMENT, unit):
        return ""
    return deny_write_report(access, unit)


def deny_edit_default(access: Access, row: DefaultText | ReferenceFile) -> str:
    return deny_write_default(access, row.unit)
