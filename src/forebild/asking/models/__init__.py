"""Who takes questions, what is asked, what is answered, what of it is public."""

from forebild.asking.models.enquiry import Enquiry, EnquiryQuerySet, Kind
from forebild.asking.models.reception import Reception, ReceptionQuerySet
from forebild.asking.models.reply import PublicAnswer, Reply, VisitTime

__all__ = [
    "Enquiry",
    "EnquiryQuerySet",
    "Kind",
    "PublicAnswer",
    "Reception",
    "ReceptionQuerySet",
    "Reply",
    "VisitTime",
]
