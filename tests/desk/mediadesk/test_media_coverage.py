"""The coverage log: each piece once, by hand and from spreadsheets; and the figures of the room."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.mediadesk.conftest import NOON

from tabayyun.desk.mediadesk import operations, queries
from tabayyun.desk.mediadesk.models import Coverage, MediaRequest, Outlet, Restriction
from tabayyun.desk.mediadesk.operations import Piece, Verdict
from tabayyun.desk.mediadesk.operations.importing import COVERAGE
from tabayyun.kit.errors import Refused
from tabayyun.kit.models import User
from tabayyun.kit.sheets import operations as sheets

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL = "https://www.journal.test/2026/خبر-عاجل?id=7"
SAME = [
    URL,
    "http://journal.test/2026/%D8%AE%D8%A8%D8%B1-%D8%B9%D8%A7%D8%AC%D9%84/?id=7",
    "https://JOURNAL.test:443/2026/خبر-عاجل?utm_source=x&id=7&fbclid=y#top",
    " https://m.journal.test/2026/خبر-عاجل?id=7 ",
]


def piece(**changed: Any) -> Piece:
    return Piece(**{"outlet": "جريدة الضحى", "published_on": date(2026, 3, 1), "url": URL, **changed})


class TestAddresses:
    def test_the_same_piece_however_its_address_is_written(self) -> None:
        assert len({queries.normal_address(url) for url in SAME}) == 1

    @pytest.mark.parametrize(
        "other",
        [f"{URL}8", URL.replace("2026", "2025"), URL.replace("journal", "other"), URL.replace("?id=7", "")],
    )
    def test_another_piece(self, other: str) -> None:
        assert queries.normal_address(other) != queries.normal_address(URL)

    @pytest.mark.parametrize(
        "wrong",
        [
            "",
            "journal.test",
            "javascript:alert(1)",
            "ftp://x.test",
            "http://",
            "http://[::1",
            "http://x:99999",
        ],
    )
    def test_what_is_no_address(self, wrong: str) -> None:
        assert not queries.is_address(wrong)

    @given(st.text(max_size=80))
    def test_an_address_is_compared_or_refused_never_an_error(self, text: str) -> None:
        url = f"http://journal.test/{text}"
        if queries.is_address(url):
            queries.normal_address(url)


@pytest.mark.django_db
class TestLog:
    def test_a_piece_counts_once(self, press: User) -> None:
        operations.record_coverage(piece=piece(), by=press, now=NOON)
        for url in SAME:
            with pytest.raises(Refused, match="in the log already"):
                operations.record_coverage(piece=piece(url=url, outlet="x"), by=press, now=NOON)

    def test_a_broadcast_has_no_link_but_a_title(self, press: User) -> None:
        told = {"url": "", "title": "نشرة الأخبار"}
        operations.record_coverage(piece=piece(**told), by=press, now=NOON)
        with pytest.raises(Refused):
            operations.record_coverage(piece=piece(**told), by=press, now=NOON)
        operations.record_coverage(piece=piece(**told, published_on=date(2026, 2, 1)), by=press, now=NOON)
        with pytest.raises(Refused, match="title"):
            operations.record_coverage(piece=piece(url=""), by=press, now=NOON)

    @pytest.mark.parametrize(
        "wrong",
        [{"url": "javascript:alert(1)"}, {"outlet": " !"}, {"published_on": date(2026, 3, 3)}],
        ids=str,
    )
    def test_what_it_cannot_be(self, press: User, wrong: dict[str, Any]) -> None:
        with pytest.raises(Refused):
            operations.record_coverage(piece=piece(**wrong), by=press, now=NOON)

    def test_the_log_is_searched_as_people_write(self, press: User) -> None:
        operations.record_coverage(piece=piece(title="الخيالة"), by=press, now=NOON)
        for words in ("الضحي", "الخيالة", "journal.test", ""):
            assert queries.coverage(words=words).count() == 1
        assert not queries.coverage(words="غير موجود").exists()


def sheet(*rows: list[Any]) -> bytes:
    """An XLSX file."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(number, column, value)
    return kept.getvalue()


HEAD = ["التاريخ", "المنبر", "العنوان", "الرابط", "الجمهور", "المرجع"]


