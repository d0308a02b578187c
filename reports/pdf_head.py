"""What a paper carries out of sight: where the audit trail stood, and its tables as data."""

from collections.abc import Sequence
from io import BytesIO

import pikepdf

from reports.documents.tables import MIME, TableFile


def with_head(pdf: bytes, head: str, tables: Sequence[TableFile] = ()) -> bytes:
    """The PDF with the head of its unit's chain in the metadata (on no page) and the tables as
    attached files (PDF/A-3, associated as data).

    Put in after the layout, which is kept while the paper stays the same. The same paper at the
    same head gives the same bytes.
    """
    if not head and not tables:
        return pdf
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        if head:
            with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
                metadata["pdf:Keywords"] = f"so-ntm-audit {head}"
        _attach(file, tables)
        file.save(made, deterministic_id=True)
    return made.getvalue()


def _attach(file: pikepdf.Pdf, tables: Sequence[TableFile]) -> None:
    attached = []
    for table in tables:
        spec = pikepdf.AttachedFileSpec(
            file,
            table.content,
            description=table.about,
            filename=table.name,
            mime_type=MIME,
            creation_date="",  # none: the same paper gives the same bytes
            mod_date="",
        )
        spec.obj.AFRelationship = pikepdf.Name.Data
        file.attachments[table.name] = spec
        attached.append(spec.obj)
    if attached:
        file.Root.AF = pikepdf.Array(attached)
