"""What the office plans: editions with their dates and criteria, and who works here."""
