"""What the media desk keeps: requests, decisions with their grounds, mail, filming, coverage."""

from tabayyun.desk.mediadesk.models.coverage import Coverage
from tabayyun.desk.mediadesk.models.decisions import Decision, Restriction, Review
from tabayyun.desk.mediadesk.models.filming import Booking, Document, Resource, Shoot
from tabayyun.desk.mediadesk.models.requests import (
    Contact,
    Mail,
    Mailbox,
    MailFile,
    MediaRequest,
    Message,
    Outlet,
)

__all__ = [
    "Booking",
    "Contact",
    "Coverage",
    "Decision",
    "Document",
    "Mail",
    "MailFile",
    "Mailbox",
    "MediaRequest",
    "Message",
    "Outlet",
    "Resource",
    "Restriction",
    "Review",
    "Shoot",
]
