"""Who may do what. One table, read by views and by templates.

Views ask with `allowed`; the rules that matter most (an author never approves) are database
constraints besides.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from tabayyun.kit.models import Role, User

EVERYONE = frozenset(Role)
ALLOWED: dict[str, frozenset[Role]] = {
    "desk.read": EVERYONE,
    "watch.manage": frozenset({Role.ADMIN}),
    "watch.replay": frozenset({Role.ADMIN, Role.OFFICER}),
    "signals.decide": frozenset({Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON}),
    "signals.train": frozenset({Role.ADMIN, Role.EXPERT, Role.SPOKESPERSON}),
    "signals.threshold": frozenset({Role.ADMIN}),
    "cases.work": frozenset({Role.OFFICER, Role.EXPERT, Role.PRESS, Role.SPOKESPERSON}),
    "cases.decide": frozenset({Role.EXPERT, Role.SPOKESPERSON}),
    "cases.units": frozenset({Role.ADMIN}),
    "expertise.examine": frozenset({Role.OFFICER, Role.EXPERT}),
    "expertise.totals": frozenset({Role.SPOKESPERSON}),
    "evidence.hold": frozenset({Role.EXPERT, Role.SPOKESPERSON}),
    "evidence.erase": frozenset({Role.ADMIN}),
    "press.write": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "press.approve": frozenset({Role.SPOKESPERSON}),
    "press.publish": frozenset({Role.SPOKESPERSON, Role.PRESS}),
    "mediadesk.work": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "mediadesk.decide": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "mediadesk.grounds": frozenset({Role.ADMIN, Role.SPOKESPERSON}),
    "outreach.record": frozenset({Role.OFFICER, Role.PRESS, Role.SPOKESPERSON}),
    "opendays.manage": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "opendays.admit": frozenset({Role.OFFICER, Role.PRESS, Role.SPOKESPERSON}),
    "audience.record": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "magazine.write": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "magazine.approve": frozenset({Role.SPOKESPERSON}),
    "report.write": frozenset({Role.PRESS, Role.SPOKESPERSON}),
    "report.publish": frozenset({Role.SPOKESPERSON}),
    "audit.read": frozenset({Role.AUDITOR, Role.ADMIN, Role.SPOKESPERSON}),
}

View = Callable[..., HttpResponseBase]


def may(user: object, action: str) -> bool:
    """Whether ``user`` may do ``action``. An unknown action is an error, never a yes."""
    roles = ALLOWED[action]
    return isinstance(user, User) and user.is_active and (user.is_superuser or user.role in roles)


def allowed(action: str) -> Callable[[View], View]:
    """A view for those who may do ``action``; others are sent to log in, or refused."""
    if action not in ALLOWED:
        raise KeyError(action)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user, action):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate
