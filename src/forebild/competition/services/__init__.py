"""What is done with nominations, entries and their eligibility."""
