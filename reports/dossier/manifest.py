"""Bảng kê: every file of a ZIP with its SHA-256, and what could not be put in, with the reason.

The lines of the first part are those of `sha256sum`, so a program can check them.
"""

from dataclasses import dataclass, field

from ntm_project.common.text import clean_line


@dataclass(frozen=True)
class ManifestEntry:
    """A file in the ZIP; `kept` is the SHA-256 of the original where the two differ."""

    path: str
    sha256: str
    kept: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A file that is not in the ZIP: where it belongs, what it is called, why."""

    folder: str
    name: str
    reason: str
    sha256: str = ""


@dataclass
class DossierManifest:
    """What went in and what did not, as it turned out."""

    title: str
    entries: list[ManifestEntry] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def lacking(self) -> str:
        """What could not be put in, each with its reason."""
        lines = [f"Tệp không đưa vào được: {len(self.left_out)}."]
        for left in self.left_out:
            code = f" SHA-256 khi gửi: {left.sha256}." if left.sha256 else ""
            lines.append(f"- {left.folder}: “{clean_line(left.name)}”. {left.reason}{code}")
        return "\n".join(lines)

    def text(self) -> str:
        """The whole of it, as it is in the ZIP."""
        lines = ["BẢNG KÊ TỆP CỦA HỒ SƠ", self.title, ""]
        lines += [f"1. Tệp có trong hồ sơ: {len(self.entries)}. Mỗi dòng là mã SHA-256 và tên tệp."]
        lines += [f"{entry.sha256}  {entry.path}" for entry in self.entries]
        lines += ["", f"2. {self.lacking()}"]
        changed = [entry for entry in self.entries if entry.kept]
        if changed:
            lines += [
                "",
                "3. Ảnh đã bỏ thông tin máy ảnh ghi kèm (vị trí, thiết bị); hình ảnh giữ nguyên. "
                "Mã SHA-256 của tệp gốc trong kho:",
                *(f"- {entry.kept} của {entry.path}" for entry in changed),
            ]
        return "\n".join(lines) + "\n"
