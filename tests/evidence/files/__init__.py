"""Tests of reading uploaded files safely."""
