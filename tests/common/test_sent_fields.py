"""What was typed into a form that was not taken is named as people call it; keys have no name."""

from django.test import RequestFactory

from ntm_project.common.faults import sent_fields


def test_the_key_of_a_form_is_carried_on_and_not_shown() -> None:
    data = {"deadline_words": "tuần sau", "form_key": "47a23b25-44a1-42f8-bfd7-ab75b1c00055"}
    fields = {field.name: field for field in sent_fields(RequestFactory().post("/", data))}
    assert fields["deadline_words"].label == "Thời hạn"
    assert (fields["form_key"].value, fields["form_key"].label) == (data["form_key"], "")