@pytest.mark.django_db
class TestImport:
    def bring(self, press: User, content: bytes) -> Any:
        source = sheets.upload(table=COVERAGE, name="retombées.xlsx", data=content, by=press, now=NOON)
        return sheets.carry_out(source=source, by=press, now=NOON)

    def test_lines_become_pieces_and_the_same_file_again_changes_nothing(
        self, press: User, filed: MediaRequest
    ) -> None:
        rows = [
            HEAD,
            ["01/03/2026", "جريدة الضحى", "أول", URL, "١٢٬٠٠٠", filed.reference],
            ["2026-02-28", "Radio Atlas", "Journal de 13 h", "", 5000, ""],
            ["02/03/2026", "الضحى جريدة", "ثان", SAME[1], "", "MR-1999-0001"],
            ["غدا", "x", "y", "https://x.test/1", "", ""],
        ]
        self.bring(press, sheet(*rows))
        assert Coverage.objects.count() == 2
        first = Coverage.objects.get(title="أول")
        assert (first.audience, first.request, first.outlet.name) == (12_000, filed, "جريدة الضحى")
        before = list(Coverage.objects.order_by("pk").values())
        self.bring(press, sheet(*rows))
        assert list(Coverage.objects.order_by("pk").values()) == before

    def test_an_outlet_keeps_the_name_it_has(self, press: User) -> None:
        operations.record_coverage(piece=piece(), by=press, now=NOON)
        self.bring(press, sheet(HEAD[:4], ["01/03/2026", "جريده الضحي", "x", "https://x.test/9"]))
        assert Outlet.objects.get().name == "جريدة الضحى"

    def test_a_link_logged_by_hand_is_not_doubled(self, press: User) -> None:
        operations.record_coverage(piece=piece(audience=7), by=press, now=NOON)
        self.bring(press, sheet(HEAD[:4], ["01/03/2026", "جريدة الضحى", "عنوان", SAME[2]]))
        assert Coverage.objects.get().audience == 7


@pytest.mark.django_db
class TestFigures:
    """Ten requests: seven answered after 1–7 hours, one withdrawn, two still waiting."""

    @pytest.fixture
    def ten(self, file_one: Callable[..., MediaRequest], press: User) -> list[MediaRequest]:
        requests = [file_one() for _ in range(10)]
        for hours, request in enumerate(requests[:7], start=1):
            operations.reply(request=request, text="x", by=press, now=NOON + hours * HOUR)
        operations.close(request=requests[7], reason="x", now=NOON + 2 * HOUR)
        return requests

    def test_open_requests_count_as_waiting(self, ten: list[MediaRequest]) -> None:
        found = queries.figures(NOON - HOUR, NOON + DAY)
        assert (found.received, found.answered, found.waiting) == (10, 7, 2)
        # One of ten was answered at 1 h, one at 2 h; then one left: 8/10 · 6/7 · 5/6 · 4/5 · 3/4 …
        assert found.median == 5 * HOUR
        assert found.p90 is None

    def test_as_of_a_moment_nothing_later_is_known(self, ten: list[MediaRequest]) -> None:
        found = queries.figures(NOON - HOUR, NOON + DAY, NOON + 3 * HOUR)
        assert (found.received, found.answered, found.waiting) == (10, 3, 6)
        assert found.median is None

    def test_a_period_counts_what_arrived_in_it(self, ten: list[MediaRequest]) -> None:
        assert queries.figures(NOON + HOUR, NOON + DAY).received == 0
        assert list(queries.received(NOON - HOUR, NOON + HOUR).order_by("pk")) == ten
        assert queries.still_waiting(NOON - HOUR, NOON + HOUR, NOON + DAY).count() == 2

    def test_grounds_and_coverage(self, ten: list[MediaRequest], press: User, ground: Restriction) -> None:
        minors = Restriction.objects.get(code="minors")
        for request, found in zip(ten, (ground, ground, minors), strict=False):
            operations.decide(request=request, verdict=Verdict("partial", "x", found), by=press, now=NOON)
        operations.record_coverage(piece=piece(), by=press, now=NOON)
        found = queries.figures(NOON - 2 * DAY, NOON + 2 * DAY)
        assert found.held_back == {"investigation": 2, "minors": 1}
        assert found.coverages == 1

    def test_nothing_at_all(self, db: None) -> None:
        found = queries.figures(NOON, NOON + DAY)
        assert (found.received, found.median, found.p90, found.held_back) == (0, None, None, {})
