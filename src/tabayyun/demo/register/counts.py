"""How many of each. Source: the yearly report of a national police on 2022, chapter 6, as a newspaper
published it in 2024; figures only."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the year; `scaled` keeps their proportions for a quick look."""

    violent_contents: int = 445
    other_cases: int = 20
    statements_of_truth: int = 92
    communiques: int = 277
    press_items: int = 1_420
    magazine_issues: int = 3
    media_requests: int = 150
    media_coverages: int = 2_144
    instagram_followers: int = 133_000
    twitter_followers: int = 434_000
    facebook_followers: int = 385_000
    social_contents: int = 626
    social_views: int = 13_400_000
    children: int = 13
    schools: int = 7_682
    pupils: int = 521_435
    schools_first_phase: int = 2_650
    pupils_first_phase: int = 212_869
    meetings: int = 11_021
    unions: int = 27
    companies: int = 17

    def scaled(self, share: float) -> Counts:
        """About ``share`` of each, at least one."""
        smaller = {each.name: max(1, round(getattr(self, each.name) * share)) for each in fields(self)}
        return replace(self, **smaller)
