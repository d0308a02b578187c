"""Reading the floors below for boards, work lists and checks: few queries, plain rows."""
