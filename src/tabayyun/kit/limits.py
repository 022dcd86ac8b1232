"""How often something may be done within an hour, counted once for all processes."""

from datetime import datetime, timedelta

from django.db.models import F

from tabayyun.kit.models import Taken

HOUR = timedelta(hours=1)


def take(key: str, limit: int, now: datetime) -> bool:
    """Count one use of ``key`` in this hour of the clock. False when ``limit`` were counted before."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    Taken.objects.filter(hour__lt=hour).delete()
    Taken.objects.get_or_create(key=key, hour=hour)
    return bool(Taken.objects.filter(key=key, hour=hour, count__lt=limit).update(count=F("count") + 1))


def opens_in(now: datetime) -> int:
    """Seconds until the next hour begins."""
    return 3600 - now.minute * 60 - now.second
