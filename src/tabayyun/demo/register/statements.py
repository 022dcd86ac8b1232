"""Communiqués and press items that answer no rumour: what the public expects to be told."""

from __future__ import annotations

from datetime import datetime, timedelta

from tabayyun.demo.register import phrases
from tabayyun.demo.register.agenda import Agenda
from tabayyun.demo.register.counts import Counts
from tabayyun.demo.register.vigilance import told_by
from tabayyun.desk.press import operations as press
from tabayyun.desk.press.models import Statement
from tabayyun.kit.models import Role

TOPICS = tuple(Statement.Topic.values)
Kind = Statement.Kind


def plan(agenda: Agenda, counts: Counts) -> None:
    """Put into ``agenda`` what the cases leave to be published."""
    told = told_by(counts)
    wanted = {
        Kind.TRUTH: counts.statements_of_truth,
        Kind.COMMUNIQUE: counts.communiques,
        Kind.PRESS_ITEM: counts.press_items,
    }
    for kind, many in wanted.items():
        for place, moment in enumerate(agenda.days(many - told[kind])):
            _plan(agenda, kind, place, moment)


def _plan(agenda: Agenda, kind: Statement.Kind, place: int, moment: datetime) -> None:
    chance = agenda.chance
    subject = phrases.SUBJECTS[place % len(phrases.SUBJECTS)].format(
        town=chance.choice(phrases.TOWNS), street=chance.choice(phrases.STREETS)
    )
    topic = TOPICS[place % len(TOPICS)]
    agenda.at(moment, lambda now: _publish(agenda, kind, topic, subject, now))


def _publish(agenda: Agenda, kind: Statement.Kind, topic: str, subject: str, now: datetime) -> None:
    writer, approver = agenda.people[Role.PRESS], agenda.people[Role.SPOKESPERSON]
    begun = now - timedelta(minutes=30)
    statement = press.create(kind=kind, topic=topic, langs=["ar"], by=writer, now=begun)
    body = phrases.BODY.format(subject=subject)
    text = press.edit(text=statement.texts.get(), title=subject, body=body, checked=[], by=writer, now=begun)
    press.submit(text=text, by=writer, now=begun)
    press.approve(text=text, by=approver, now=now - timedelta(minutes=5))
    press.publish(text=text, by=approver, now=now)
