"""The table of roles and abilities, as it was agreed: a change here is a decision."""

from villages.enums import Ability, Role
from villages.roles import ROLES_WITH, roles_named

R = Role
AGREED = {
    Ability.VIEW: set(Role),
    Ability.SET_RESULT: {R.STANDING_OFFICER, R.OFFICIAL, R.VILLAGE_BOARD},
    Ability.ASSIGN_RESULT: {R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR},
    Ability.MANAGE_TASK: {R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR},
    Ability.REPORT_TASK: {
        R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR, R.OFFICIAL, R.VILLAGE_BOARD,
    },
    Ability.EDIT_PLAN: {R.STANDING_OFFICER, R.CHAIR},
    Ability.EDIT_SUPERVISION: {R.STANDING_OFFICER, R.CHAIR},
    Ability.HOLD_MEETING: {R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR, R.COMMITTEE},
    Ability.WRITE_REPORT: {R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR},
    Ability.CHECK_DOCUMENT: {R.STANDING_OFFICER, R.CHAIR, R.VICE_CHAIR},
    Ability.SIGN_DOCUMENT: {R.CHAIR, R.VICE_CHAIR, R.CLERK},
    Ability.ISSUE_DOCUMENT: {R.CLERK},
    Ability.ADD_EVIDENCE: {
        R.STANDING_OFFICER, R.VICE_CHAIR, R.OFFICIAL, R.VILLAGE_BOARD, R.CLERK,
    },
    Ability.SUBMIT: {R.STANDING_OFFICER, R.CHAIR, R.VILLAGE_BOARD},
    Ability.RECOGNISE: {R.ADMINISTRATOR, R.STANDING_OFFICER},
    Ability.CONFIRM_RECOGNITION: {R.ADMINISTRATOR, R.STANDING_OFFICER, R.REVIEWER},
    Ability.REVIEW: {R.REVIEWER},
    Ability.EDIT_POSTINGS: {R.ADMINISTRATOR},
    Ability.ADMINISTER: {R.ADMINISTRATOR},
    Ability.EDIT_REFERENCE: {R.DATA_STEWARD},
}  # fmt: skip


def test_the_table_is_the_agreed_one() -> None:
    assert {ability: set(roles) for ability, roles in ROLES_WITH.items()} == AGREED
    assert set(ROLES_WITH) == set(Ability)


def test_a_refusal_names_the_roles_that_may() -> None:
    assert roles_named(Ability.EDIT_PLAN) == "Thường trực NTM, Chủ tịch UBND"
