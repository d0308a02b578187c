"""Draws a field laid out by hand, for the last page that joins its markup in Python."""

from django.forms import BoundField, Select
from django.utils.safestring import SafeString

from ntm_project.common.html import esc


def control(field: BoundField) -> SafeString:
    """A field's control alone, with the class of its kind and the mark of an error."""
    css = "form-select" if isinstance(field.field.widget, Select) else "form-control"
    own = field.field.widget.attrs.get("class", "")
    names = (css, "is-invalid" if field.errors else "", own)
    return field.as_widget(attrs={"class": " ".join(name for name in names if name)})


_STAR = '<span class="asteriskField" aria-hidden="true">*</span>'


def drawn_field(field: BoundField) -> SafeString:
    """A field laid out by hand: label, control, error and help."""
    anchor = esc(field.auto_id)
    parts = [
        f'<div class="mb-3"><label class="form-label" for="{esc(field.id_for_label)}">'
        f"{esc(field.label)}{_STAR if field.field.required else ''}</label>{control(field)}"
    ]
    if field.errors:
        said = "".join(f'<p class="mb-0">{esc(error)}</p>' for error in field.errors)
        parts.append(f'<div class="invalid-feedback" id="{anchor}_error">{said}</div>')
    if field.help_text:
        told = esc(field.help_text)
        parts.append(f'<div class="form-text" id="{anchor}_helptext">{told}</div>')
    return SafeString(f"{''.join(parts)}</div>")
