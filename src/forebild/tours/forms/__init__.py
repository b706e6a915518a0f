"""What people type about a tour: the office, the host, whoever visits."""
