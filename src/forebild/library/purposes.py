"""What a company's safe links are for, and how long they work."""

from datetime import timedelta

APPROVAL = "library.example_approval"
APPROVAL_TIME = timedelta(days=60)
RECHECK = "library.example_recheck"
RECHECK_TIME = timedelta(days=60)
