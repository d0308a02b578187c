"""What Django itself shows a person is Vietnamese: its own catalogue, and ours for the rest."""

import ast
import gettext as gnu
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import django
import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.forms.utils import pretty_name
from django.utils.translation import gettext, ngettext, pgettext

OURS = Path(settings.BASE_DIR, "ntm_project/locale/vi/LC_MESSAGES")
THEIRS = Path(django.__file__).parent
# Of the core, what forms, fields and pages of lists show; no names of languages or HTTP errors.
CORE = re.compile(r"#: .*(core/(validators|paginator)|forms/|db/models/|utils/timesince|ipv6)")
# The same in every language, or words for programmers that no page of ours shows.
SAME = {
    *(
        "…",
        "%(truncated_text)s…",
        ", ",
        ":",
        ":?.!",
        "IPv4",
        "IPv6",
        "URL",
        "%(class_name)s %(instance)s",
    ),
    *("LogEntry Object", "Big (8 byte) integer", "File", "Image", "Email", "Slug"),
    *("variety", "version", "memory cost", "time cost", "parallelism", "block size"),
}


class Message(NamedTuple):
    context: str
    text: str
    plural: str
    translated: str


def messages_of(file: Path, *, wanted: re.Pattern[str] | None = None) -> Iterator[Message]:
    """The messages of a `.po` file."""
    for block in file.read_text(encoding="utf-8").split("\n\n"):
        parts = re.findall(r'^(msg\w+)(?:\[\d\])? ((?:".*"\n?)+)', block, re.MULTILINE)
        fields = {name: "".join(map(ast.literal_eval, lines.splitlines())) for name, lines in parts}
        if fields.get("msgid") and (wanted is None or wanted.search(block)):
            names = ("msgctxt", "msgid", "msgid_plural", "msgstr")
            yield Message(*(fields.get(name, "") for name in names))


def spoken(message: Message) -> str:
    if message.plural:
        return ngettext(message.text, message.plural, 1)
    if message.context:
        return pgettext(message.context, message.text)
    return gettext(message.text)


@pytest.mark.parametrize(
    ("folder", "wanted"), [("contrib/admin", None), ("contrib/auth", None), ("conf", CORE)]
)
def test_nothing_a_person_reads_is_left_in_english(folder: str, wanted) -> None:
    catalogue = THEIRS / folder / "locale/en/LC_MESSAGES/django.po"
    found = list(messages_of(catalogue, wanted=wanted))
    assert len(found) > 50
    assert [m.text for m in found if spoken(m) == m.text and m.text not in SAME] == []


def test_the_compiled_catalogue_says_what_the_written_one_says() -> None:
    with (OURS / "django.mo").open("rb") as file:
        compiled = gnu.GNUTranslations(file)
    for message in messages_of(OURS / "django.po"):
        if message.plural:
            assert compiled.ngettext(message.text, message.plural, 1) == message.translated
        else:
            assert compiled.gettext(message.text) == message.translated


def test_every_column_of_the_admin_is_named_in_vietnamese() -> None:
    for model, listed in admin.site._registry.items():
        own = {field.name for field in model._meta.get_fields()}
        for name in set(listed.list_display) - own:
            label = str(label_for_field(name, model, listed))
            assert label.lower() != pretty_name(name).lower(), (model, name)


def test_our_sentences_keep_the_places_of_theirs() -> None:
    for message in messages_of(OURS / "django.po"):
        places = re.compile(r"%\(\w+\)[sdr]|%[sd]|\{\w*\}")
        missing = set(places.findall(message.translated)) - set(places.findall(message.text))
        assert not missing, message.text
