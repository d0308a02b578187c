"""Who may do what: one table that a person who does not program can read.

`x` means that a posting with the role (column) gives the ability (row) in its unit and below.
Sources of the duties: `docs/domain/workflow.md` §1.
"""

from villages.enums import Ability, Role

_ROLES = [
    Role.ADMINISTRATOR,
    Role.STANDING_OFFICER,
    Role.CHAIR,
    Role.VICE_CHAIR,
    Role.OFFICIAL,
    Role.VILLAGE_BOARD,
    Role.CLERK,
    Role.COMMITTEE,
    Role.REVIEWER,
    Role.DATA_STEWARD,
]

_TABLE = {
    #                        admin standing chair vice official village clerk committee review data
    Ability.VIEW:             "x     x        x     x     x        x       x      x        x    x",
    Ability.SET_RESULT:       ".     x        .     .     x        x       .      .        .    .",
    Ability.ADD_EVIDENCE:     ".     x        .     x     x        x       x      .        .    .",
    Ability.ASSIGN_RESULT:    ".     x        x     x     .        .       .      .        .    .",
    Ability.MANAGE_TASK:      ".     x        x     x     .        .       .      .        .    .",
    Ability.REPORT_TASK:      ".     x        x     x     x        x       .      .        .    .",
    Ability.EDIT_PLAN:        ".     x        x     .     .        .       .      .        .    .",
    Ability.EDIT_SUPERVISION: ".     x        x     .     .        .       .      .        .    .",
    Ability.HOLD_MEETING:     ".     x        x     x     .        .       .      x        .    .",
    # The standing officer, and who stands in or signs.
    Ability.WRITE_REPORT:     ".     x        x     x     .        .       .      .        .    .",
    # Who leads the work or signs reads it once more (decree 30, articles 10 and 11).
    Ability.CHECK_DOCUMENT:   ".     x        x     x     .        .       .      .        .    .",
    # Who signs, and the clerk to whom the signed paper comes (articles 13 and 14).
    Ability.SIGN_DOCUMENT:    ".     .        x     x     .        .       x      .        .    .",
    Ability.ISSUE_DOCUMENT:   ".     .        .     .     .        .       x      .        .    .",
    Ability.SUBMIT:           ".     x        x     .     .        x       .      .        .    .",
    Ability.REVIEW:           ".     .        .     .     .        .       .      .        x    .",
    Ability.RECOGNISE:        "x     x        .     .     .        .       .      .        .    .",
    # Of a posting above the recognised unit alone (`evidence.review.rules.recognition`).
    Ability.CONFIRM_RECOGNITION: "x  x        .     .     .        .       .      .        x    .",
    Ability.EDIT_POSTINGS:    "x     .        .     .     .        .       .      .        .    .",
    Ability.ADMINISTER:       "x     .        .     .     .        .       .      .        .    .",
    # Of a posting at a province alone (`Access`): every commune is judged by what changes here.
    Ability.EDIT_REFERENCE:   ".     .        .     .     .        .       .      .        .    x",
}  # fmt: skip

ROLES_WITH: dict[Ability, frozenset[Role]] = {
    ability: frozenset(role for role, mark in zip(_ROLES, row.split(), strict=True) if mark == "x")
    for ability, row in _TABLE.items()
}


# Accounts and the data of all are kept by whoever is appointed to it, nobody stands in.
ROLES_NEVER_LENT = frozenset({Role.ADMINISTRATOR, Role.DATA_STEWARD})
# Who signs does so by an office of their own (decree 30, article 13), and who numbers too.
ABILITIES_NEVER_LENT = frozenset({Ability.SIGN_DOCUMENT, Ability.ISSUE_DOCUMENT})
# What nobody does in a unit that has ended: its assessments, papers and plans stay as they were.
ABILITIES_OF_A_LIVING_UNIT = frozenset(
    {
        Ability.SET_RESULT,
        Ability.ADD_EVIDENCE,
        Ability.ASSIGN_RESULT,
        Ability.EDIT_PLAN,
        Ability.EDIT_SUPERVISION,
    }
)


def roles_named(ability: Ability) -> str:
    """The roles that have an ability, as words for a refusal: `Thường trực NTM, Chủ tịch UBND`."""
    return ", ".join(role.label for role in _ROLES if role in ROLES_WITH[ability])
