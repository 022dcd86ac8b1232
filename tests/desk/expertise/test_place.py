"""Time and place: what is worked out is shown and kept by one press; wrong input comes back as typed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise.models import CalendarEntry, Examination
from tabayyun.desk.expertise.operations import placing
from tabayyun.desk.expertise.queries import atlas, days, searching, sky, wording
from tabayyun.desk.signals.models import Content
from tabayyun.desk.watch.models import Post
from tabayyun.engine.place.coordinates import Place
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db
CASABLANCA = Place(33.5731, -7.5898)
SHADOW = {
    "place": "33°34'23\"N 7°35'23\"W",
    "day": "2024-06-20",
    "zone": "Africa/Casablanca",
    "time": "17:00",
    "ratio": "0.71",
}


@pytest.fixture
def desk(client: Client, expert: User) -> Client:
    client.force_login(expert)
    client.cookies["tabayyun_language"] = "en"
    return client


def with_media(content: Content, *addresses: str) -> Content:
    """Another content, whose post came with these."""
    post = Post.objects.create(
        source=content.first_post.source,
        external_id="media",
        text="x",
        media=list(addresses),
        collected_at=NOON,
    )
    times = {"first_posted_at": NOON, "last_posted_at": NOON, "detected_at": NOON}
    return Content.objects.create(key="feed:2", first_post=post, text="x", lang="fr", **times)


def url(content: Content, name: str) -> str:
    return reverse(f"expertise:{name}", args=[content.pk])


def test_sun_and_shadow_are_worked_out_and_kept(desk: Client, content: Content, expert: User) -> None:
    shown = desk.get(url(content, "sun"), SHADOW)
    assert "the sun stood in the west" in shown.content.decode()
    assert "polyline" in shown.content.decode()
    assert not Examination.objects.exists()
    kept = desk.post(url(content, "sun"), SHADOW)
    assert kept.status_code == 302
    found = Examination.objects.get()
    assert (found.method, found.by, found.confidence) == ("place.sun", expert, "medium")
    assert set(found.finding) == {"ar", "fr", "en"}
    assert "في" not in found.finding["fr"]
    assert "الشمس" in found.finding["ar"]
    assert found.parameters["shadow"]["ratio_error"] == pytest.approx(0.071)
    assert len(found.parameters["fits"]) == 2
    assert "level" in found.parameters["limits"]["en"]


def test_a_shadow_that_fits_at_no_time_says_so(desk: Client, content: Content) -> None:
    asked = {**SHADOW, "time": "", "ratio": "", "direction": "180", "day": "2024-12-21"}
    assert "fits at no time" in desk.get(url(content, "sun"), asked).content.decode()


def test_neither_time_nor_shadow_is_nothing_to_keep(desk: Client, content: Content) -> None:
    answer = desk.post(url(content, "sun"), {**SHADOW, "time": "", "ratio": ""})
    assert answer.status_code == 422
    assert "Give a time" in answer.content.decode()
    assert not Examination.objects.exists()


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("sun", {**SHADOW, "place": "أين؟ <b>"}, "no place on the earth"),
        ("sun", {**SHADOW, "zone": "../etc/passwd"}, "no such time zone"),
        ("sun", {**SHADOW, "day": "0001-01-01"}, "between 1950 and 2050"),
        ("sun", {**SHADOW, "ratio": "-3"}, "greater than"),
        ("sun", {**SHADOW, "ratio": "nan"}, "Enter a number"),
        ("map", {"place": "95, 200\0"}, "Null characters"),
        ("map", {"place": "x" * 10_000}, "at most"),
        ("day", {"day": "2024-02-30"}, "valid date"),
        ("weather", {**SHADOW, "sky": "purple"}, "not one of the available"),
    ],
)
def test_wrong_input_comes_back_with_what_was_typed(
    desk: Client, content: Content, name: str, asked: dict[str, str], said: str
) -> None:
    send = desk.post if name in {"weather", "map"} else desk.get
    answer = send(url(content, name), asked)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_the_polar_night_has_no_sun(desk: Client, content: Content) -> None:
    asked = {**SHADOW, "place": "78.2, 15.6", "day": "2024-12-21", "ratio": ""}
    answer = desk.get(url(content, "sun"), asked).content.decode()
    assert "below the horizon" in answer
    assert "does not rise" in answer


def test_the_map_says_what_lies_near_and_what_the_text_names(
    desk: Client, content: Content, expert: User
) -> None:
    Content.objects.filter(pk=content.pk).update(text="سمعت انفجارا بطنجة وفي Casablanca الآن")
    shown = desk.get(url(content, "map"), {"place": "33.6, -7.6"}).content.decode()
    assert "km to the" in shown
    assert "the text names Tangier" in shown
    assert shown.count("<svg") >= 2
    assert 'rel="noreferrer noopener nofollow"' in shown
    desk.post(url(content, "map"), {"place": "33.6, -7.6"})
    found = Examination.objects.get()
    assert found.parameters["nearest"][0][0] == "Casablanca"
    assert "the text names Casablanca" in found.finding["en"]


@pytest.mark.parametrize(
    ("text", "towns"),
    [("وبفاس", ["Fez"]), ("فاسد", []), ("à Fès hier", ["Fez"]), ("parisien", []), ("مكتبة", [])],
)
def test_towns_are_named_as_whole_words(text: str, towns: list[str]) -> None:
    assert [one.town.name for one in atlas.named(text, CASABLANCA)] == towns


def test_far_away_only_the_earth_is_drawn() -> None:
    assert len(atlas.charts(Place(-33.9, 151.2))) == 1
    assert len(atlas.charts(CASABLANCA)) == 2


def test_metadata_of_files_are_compared(content: Content, expert: User) -> None:
    assert atlas.of_files(content) == []
    assert "metadata" not in atlas.sentence(content, CASABLANCA)


def test_a_day_is_described_and_kept(desk: Client, content: Content, expert: User) -> None:
    shown = desk.get(url(content, "day"), {"day": "2024-07-30"}).content.decode()
    for words in ("Tuesday", "Throne Day", "Muharram 1446", "no school year was entered"):
        assert words in shown
    desk.post(url(content, "day"), {"day": "2024-07-30"})
    found = Examination.objects.get()
    assert found.parameters["holidays"] == ["throne"]
    assert "عيد العرش" in found.finding["ar"]
    assert "Fête du Trône" in found.finding["fr"]


def school(expert: User, kind: str, first: date, last: date, name: str = "2023/24") -> CalendarEntry:
    return placing.enter(kind=kind, name=name, first_day=first, last_day=last, by=expert, now=NOON)


def test_school_days_follow_what_the_desk_entered(expert: User) -> None:
    school(expert, "year", date(2023, 9, 4), date(2024, 6, 30))
    school(expert, "vacation", date(2024, 1, 21), date(2024, 1, 28), "mid-year")
    said = {
        on: days.day(on).facts[-1]
        for on in (
            date(2024, 1, 10),
            date(2024, 1, 11),
            date(2024, 1, 14),
            date(2024, 1, 22),
            date(2024, 6, 17),
        )
    }
    assert list(said.values()) == [
        "a school day",
        "no school day",
        "no school day",
        "school vacation: mid-year",
        "a school day, unless the moon made it a holiday",
    ]


def test_friday_and_the_years_before_the_list(expert: User) -> None:
    assert "congregational" in days.day(date(2024, 6, 14)).facts[0]
    assert "are not known" in days.day(date(1990, 7, 30)).sentence


def test_the_calendar_takes_and_loses_entries(desk: Client, content: Content) -> None:
    given = {"kind": "holiday", "name": "عطلة استثنائية", "first_day": "2024-06-18", "last_day": "2024-06-18"}
    assert desk.post(url(content, "enter"), given).status_code == 302
    again = desk.post(url(content, "enter"), given)
    assert again.status_code == 422
    assert "already" in again.content.decode()
    assert "عطلة استثنائية" in desk.get(url(content, "day"), {"day": "2024-06-18"}).content.decode()
    assert desk.post(url(content, "enter"), {"strike": CalendarEntry.objects.get().pk}).status_code == 302
    assert not CalendarEntry.objects.exists()


@pytest.mark.parametrize(("last", "said"), [("2024-06-17", "before the first"), ("soon", "valid date")])
def test_a_wrong_entry_is_refused(desk: Client, content: Content, last: str, said: str) -> None:
    given = {"kind": "holiday", "name": "x", "first_day": "2024-06-18", "last_day": last}
    answer = desk.post(url(content, "enter"), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_database_refuses_an_entry_that_ends_before_it_begins(expert: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarEntry.objects.create(
            kind="year", name="x", first_day=date(2024, 2, 2), last_day=date(2024, 2, 1), by=expert, at=NOON
        )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_the_day_asks_a_fixed_number_of_questions(
    desk: Client, content: Content, expert: User, rows: int
) -> None:
    for number in range(rows):
        school(expert, "vacation", date(2024, 1, 1 + number), date(2024, 2, 1), f"v{number}")
    with CaptureQueriesContext(connection) as asked:
        desk.get(url(content, "day"), {"day": "2024-01-20"})
    assert len(asked) == 9


def test_weather_is_filled_in_and_kept(desk: Client, content: Content) -> None:
    given = {
        "place": "33.57, -7.59", "day": "2024-06-20", "source": "DGM", "sky": "overcast",
        "temperature": "21.5", "rain": "3", "compared": "contradicts", "link": "https://example.org/record",
    }  # fmt: skip
    assert desk.post(url(content, "weather"), given).status_code == 302
    found = Examination.objects.get()
    assert found.method == "manual.weather"
    assert "overcast, 21.5 °C, 3.0 mm of rain; the content contradicts it" in found.finding["en"]
    assert "21,5 °C" in found.finding["fr"]
    assert found.link == "https://example.org/record"


def test_only_those_who_examine_come_in(client: Client, content: Content) -> None:
    client.force_login(User.objects.create(username="press", role=Role.PRESS))
    for name in ("sun", "map", "day", "weather"):
        assert client.get(url(content, name)).status_code == 403


def test_nothing_is_known_of_the_sun_without_a_question(content: Content, expert: User) -> None:
    asked = sky.Asked(CASABLANCA, date(2024, 6, 20), sky.ZoneInfo("UTC"))
    with pytest.raises(Refused):
        placing.keep_sun(content=content, asked=asked, by=expert, now=NOON)


def test_sentences_in_three_languages_read_the_same_numbers() -> None:
    asked = sky.Asked(CASABLANCA, date(2024, 6, 20), sky.ZoneInfo("UTC"), sky.time(12))
    worded = wording.in_languages(lambda: sky.sky(asked).sentences[0])
    assert "33.5731" in worded["ar"]
    assert "33,5731" in worded["fr"]
    assert "يونيو" in worded["ar"]


@pytest.mark.parametrize("on", [False, True])
def test_links_to_reverse_search_only_when_switched_on(
    desk: Client, content: Content, settings: Any, on: bool
) -> None:
    settings.REVERSE_SEARCH = on
    other = with_media(content, "https://cdn.example/a b.jpg?x=1&y=2", "javascript:alert(1)", "file:///etc")
    page = desk.get(reverse("signals:content", args=[other.pk])).content.decode()
    assert ("tineye.com/search?url=https%3A%2F%2Fcdn.example%2Fa%20b.jpg%3Fx%3D1%26y%3D2" in page) == on
    assert "url=javascript" not in page
    assert "Sun and shadow" in page


def test_an_address_that_is_none_is_left_out(content: Content) -> None:
    assert searching.links(with_media(content, "http://[", "", "https:///x")) == []
