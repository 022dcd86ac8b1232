"""How a content spreads, as the content page tells it; and the traffic that tells what is usual."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from tests.desk.signals.making import START, make_content, make_source

from tabayyun.desk.signals import operations, queries
from tabayyun.desk.signals.models import Traffic
from tabayyun.desk.watch.operations import collect
from tabayyun.plugins.sources.base import Batch, RawPost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_fast_content_is_described_with_what_comes_next():
    content = make_content("إغلاق القنطرة", copies=40, minutes=39)
    said = queries.spread_in_words(content, START + timedelta(minutes=40))
    assert said[0] == "40 copies in the last hour, 40 in its fastest hour."
    assert said[1].startswith("Unusual for this hour and these sources")
    assert said[-1].startswith("Next two hours: about ")


def test_what_its_sources_usually_bring_at_that_hour_is_not_unusual():
    content = make_content("إغلاق القنطرة", copies=12, minutes=170)
    now = START + timedelta(minutes=171)
    hour = now.replace(minute=0)
    for days in range(1, 8):
        Traffic.objects.create(source=make_source(), hour=hour - timedelta(days=days), posts=400)
    for hours in (2, 3):
        Traffic.objects.create(source=make_source(), hour=hour - timedelta(hours=hours), posts=300)
    assert not any(sentence.startswith("Unusual") for sentence in queries.spread_in_words(content, now))


def test_a_quiet_content_has_its_half_life_and_little_to_come():
    content = make_content("إغلاق القنطرة", copies=30, minutes=600)
    said = queries.spread_in_words(content, START + timedelta(days=3))
    assert said[0].startswith("0 copies in the last hour")
    assert said[1].startswith("After its fastest hour, half of the later copies had come in")
    assert len(said) == 3


def test_reading_posts_counts_the_traffic_of_each_source_and_hour_once():
    source = make_source()
    minutes = (0, 25, 50, 75)
    posts = [RawPost(f"t{n}", f"منشور رقم {n} عن {n * 7}", START + timedelta(minutes=n)) for n in minutes]
    collect(source=source, batch=Batch(posts), now=START + timedelta(hours=3))
    while operations.pump(now=START + timedelta(hours=3), limit=3).posts:
        pass
    assert list(Traffic.objects.order_by("hour").values_list("hour", "posts")) == [
        (START, 3),
        (START + timedelta(hours=1), 1),
    ]


def test_traffic_that_no_longer_tells_what_is_usual_is_forgotten():
    for days in (1, 28, 40):
        Traffic.objects.create(source=make_source(), hour=START - timedelta(days=days), posts=1)
    assert operations.forget_traffic(now=START) == 1
    assert Traffic.objects.count() == 2


def test_the_content_page_shows_it(client, django_user_model):
    content = make_content("إغلاق القنطرة", copies=5, minutes=4)
    client.force_login(django_user_model.objects.create_user("reader", role="officer"))
    page = client.get(reverse("signals:content", args=[content.pk])).content.decode()
    assert page.count('<ul class="reasons">') == 2
