"""Measuring what is told of groups of companies: `forebild.assessment.told`, `forebild.engine.disclosure`."""
