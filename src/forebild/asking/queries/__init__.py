"""What is read of questions and visits."""
