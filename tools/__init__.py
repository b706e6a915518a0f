"""What developers run, by way of ./run: checks, tests, messages, benchmarks."""
