"""What an officer typed in a plain text box, read as blocks."""

import re

from reports.documents.blocks import Block, Bullet, Note, Paragraph
from reports.documents.characters import clean, clean_lines

_BULLET = re.compile(r"^\s*([-–—•+])\s*(?=\S)(.*)$")
_NOTE = re.compile(r"^\s*\*\s*([^:]{1,40}):\s*(.*)$")


def blocks_from_text(text: str) -> tuple[Block, ...]:
    """One block a line: `- ` and `+ ` open bullets, `* Lưu ý: ` a note, empty lines fall away."""
    blocks: list[Block] = []
    for line in clean_lines(text).split("\n"):
        if not line.strip():
            continue
        if match := _BULLET.match(line):
            mark, rest = match.groups()
            blocks.append(Bullet(clean(rest).strip(), "+" if mark == "+" else "-"))
        elif match := _NOTE.match(line):
            label, rest = match.groups()
            blocks.append(Note(clean(rest).strip(), clean(label).strip()))
        else:
            blocks.append(Paragraph(clean(line).strip()))
    return tuple(blocks)
