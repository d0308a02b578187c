"""The pages of tasks, plans, supervision and meetings: fetch, ask the rule, call one service."""
