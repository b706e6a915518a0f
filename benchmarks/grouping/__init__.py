"""Measuring `forebild.engine.grouping`."""
