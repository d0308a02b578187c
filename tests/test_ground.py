"""What conftest promises to every other test: flush keeps the guards, templates hide nothing."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.template import Context, Engine
from model_bakery import baker

from tests.strict_templates import RaiseForOurs, UndefinedVariableError
from villages.triggers import APPEND_ONLY_TABLES

# What a row of each table needs beyond what chance may fill in.
NEEDED = {"criteria_resultchange": {"result__assessment__unit__level": "province"}}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", APPEND_ONLY_TABLES)
def test_flush_empties_an_append_only_table_and_leaves_it_guarded(table):
    (model,) = (found for found in apps.get_models() if found._meta.db_table == table)
    baker.make(model, **NEEDED.get(table, {}))
    call_command("flush", interactive=False, verbosity=0)
    assert model.objects.count() == 0
    row = baker.make(model, **NEEDED.get(table, {}))
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id + 1"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert model.objects.filter(pk=row.pk).exists()


@pytest.fixture
def render(tmp_path):
    """Renders the template "page.html" of a folder that counts as ours, with nothing in context."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    (theirs / "their_base.html").write_text("<{{ missing }}>{% block main %}{% endblock %}")
    (theirs / "their_part.html").write_text("[{{ missing|upper }}]")
    (ours / "our_part.html").write_text("{{ missing }}")
    engine = Engine(dirs=[ours, theirs], string_if_invalid=RaiseForOurs(ours))

    def run(source, **values):
        (ours / "page.html").write_text(source)
        return engine.get_template("page.html").render(Context(values))

    return run


@pytest.mark.parametrize(
    "source",
    [
        "{{ missing }}",
        "{{ missing.deeper|upper }}",
        "{{ known.attribute_that_is_not }}",
        "{% include 'our_part.html' %}",
        "{% extends 'their_base.html' %}{% block main %}{{ missing }}{% endblock %}",
        "{% for item in known %}{{ item }}{% endfor %}{{ item }}",
    ],
)
def test_an_undefined_variable_of_ours_is_an_error(render, source):
    with pytest.raises(UndefinedVariableError, match=r"\.html"):
        render(source, known="x")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ known }}", "x"),
        ("{% if missing %}a{% else %}b{% endif %}", "b"),
        ("{{ missing|default:'không có' }}", "không có"),
        ("{{ empty }}", ""),
        ("{% include 'their_part.html' %}", "[]"),
        ("{% extends 'their_base.html' %}{% block main %}{{ known }}{% endblock %}", "<>x"),
    ],
)
def test_what_is_meant_to_be_missing_renders_as_django_renders_it(render, source, shown):
    assert render(source, known="x", empty="") == shown
