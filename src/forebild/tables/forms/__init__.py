"""What people type about tables, and at them."""
