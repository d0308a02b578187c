"""The pages of tasks, plans, supervision and meetings: fetch, check the rule, call one service."""
