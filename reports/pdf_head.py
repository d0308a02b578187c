"""The head of the audit trail in a paper's metadata: what the record held when it was printed."""

from io import BytesIO

import pikepdf


def with_head(pdf: bytes, head: str) -> bytes:
    """The same paper, its metadata naming where the chain of its unit stood; never on a page.

    Put in after the layout, which is kept while the paper stays the same. The same paper at the
    same head gives the same bytes.
    """
    if not head:
        return pdf
    made = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdf:Keywords"] = f"so-ntm-audit {head}"
        file.save(made, deterministic_id=True)
    return made.getvalue()
