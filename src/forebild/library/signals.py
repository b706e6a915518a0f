"""News of the library; sent inside the transaction that made it true.

example_withdrawn(sender=GoodExample, example=…)   a story is no longer public
"""

from django.dispatch import Signal

example_withdrawn = Signal()
