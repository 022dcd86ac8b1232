"""What the magazine room decides: keyword-only, one transaction each, with the clock passed in."""

from tabayyun.desk.magazine.operations.articles import (
    EditConflict,
    add_article,
    add_language,
    edit,
    move,
    place_in,
    remove_article,
)
from tabayyun.desk.magazine.operations.forgetting import forget_pictures
from tabayyun.desk.magazine.operations.issues import (
    approve_issue,
    create_issue,
    edit_issue,
    publish,
    send_issue_back,
    submit_issue,
)
from tabayyun.desk.magazine.operations.pictures import add_picture, describe_picture, remove_picture
from tabayyun.desk.magazine.operations.printing import laid_out, preview
from tabayyun.desk.magazine.operations.reviewing import approve, correct, send_back, submit, take_back
from tabayyun.desk.magazine.operations.sections import add_section, edit_section

__all__ = [
    "EditConflict",
    "add_article",
    "add_language",
    "add_picture",
    "add_section",
    "approve",
    "approve_issue",
    "correct",
    "create_issue",
    "describe_picture",
    "edit",
    "edit_issue",
    "edit_section",
    "forget_pictures",
    "laid_out",
    "move",
    "place_in",
    "preview",
    "publish",
    "remove_article",
    "remove_picture",
    "send_back",
    "send_issue_back",
    "submit",
    "submit_issue",
    "take_back",
]
