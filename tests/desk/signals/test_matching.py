"""Matches with known claims: shown with what differs, corrected by people, and what a threshold costs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from tests.desk.signals.making import START, collect_texts, make_claim, make_content

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import Checkpoint, Content, KnownClaim, MatchDecision, Signal
from tabayyun.desk.signals.queries.queue import Filters
from tabayyun.engine.claims import PACKAGED
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import AuditEntry, Role, User
from tabayyun.plugins.models import matching

pytestmark = pytest.mark.django_db
NOW = START + timedelta(hours=2)
RUMOUR = "عاجل إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد أمني خطير والسلطات تتكتم على الخبر"
WEATHER = "الطقس جميل اليوم في الرباط والشمس مشرقة على شاطئ المدينة"
OTHER = "انهيار عمارة بمدينة فاس ومقتل 70 شخصا ليلة أمس"


@pytest.fixture(autouse=True)
def _fresh_engine() -> Iterator[None]:
    operations.forget()
    with translation.override("en"):
        yield
    operations.forget()


@pytest.fixture
def officer() -> User:
    return User.objects.create_user("officer", role=Role.OFFICER)


@pytest.fixture
def admin() -> User:
    return User.objects.create_user("admin", role=Role.ADMIN)


@pytest.fixture
def claim() -> KnownClaim:
    return make_claim(RUMOUR)


@pytest.fixture
def matched(claim: KnownClaim) -> Content:
    arrive(RUMOUR)
    return Content.objects.get(known_claim=claim)


def arrive(*texts: str) -> None:
    collect_texts(texts)
    operations.pump(now=NOW)


def decide(content: Content, claim: KnownClaim, by: User, *, same: bool) -> None:
    operations.correct_match(content=content, claim=claim, same=same, by=by, now=NOW)


def figures(content: Content) -> tuple[Any, ...]:
    names = ("known_claim", "claim_score", "claim_reason", "novelty", "priority", "rank")
    return Content.objects.values_list(*names).get(pk=content.pk)


def test_a_wrong_match_is_withdrawn_at_once(matched: Content, claim: KnownClaim, officer: User) -> None:
    before, probability = matched.priority, matched.claim_score
    decide(matched, claim, officer, same=False)
    matched.refresh_from_db()
    assert (matched.known_claim, matched.claim_score, matched.claim_reason) == (None, None, {})
    assert matched.priority > before
    assert not matched.signals.filter(kind=Signal.Kind.KNOWN_CLAIM).exists()
    (row,) = queries.rows(queries.changes(Filters(), matched.revision - 1).changed, NOW)
    assert (row.answer, row.reasons[:1]) != (claim, ["matches statement BH-2022-0041"])
    label = MatchDecision.objects.get()
    assert (label.same, label.probability, label.by, label.at) == (False, probability, officer, NOW)
    assert AuditEntry.objects.get(verb="signals.match_refused").data["claim"] == claim.external_id


def test_taking_it_back_restores_everything(matched: Content, claim: KnownClaim, officer: User) -> None:
    before = figures(matched)
    decide(matched, claim, officer, same=False)
    operations.take_back(content=matched, claim=claim, by=officer, now=NOW)
    assert figures(matched) == before
    assert list(queries.labels()) == []
    assert AuditEntry.objects.filter(verb="signals.match_left").count() == 1
    operations.take_back(content=matched, claim=claim, by=officer, now=NOW)
    assert AuditEntry.objects.filter(verb="signals.match_left").count() == 1


def test_later_copies_keep_the_correction(matched: Content, claim: KnownClaim, officer: User) -> None:
    decide(matched, claim, officer, same=False)
    arrive(RUMOUR)  # to the engine that still runs
    matched.refresh_from_db()
    novelty = matched.novelty
    operations.forget()
    arrive(RUMOUR)  # to one that starts anew
    matched.refresh_from_db()
    assert (matched.copies, matched.known_claim) == (3, None)
    assert matched.novelty == novelty == 1.0


def test_a_copy_that_comes_when_the_engine_has_forgotten_is_not_matched(
    matched: Content, claim: KnownClaim, officer: User, settings: Any
) -> None:
    decide(matched, claim, officer, same=False)
    settings.CONTENT_WINDOW_SIZE = 1
    operations.forget()
    arrive(OTHER, "مباراة ودية في كرة القدم هذا المساء بالرباط", f"{RUMOUR} ❗")
    again = Content.objects.exclude(pk=matched.pk).get(folded=matched.folded)
    assert (again.known_claim, again.claim_score) == (None, None)
    assert not again.signals.filter(kind=Signal.Kind.KNOWN_CLAIM).exists()


def test_a_near_match_is_set_and_taken_back(officer: User) -> None:
    claim = make_claim("انهيار عمارة بمدينة فاس ومقتل 7 أشخاص ليلة أمس")
    arrive(OTHER)
    content = Content.objects.get()
    (near,) = queries.near_claims(content)
    assert (near.shown, near.decision, content.known_claim) == (False, None, None)
    assert [piece.text for piece in near.ours if piece.decides] == ["70"]
    assert [piece.text for piece in near.theirs if piece.decides] == ["7"]
    before = figures(content)
    decide(content, claim, officer, same=True)
    content.refresh_from_db()
    assert (content.known_claim, content.claim_score) == (claim, 1.0)
    assert content.signals.filter(kind=Signal.Kind.KNOWN_CLAIM, reason__claim=claim.pk).exists()
    assert MatchDecision.objects.get().probability == near.match.score < queries.threshold()
    assert queries.near_claims(content)[0].shown
    operations.take_back(content=content, claim=claim, by=officer, now=NOW)
    assert figures(content) == before


def test_saying_it_twice_is_one_decision(matched: Content, claim: KnownClaim, officer: User) -> None:
    for _ in range(2):
        decide(matched, claim, officer, same=False)
    assert AuditEntry.objects.filter(verb="signals.match_refused").count() == 1


def test_what_is_answered_with_a_claim_is_that_claim(
    matched: Content, claim: KnownClaim, officer: User
) -> None:
    operations.answer(content=matched, claim=claim, by=officer, now=NOW)
    with pytest.raises(Refused, match="put it back"):
        decide(matched, claim, officer, same=False)
    assert [row[2:] for row in queries.labels()] == [(True, matched.claim_score)]


def test_a_withdrawn_claim_cannot_be_set(matched: Content, claim: KnownClaim, officer: User) -> None:
    operations.withdraw_claim(external_id=claim.external_id, now=NOW)
    claim.refresh_from_db()
    with pytest.raises(Refused):
        decide(matched, claim, officer, same=True)


def test_the_stream_matches_from_the_threshold_that_is_in_force(claim: KnownClaim, admin: User) -> None:
    arrive("إلغاء الأبواب المفتوحة بمدينة فاس بسبب تهديد خطير")
    content = Content.objects.get()
    (near,) = queries.near_claims(content)
    assert 0.5 <= near.match.score < 0.7
    assert not near.shown
    operations.set_threshold(value=0.5, by=admin, now=NOW)
    arrive("والسلطات تتكتم على الخبر وتهديد أمني خطير بمدينة فاس", WEATHER)
    assert [found.known_claim for found in Content.objects.order_by("id")] == [None, claim, None]
    assert AuditEntry.objects.get(verb="signals.threshold_set").data == {"value": 0.5, "before": 0.7}


@pytest.mark.parametrize("value", [0.0, 0.49, 1.0, float("nan")])
def test_a_threshold_that_shows_all_or_nothing_is_refused(admin: User, value: float) -> None:
    with pytest.raises(Refused):
        operations.set_threshold(value=value, by=admin, now=NOW)


def labelled(claim: KnownClaim, by: User, probabilities: dict[float, bool], at: Any) -> None:
    for probability, same in probabilities.items():
        MatchDecision.objects.create(
            content=make_content(f"نص {probability}"),
            claim=claim,
            same=same,
            probability=probability,
            by=by,
            at=at,
            revision=1,
        )


def test_what_thresholds_would_have_cost(claim: KnownClaim, officer: User) -> None:
    said = {0.3 + 0.01 * n: n > 30 or n % 3 == 0 for n in range(60)}
    labelled(claim, officer, said, START)
    costs = {round(cost.threshold, 2): cost for cost in queries.costs(NOW)}
    assert [key for key, cost in costs.items() if cost.in_force] == [0.7]
    assert (costs[0.7].wrong, costs[0.7].precision) == (0, 100.0)
    assert costs[0.5].recall > costs[0.7].recall > costs[0.8].recall
    assert costs[0.5].right + costs[0.5].missed == sum(said.values())
    assert all(cost.right == cost.missed == 0 for cost in queries.costs(NOW + timedelta(days=31)))


def test_too_few_decisions_name_no_shares(
    claim: KnownClaim, officer: User, admin: User, client: Client
) -> None:
    labelled(claim, officer, {0.8: True, 0.6: False}, timezone.now())
    assert {cost.precision for cost in queries.costs(timezone.now())} == {None}
    client.force_login(admin)
    assert "20 قرارا على الأقل" in client.get(reverse("signals:matching")).content.decode()


def test_only_an_administrator_changes_the_threshold(client: Client, admin: User) -> None:
    client.force_login(User.objects.create_user("expert", role=Role.EXPERT))
    assert client.get(reverse("signals:matching")).status_code == 200
    assert client.post(reverse("signals:matching"), {"percent": "80"}).status_code == 403
    client.force_login(admin)
    page = client.post(reverse("signals:matching"), {"percent": "8٠0\x00"}).content.decode()
    assert "8٠0" in page
    assert queries.threshold() == 0.7
    assert client.post(reverse("signals:matching"), {"percent": "80"}).status_code == 302
    assert queries.threshold() == 0.8


def test_one_press_in_the_desk(client: Client, matched: Content, claim: KnownClaim, officer: User) -> None:
    client.force_login(officer)
    address = reverse("signals:content", args=[matched.pk])
    for name, shown in (("not_same", "take_back"), ("take_back", "not_same")):
        target = reverse(f"signals:{name}", args=[matched.pk])
        assert target in client.get(address).content.decode()
        answer = client.post(target, {"claim": claim.pk, "next": address})
        assert answer.headers["Location"] == address
        assert reverse(f"signals:{shown}", args=[matched.pk]) in client.get(address).content.decode()
    client.force_login(User.objects.create_user("auditor", role=Role.AUDITOR))
    assert client.post(reverse("signals:same", args=[matched.pk]), {"claim": claim.pk}).status_code == 403


def test_decisions_are_exported_as_labels(
    matched: Content, claim: KnownClaim, officer: User, tmp_path: Any
) -> None:
    decide(matched, claim, officer, same=False)
    call_command("export_matches", tmp_path / "matches.ndjson")
    (line,) = (tmp_path / "matches.ndjson").read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["text"], row["claim"], row["same"]) == (RUMOUR, RUMOUR, 0)
    assert 0.7 <= row["probability"] <= 1


def test_the_queue_says_that_the_encoder_is_missing(client: Client, officer: User, settings: Any) -> None:
    settings.ENCODER = "nowhere"
    arrive(RUMOUR)
    client.force_login(officer)
    said = "بكلماتها وحدها"
    assert said in client.get(reverse("signals:queue")).content.decode()
    settings.ENCODER = "none"
    operations.forget()
    arrive(RUMOUR)
    assert Checkpoint.objects.get().problem == ""
    assert said not in client.get(reverse("signals:queue")).content.decode()


@pytest.mark.parametrize("claims", [1, 3])
def test_a_content_takes_the_same_queries_beside_one_claim_as_beside_three(
    client: Client, officer: User, django_assert_num_queries: Any, claims: int
) -> None:
    for n in range(claims):
        make_claim(f"{RUMOUR} {n}", reference=f"BH-2022-004{n}")
    content = make_content(RUMOUR)
    decide(content, KnownClaim.objects.get(reference="BH-2022-0040"), officer, same=False)
    client.force_login(officer)
    client.get(reverse("signals:content", args=[content.pk]))
    with django_assert_num_queries(16):
        client.get(reverse("signals:content", args=[content.pk]))


def test_a_model_of_our_own_judges_when_it_is_set_and_the_page_says_so(
    client: Client, admin: User, claim: KnownClaim, settings: Any, tmp_path: Path
) -> None:
    before = queries.related_claims(RUMOUR)[0][1].score
    intercept, slope = PACKAGED.alike_without
    own = tmp_path / "own"
    matching.write(own, replace(PACKAGED, alike_without=(intercept - 5, slope)), "a card")
    settings.MATCH_MODEL = own
    make_claim(WEATHER, "BH-2022-0042")  # the index is built anew
    assert queries.related_claims(RUMOUR)[0][1].score < before
    arrive(RUMOUR)
    assert not Content.objects.filter(known_claim=claim).exists()
    client.force_login(admin)
    assert str(own) in client.get(reverse("signals:matching")).content.decode()
    settings.MATCH_MODEL = tmp_path / "nowhere"
    assert "no model for matching is here" in client.get(reverse("signals:matching")).content.decode()
    make_claim(OTHER, "BH-2022-0043")
    assert queries.related_claims(RUMOUR)[0][1].score == pytest.approx(before, abs=0.02)
