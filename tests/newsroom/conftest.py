"""A public statement, made the way the desk makes one: written, approved by somebody else, signed, logged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache

from tabayyun.desk.press import operations as press
from tabayyun.desk.press.models import StatementText
from tabayyun.kit.models import Institution, Role, User

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TITLE = "لا صحة لإلغاء أيام الأبواب المفتوحة بفاس"
BODY = """تنفي المصالح المختصة ما يُتداول حول إلغاء أيام الأبواب المفتوحة.

تُنظَّم التظاهرة في موعدها وبرنامجها المعلن."""
CHECKED = ["اتصلنا بلجنة التنظيم: البرنامج قائم.", "الصورة المتداولة تعود إلى سنة 2019."]
CLAIM = "تم إلغاء أيام الأبواب المفتوحة بفاس"


@dataclass
class PressRoom:
    """Two people, and what they publish."""

    author: User
    approver: User
    hours: int = 0

    def publish(
        self,
        *,
        kind: str = "denial",
        topic: str = "events",
        lang: str = "ar",
        title: str = TITLE,
        body: str = BODY,
        checked: list[str] | None = None,
        claim: str = CLAIM,
        verdict: str = "false",
    ) -> StatementText:
        """One statement in one language, public; each an hour after the one before."""
        self.hours += 1
        now = NOW + timedelta(hours=self.hours)
        statement = press.create(
            kind=kind, topic=topic, langs=[lang], claim=claim, verdict=verdict, by=self.author, now=now
        )
        return self._through(statement.texts.get(), title, body, CHECKED if checked is None else checked, now)

    def translate(self, text: StatementText, lang: str, title: str, body: str) -> StatementText:
        """The same statement in one more language."""
        now = NOW + timedelta(hours=self.hours)
        draft = press.add_language(statement=text.statement, lang=lang, by=self.author, now=now)
        return self._through(draft, title, body, ["1"], now)

    def correct(self, text: StatementText, body: str, why: str) -> StatementText:
        """A new version."""
        self.hours += 1
        now = NOW + timedelta(hours=self.hours)
        draft = press.correct(text=text, correction=why, by=self.author, now=now)
        return self._through(draft, text.title, body, list(text.checked), now)

    def withdraw(self, text: StatementText, why: str) -> StatementText:
        """Taken back, its page stays."""
        self.hours += 1
        now = NOW + timedelta(hours=self.hours)
        return press.withdraw(text=text, reason=why, by=self.approver, now=now)

    def _through(
        self, text: StatementText, title: str, body: str, checked: list[str], now: datetime
    ) -> StatementText:
        text = press.edit(text=text, title=title, body=body, checked=checked, by=self.author, now=now)
        text = press.submit(text=text, by=self.author, now=now)
        text = press.approve(text=text, by=self.approver, now=now)
        return press.publish(text=text, by=self.approver, now=now)


@pytest.fixture
def room(db: None, institution: Institution) -> PressRoom:
    """A press room with nothing published."""
    author = User.objects.create_user("press", password="x", role=Role.PRESS)
    approver = User.objects.create_user("spokesperson", password="x", role=Role.SPOKESPERSON)
    return PressRoom(author, approver)


@pytest.fixture
def institution(db: None) -> Institution:
    """A fictional institution with a name in each language."""
    found = Institution.current()
    found.name = {
        "ar": "المديرية النموذجية",
        "fr": "Direction modèle",
        "en": "Model Directorate",
        "zgh": "ⵜⴰⵎⵀⵍⵜ",
    }
    found.press_email, found.press_phone = "press@example.org", "+212 5 00 00 00 00"
    found.save()
    return found


@pytest.fixture(autouse=True)
def _own_keys(settings: object, tmp_path: Path) -> None:
    """Each test has its own signing key and picture folder, and an empty cache."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    settings.SIGNING_KEY_FILE = tmp_path / "keys" / "signing.pem"  # type: ignore[attr-defined]
    cache.clear()


Publish = Callable[..., StatementText]
