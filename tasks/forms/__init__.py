"""Forms of tasks, plans, supervision and meetings: choices in scope, sentences at the field."""
