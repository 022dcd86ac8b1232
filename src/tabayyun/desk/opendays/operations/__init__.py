"""What is done to Open Days. Every operation is one transaction and leaves an audit entry."""

from tabayyun.desk.opendays.operations.admitting import Mark, TakenIn, take_in
from tabayyun.desk.opendays.operations.changing import accept, cancel, change
from tabayyun.desk.opendays.operations.editions import (
    add_item,
    add_partner,
    close,
    create,
    edit,
    edit_item,
    publish,
    remove_item,
    remove_partner,
)
from tabayyun.desk.opendays.operations.registering import FAMILY, register
from tabayyun.desk.opendays.operations.retention import purge_visitors
from tabayyun.desk.opendays.operations.slots import add_slot, change_capacity, remove_slot
from tabayyun.desk.opendays.operations.tickets import ticket_of
from tabayyun.desk.opendays.operations.waiting import end_waiting, lapse_offers

__all__ = [
    "FAMILY",
    "Mark",
    "TakenIn",
    "accept",
    "add_item",
    "add_partner",
    "add_slot",
    "cancel",
    "change",
    "change_capacity",
    "close",
    "create",
    "edit",
    "edit_item",
    "end_waiting",
    "lapse_offers",
    "publish",
    "purge_visitors",
    "register",
    "remove_item",
    "remove_partner",
    "remove_slot",
    "take_in",
    "ticket_of",
]
