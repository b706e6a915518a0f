"""Strengths from comparisons against plain methods."""
