"""Reads that several rooms need: of evaluations, of requests for help, in figures, of hours."""
