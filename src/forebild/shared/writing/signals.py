"""News that travels up; sent inside the transaction that made it true.

document_published(sender=Document, document=…)   readers now see another text, by hand or at its instant
"""

from django.dispatch import Signal

document_published = Signal()
