"""Criteria sets, levels, a unit's assessment, results, standing."""
