"""The Open Days in public: read and registered for without JavaScript, in calendars, found by engines."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone
from icalendar import Calendar

from tabayyun.desk.opendays import operations, queries
from tabayyun.desk.opendays.models import Edition, Registration, Slot
from tabayyun.kit.models import Institution, Role, User

pytestmark = pytest.mark.usefixtures("institution")

INTRO = {"ar": "أيام <b>مفتوحة</b> للجميع.", "fr": "Des journées pour tous.", "en": "Days for all."}
FORM = {
    "kind": "school",
    "people": "٢٠",
    "organisation": "ثانوية ابن خلدون",
    "name": "فاطمة الزهراء",
    "email": "contact@school.test",
    "phone": "٠٦٠٠٠٠٠٠٠٠",
}


@pytest.fixture
def opening() -> datetime:
    day = timezone.localdate() + timedelta(days=10)
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=9)


@pytest.fixture
def organiser(db: None) -> User:
    return User.objects.create(username="organiser", role=Role.PRESS)


@pytest.fixture
def edition(organiser: User, opening: datetime) -> Edition:
    now, day = timezone.now(), timezone.localdate(opening)
    words: dict[str, Any] = {
        "city": {"ar": "الصويرة", "fr": "Essaouira", "en": "Essaouira"},
        "venue": {"ar": "فضاء المعارض", "fr": "Parc des expositions"},
        "intro": INTRO,
    }
    made = operations.create(
        number=5, **words, first_day=day, last_day=day + timedelta(days=1), region=None, by=organiser, now=now
    )
    operations.add_item(
        edition=made,
        kind="show",
        title={"ar": "استعراض؛ الخيالة, 1", "fr": "Carrousel"},
        place={"ar": "الحلبة"},
        starts_at=opening,
        ends_at=opening + timedelta(hours=1),
        by=organiser,
        now=now,
    )
    operations.add_partner(
        edition=made, name={"ar": "جمعية"}, url="https://partner.test", by=organiser, now=now
    )
    return operations.publish(edition=made, by=organiser, now=now)


@pytest.fixture
def slot(edition: Edition, organiser: User, opening: datetime) -> Slot:
    end = opening + timedelta(hours=1)
    return operations.add_slot(
        edition=edition, starts_at=opening, ends_at=end, capacity=30, by=organiser, now=timezone.now()
    )


@pytest.fixture
def send(client: Client, slot: Slot) -> Callable[..., Any]:
    def post(prefix: str = "", **changed: str) -> Any:
        data = {**FORM, "slot": str(slot.pk), "once": str(uuid4()), **changed}
        return client.post(f"{prefix}/open-days/5/register/", data)

    return post


class TestReading:
    @pytest.mark.parametrize("prefix", ["", "/fr", "/en", "/zgh"])
    def test_every_language_has_the_pages_and_they_are_light(
        self, client: Client, slot: Slot, prefix: str
    ) -> None:
        for path in ("/open-days/", "/open-days/5/", "/open-days/5/register/"):
            answer = client.get(prefix + path)
            assert answer.status_code == 200
            assert len(answer.content) < 60_000
            assert "<script src" not in answer.content.decode()

    def test_what_the_desk_wrote_is_shown_as_text(self, client: Client, edition: Edition) -> None:
        page = client.get("/open-days/5/").content.decode()
        assert "&lt;b&gt;مفتوحة" in page
        assert "https://partner.test" in page

    def test_a_draft_is_nobody_elses_business(
        self, client: Client, edition: Edition, organiser: User
    ) -> None:
        said = {"city": {"ar": "x"}, "venue": {}, "intro": {}, "first_day": None, "last_day": None}
        operations.create(number=6, **said, region=None, by=organiser, now=timezone.now())
        for path in ("", "register/", "open-days.ics"):
            assert client.get(f"/open-days/6/{path}").status_code == 404
        assert "الدورة 6" not in client.get("/open-days/").content.decode()

    def test_engines_read_an_event(self, client: Client, slot: Slot, edition: Edition) -> None:
        page = client.get("/fr/open-days/5/").content.decode()
        found = re.search(r'<script type="application/ld\+json">(.+?)</script>', page)
        assert found is not None
        said = json.loads(found[1])
        assert said["@type"] == "Event"
        assert said["name"] == "Portes ouvertes 5 : Essaouira"
        assert said["startDate"] == edition.first_day.isoformat()  # type: ignore[union-attr]
        assert said["location"]["address"]["addressLocality"] == "Essaouira"
        assert said["maximumAttendeeCapacity"] == 30
        assert said["subEvent"][0]["name"] == "Carrousel"

    def test_the_calendar_holds_the_days_and_the_programme(
        self, client: Client, edition: Edition, opening: datetime
    ) -> None:
        answer = client.get("/open-days/5/open-days.ics")
        assert answer.headers["Content-Type"].startswith("text/calendar")
        days, item = Calendar.from_ical(answer.content).walk("VEVENT")
        assert days.decoded("dtstart") == edition.first_day
        assert days.decoded("dtend") == (edition.last_day or date.max) + timedelta(days=1)
        assert str(item["summary"]) == "استعراض؛ الخيالة, 1"
        assert item.decoded("dtstart") == opening
        assert len({str(event["uid"]) for event in (days, item)}) == 2
        assert client.get("/open-days/5/open-days.ics").content == answer.content

    def test_one_that_ended_takes_no_registration(
        self, client: Client, slot: Slot, send: Callable[..., Any]
    ) -> None:
        Edition.objects.update(state="over")
        assert "Register" not in client.get("/en/open-days/5/").content.decode()
        answer = send("/en")
        assert answer.status_code == 422
        assert "not open" in answer.content.decode()

    def test_a_page_costs_the_same_with_one_row_and_with_three(
        self, client: Client, slot: Slot, organiser: User, django_assert_num_queries: Any
    ) -> None:
        for number in range(1, 4):
            with django_assert_num_queries(6):
                client.get("/open-days/5/")
            start = slot.starts_at + timedelta(hours=number)
            add = {"edition": slot.edition, "by": organiser, "now": timezone.now()}
            times = {"starts_at": start, "ends_at": start + timedelta(minutes=30)}
            operations.add_slot(**add, **times, capacity=5)
            operations.add_item(**add, **times, kind="talk", title={"ar": "x"}, place={})


class TestRegistering:
    def test_a_school_gets_its_ticket_and_an_address_to_keep(
        self, client: Client, send: Callable[..., Any]
    ) -> None:
        answer = send()
        made = Registration.objects.get()
        assert (made.people, made.phone, made.language) == (20, "0600000000", "ar")
        page = client.get(answer.url)
        assert "<svg" in page.content.decode()
        assert f"{made.code[:4]} {made.code[4:]}" in page.content.decode()
        assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in page.headers["Cache-Control"]

    def test_sent_twice_it_is_one(self, send: Callable[..., Any], slot: Slot) -> None:
        once = str(uuid4())
        assert send(once=once).url == send(once=once).url
        assert send(once="broken").status_code == 302
        assert [one.state for one in Registration.objects.all()] == ["confirmed", "waiting"]

    def test_a_machine_is_thanked_and_dropped(self, send: Callable[..., Any]) -> None:
        assert send(website="https://spam.test").status_code == 302
        assert not Registration.objects.exists()

    @override_settings(FORM_POSTS_PER_HOUR=1)
    def test_too_many_are_refused_and_nothing_is_lost(self, send: Callable[..., Any]) -> None:
        send()
        answer = send(name="اسم آخر")
        assert answer.status_code == 429
        assert "اسم آخر" in answer.content.decode()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"people": "0"}, {"people": "x"}, {"people": "31"}, {"people": "9" * 40}, {"email": "nobody"},
            {"phone": "call me"}, {"name": ""}, {"name": "x" * 10_000}, {"name": "a\x00b"},
            {"organisation": ""},
            {"slot": "999"}, {"slot": "x"}, {"kind": "crowd"}, {"email": ""},
        ],
    )  # fmt: skip
    def test_bad_input_comes_back_with_what_was_typed(
        self, send: Callable[..., Any], wrong: dict[str, str]
    ) -> None:
        for prefix in ("", "/fr", "/zgh"):
            answer = send(prefix, **{"phone": "0611111111", **wrong})
            assert answer.status_code == 422, wrong
            assert 'class="error"' in answer.content.decode() or 'role="alert"' in answer.content.decode()
            assert "phone" in wrong or "0611111111" in answer.content.decode()
        assert not Registration.objects.exists()

    def test_hostile_names_are_shown_as_text(self, client: Client, send: Callable[..., Any]) -> None:
        page = client.get(send(organisation='"><script>alert(1)</script>\u202e').url).content.decode()
        assert "<script>alert" not in page
        assert "\u202e" not in page


class TestMine:
    def mine(self, state: str, slot: Slot) -> str:
        made = Registration.objects.filter(state=state).get()
        return f"/en/open-days/mine/{queries.link_of(made).token}/"

    def test_waiting_offered_accepted(self, client: Client, slot: Slot, send: Callable[..., Any]) -> None:
        send()
        send()
        waiting = self.mine("waiting", slot)
        assert "Your place in the list: 1" in client.get(waiting).content.decode()
        client.post(self.mine("confirmed", slot), {"action": "cancel"})
        assert "Take the places" in client.get(waiting).content.decode()
        client.post(waiting, {"action": "accept"})
        assert "<svg" in client.get(waiting).content.decode()

    def test_changed_by_its_holder(self, client: Client, slot: Slot, send: Callable[..., Any]) -> None:
        at = send("/en").url
        change = {"action": "change", "slot": str(slot.pk)}
        assert client.post(at, change | {"people": "٢٥"}).status_code == 302
        assert Registration.objects.get().people == 25
        refused = client.post(at, change | {"people": "31"})
        assert refused.status_code == 409
        assert "never has more than 30" in refused.content.decode()
        assert client.post(at, change | {"people": "many"}).status_code == 422

    def test_cancelled_and_again_is_no_error(self, client: Client, send: Callable[..., Any]) -> None:
        at = send("/en").url
        for _ in range(2):
            assert client.post(at, {"action": "cancel"}).status_code == 302
        assert "is cancelled" in client.get(at).content.decode()

    def test_only_by_its_own_link(self, client: Client, send: Callable[..., Any]) -> None:
        send()
        made = Registration.objects.get()
        token = queries.link_of(made).token
        for forged in (str(made.pk), f"{made.pk + 1}.{token.split('.')[1]}", f"{token}x", "%00"):
            assert client.get(f"/open-days/mine/{forged}/").status_code == 404
            assert client.get(f"/open-days/mine/{forged}/ticket.ics").status_code == 404

    def test_its_calendar_follows_what_happens(
        self, client: Client, slot: Slot, send: Callable[..., Any]
    ) -> None:
        at = send().url

        def event() -> Any:
            return Calendar.from_ical(client.get(f"{at}ticket.ics").content).walk("VEVENT")[0]

        first = event()
        assert first.decoded("dtstart") == slot.starts_at
        assert str(first["status"]) == "CONFIRMED"
        client.post(at, {"action": "cancel"})
        last = event()
        assert (str(last["uid"]), str(last["status"])) == (str(first["uid"]), "CANCELLED")
        assert last["sequence"] > first["sequence"]


def test_the_site_map_and_the_footer_lead_there(client: Client, institution: Institution) -> None:
    assert "/open-days/" in client.get("/sitemap.xml").content.decode()
    assert 'href="/fr/open-days/"' in client.get("/fr/").content.decode()
