"""What is typed about questions and visits."""
