"""What pictures say is matched as text; what the institution said before is found for the expert."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from tests.desk.expertise.conftest import NOON

from tabayyun.desk.expertise import operations, queries
from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.signals import operations as signals
from tabayyun.desk.signals import queries as known
from tabayyun.desk.signals.models import Content, KnownClaim
from tabayyun.kit.models import User

pytestmark = pytest.mark.django_db
RUMOUR = "عصابة تختطف الأطفال أمام المدارس بواسطة سيارة بيضاء بدون لوحات"


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path / "home"
    settings.SIGNING_KEY_FILE = tmp_path / "home" / "keys" / "signing.pem"


@pytest.fixture
def claims(db: None) -> dict[str, KnownClaim]:
    """One statement of ours in two languages, another one, and an imported review of the same rumour."""
    said = {
        "T-1:ar": ("statement", RUMOUR, "لا صحة لخبر اختطاف الأطفال أمام المدارس", "T-1"),
        "T-1:fr": ("statement", RUMOUR, "Aucun enlèvement d’enfants devant les écoles", "T-1"),
        "T-2:ar": ("statement", "إلغاء الأبواب المفتوحة بمدينة فاس", "الأبواب المفتوحة في موعدها", "T-2"),
        "https://example.org/r": ("feed", RUMOUR, "مراجعة", ""),
    }
    return {
        key: signals.add_claim(
            external_id=key, origin=origin, text=text, title=title, reference=reference, verdict="false",
            lang=key[-2:] if reference else "ar", reviewed_at=NOON, now=NOON,
        )
        for key, (origin, text, title, reference) in said.items()
    }  # fmt: skip


def read_in_a_picture(
    content: Content, text: str, expert: User, piece: Evidence | None = None
) -> Examination:
    return operations.record(
        content=content, method="text_in_picture", finding={"ar": f"تقول: «{text}»."}, confidence="high",
        parameters={"text": text}, evidence=piece, by=expert, now=NOON,
    )  # fmt: skip


def test_the_examiner_is_given_our_statements_only_each_once(
    claims: dict[str, KnownClaim], content: Content, expert: User
) -> None:
    read_in_a_picture(content, RUMOUR, expert)
    subject = queries.subject_with_words(content)
    assert subject.pictures_say == [RUMOUR]
    assert [(one.reference, one.repeats) for one in subject.statements] == [("T-1", True)]
    operations.run_examiners(content=content, by=expert, now=NOON)
    found = Examination.objects.get(method="own_statements")
    assert "T-1" in found.finding["ar"]
    assert found.confidence == "high"
    assert "own_statements" in {one.method for one in queries.quotable(content)}


def test_what_was_withdrawn_is_no_longer_said(
    claims: dict[str, KnownClaim], content: Content, expert: User
) -> None:
    read_in_a_picture(content, RUMOUR, expert)
    assert known.own_statements(RUMOUR)
    for lang in ("ar", "fr"):
        signals.withdraw_claim(external_id=f"T-1:{lang}", now=NOON)
    assert not queries.subject_with_words(content).statements


def test_the_last_reading_of_each_picture_counts(content: Content, expert: User) -> None:
    pieces = [
        operations.receive(
            content=content,
            data=io.BytesIO(name.encode()),
            name=f"{name}.txt",
            origin="upload",
            by=expert,
            now=NOON,
        )
        for name in "ab"
    ]
    for text, piece in (("قديم", pieces[0]), ("ثان", pieces[1]), ("جديد", pieces[0]), ("", None)):
        read_in_a_picture(content, text or " ", expert, piece)
    assert sorted(queries.pictures_say(content)) == ["ثان", "جديد"]


def test_the_bench_shows_what_the_words_in_a_picture_repeat(
    claims: dict[str, KnownClaim], content: Content, expert: User, client: Client
) -> None:
    client.force_login(expert)
    address = reverse("expertise:bench", args=[content.pk])
    assert "pictures-say" not in client.get(address).content.decode()
    read_in_a_picture(content, f"<b>{RUMOUR}", expert)
    page = client.get(address).content.decode()
    panel = page[page.index('id="pictures-say"') :].partition("</section>")[0]
    assert "<b>" not in panel
    assert "لا صحة لخبر اختطاف الأطفال أمام المدارس" in panel
    assert "غير صحيح" in panel


def test_words_that_lie_near_a_claim_do_not_repeat_it(
    claims: dict[str, KnownClaim], content: Content, expert: User
) -> None:
    far = "12:41 ثمن الخبز في المدارس"
    read_in_a_picture(content, far, expert)
    assert known.related_claims(far)
    assert not queries.claims_in_pictures(content)
    assert not [one for one in queries.subject_with_words(content).statements if one.repeats]


def test_a_later_look_of_an_examiner_is_quoted_alone(content: Content, expert: User) -> None:
    said = {"method": "own_statements", "confidence": "low", "by": expert, "now": NOON}
    first, last = (
        operations.record(content=content, finding={"ar": words}, **said)
        for words in ("نظرة أولى", "نظرة ثانية")
    )
    people = [
        operations.record(
            content=content,
            method="manual.other",
            finding={"ar": words},
            confidence="low",
            by=expert,
            now=NOON,
        )
        for words in ("قال شخص", "قال آخر")
    ]
    assert list(queries.quotable(content)) == [last, *people]
    assert queries.bench(content=content, user=expert, now=NOON).replaced == {first.pk}
