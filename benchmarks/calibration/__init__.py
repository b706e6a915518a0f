"""Calibrated scores against means, z-scores and least squares, on published scores and on known truth."""
