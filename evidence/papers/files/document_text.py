"""The words of a Word or Excel file, for reading without download."""

import zipfile
from typing import BinaryIO

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.blocks import OldFonts, ReadBlock, bounded
from evidence.papers.files.package import Package
from evidence.papers.files.pieces import Pieces
from evidence.papers.files.refusals import RefusedFile
from evidence.papers.files.word_styles import Look, style_looks
from evidence.papers.files.word_text import document_blocks
from evidence.papers.files.workbook import sheets


def document_styles(file: BinaryIO) -> list[Look]:
    """How the paragraph styles of a docx look; raises as `document_text` does."""
    try:
        return style_looks(Package(file))
    except (SyntaxError, RecursionError) as error:
        raise RefusedFile("view_too_big") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise RefusedFile("office_damaged") from error
    finally:
        file.seek(0)


def document_text(
    file: BinaryIO, file_type: FileType, *, converts: bool = True, is_numbered: bool = False
) -> list[ReadBlock]:
    """The paragraphs and tables of a docx, or the sheets of an xlsx, as plain strings, bounded.

    Words for fonts of before Unicode are converted, unless they are requested as they are; the
    first block states it. Raises `RefusedFile` where the file is damaged or too big.
    """
    pieces = Pieces(converts=converts)
    try:
        package = Package(file)
        if file_type == FileType.DOCX:
            found = document_blocks(package, pieces, is_numbered=is_numbered)
            blocks = bounded(found, limits.MAX_PARAGRAPHS)
        else:
            blocks = bounded(sheets(package, pieces), limits.MAX_SHEETS)
    except (SyntaxError, RecursionError) as error:
        # Well-formed, as the check of the upload saw, but deeper than the reader goes (lxml: 255).
        raise RefusedFile("view_too_big") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise RefusedFile("office_damaged") from error
    finally:
        file.seek(0)
    return [OldFonts(pieces.names), *blocks] if pieces.met else blocks
