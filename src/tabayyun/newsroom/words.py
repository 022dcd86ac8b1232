"""Words that the newsroom's catalogue holds for others.

Month names as Moroccan papers print them: Django's own say مايو and نوفمبر, and know no Amazigh; these
replace them everywhere. Then the words of verdicts, kinds, topics and media requests, which the desk's
own catalogues do not have in Amazigh because the desk does not speak it.
"""

from django.utils.translation import gettext_lazy as _

MONTHS = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
VERDICTS = (
    _("confirmed"),
    _("false"),
    _("out of context"),
    _("manipulated"),
    _("misleading"),
    _("satire"),
    _("unproven"),
)
KINDS = (_("statement of truth"), _("denial"), _("communiqué"), _("press item"), _("holding notice"))
TOPICS = (
    _("security"),
    _("crime"),
    _("road safety"),
    _("events"),
    _("borders and travel"),
    _("drug prevention"),
    _("other"),
)
# The Open Days: who comes, and what there is to see.
VISITORS = (_("person or family"), _("school"), _("association or group"))
PROGRAMME = (
    _("ceremony"),
    _("show"),
    _("demonstration"),
    _("exhibition"),
    _("workshop"),
    _("talk"),
)
MEDIA_REQUESTS = (
    _("Who asks"),
    _("media outlet"),
    _("production company"),
    _("freelance journalist"),
    _("Outlet or company"),
    _("Press card number"),
    _("Language of our answers"),
    _("What for"),
    _("reportage"),
    _("interview"),
    _("footage or pictures"),
    _("filming"),
    _("data or figures"),
    _("Subject"),
    _("Details"),
    _("Place"),
    _("First day"),
    _("Last day"),
    _("Answer needed before"),
    _("A telephone number is made of digits."),
    _("Arabic"),
    _("French"),
    _("English"),
)


def month_name(month: int) -> str:
    """The name of month 1–12 in the active language."""
    return str(MONTHS[month - 1])
