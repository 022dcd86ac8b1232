"""The regions of the country with their provinces and prefectures, from the file beside the code."""

from __future__ import annotations

import json
from importlib.resources import files

from django.db import transaction

from tabayyun.desk.outreach.models import Province, Region


@transaction.atomic
def load_places() -> int:
    """Put the 12 regions and 75 provinces into the directories, or correct them; how many were new.

    Codes are those of ISO 3166-2. What an institution added itself stays.
    """
    text = files("tabayyun.desk.outreach").joinpath("data", "places.json").read_text(encoding="utf-8")
    before = Region.objects.count() + Province.objects.count()
    for row in json.loads(text):
        provinces = row.pop("provinces")
        region = Region.objects.update_or_create(code=row["code"], defaults=row)[0]
        for province in provinces:
            Province.objects.update_or_create(code=province["code"], defaults=province | {"region": region})
    return Region.objects.count() + Province.objects.count() - before
