"""Who and where: regions and provinces, schools, associations, unions, production companies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

NAME = 200


class Entry(models.Model):
    """One line of a directory, known by its code and named in Arabic, in French, or in both."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=NAME, blank=True, default="")
    name_fr = models.CharField(_("name in French"), max_length=NAME, blank=True, default="")

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(name_ar="", name_fr=""), name="%(app_label)s_%(class)s_named")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.local_name}"

    @property
    def local_name(self) -> str:
        """The name in the reader's language, else in the other."""
        names = (self.name_ar, self.name_fr)
        return next(filter(None, names if get_language() == "ar" else names[::-1]), "")


class Region(Entry):
    """One of the regions, with its tile on the map: column and row, counted from the north-west."""

    map_column = models.PositiveSmallIntegerField(default=0)
    map_row = models.PositiveSmallIntegerField(default=0)

    class Meta(Entry.Meta):
        pass

    @property
    def short_name(self) -> str:
        """The first part of the name: what fits on a tile."""
        return self.local_name.split("-")[0].strip()


class Province(Entry):
    """A province or prefecture."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="provinces")
    is_prefecture = models.BooleanField(default=False)

    class Meta(Entry.Meta):
        pass


class School(Entry):
    """A school: a session is always held in one of these, so that a school counts once."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="schools")

    class Meta(Entry.Meta):
        pass


class Association(Entry):
    """An organisation of civil society."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="associations")

    class Meta(Entry.Meta):
        pass


class Union(Entry):
    """A trade union or professional body."""

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="unions")

    class Meta(Entry.Meta):
        pass


class Company(Entry):
    """A production company of film or television."""

    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="companies")

    class Meta(Entry.Meta):
        verbose_name_plural = "companies"
