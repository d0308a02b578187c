"""Boards, checks and documents: reads every floor, changes none below."""
