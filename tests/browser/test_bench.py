"""From a screenshot of an old picture to the statement «another year, another place», with its proof."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from tests.browser.conftest import DESK, overflow
from tests.desk.expertise.pictures import drawn

from tabayyun.cli import verify
from tabayyun.desk.cases import operations as cases
from tabayyun.desk.expertise import jobs
from tabayyun.desk.expertise import operations as expertise
from tabayyun.desk.expertise.models import Evidence, Examination
from tabayyun.desk.press.models import StatementText
from tabayyun.desk.signals.models import Content, Copy
from tabayyun.desk.watch.models import Post, Source
from tabayyun.kit.models import Role, User

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path / "home"
    settings.SIGNING_KEY_FILE = tmp_path / "home" / "keys" / "signing.pem"


def posted(text: str, at: datetime, media: str) -> Content:
    source, _new = Source.objects.get_or_create(
        slug="feed", defaults={"name": "Feed", "plugin": "file", "created_at": at}
    )
    post = Post.objects.create(
        source=source, external_id=text, text=text, posted_at=at, collected_at=at, media=[media]
    )
    times = {"first_posted_at": at, "last_posted_at": at, "detected_at": at}
    content = Content.objects.create(key=f"feed:{text}", first_post=post, text=text, lang="ar", **times)
    Copy.objects.create(content=content, post=post)
    return content


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def screenshot(old: Image.Image) -> Image.Image:
    """The old picture as a phone shows it in an application: bars around it, and a caption over it."""
    screen = Image.new("RGB", (540, 960), "#18201d")
    part = old.crop((40, 30, old.width, old.height)).resize((540, 405))
    screen.paste(part, (0, 200))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 540, 90), fill="#0b5c48")
    draw.rectangle((60, 520, 480, 580), fill="white")
    draw.text((90, 540), "URGENT: today in the capital", fill="black")
    return screen


@pytest.fixture
def content(transactional_db: None) -> Content:
    now = timezone.now()
    archivist = User.objects.create(username="archivist", role=Role.EXPERT)
    then = now - timedelta(days=900)
    old = posted("حريق بسوق في مدينة أخرى", then, "https://example.org/a.jpg")
    piece = expertise.receive(
        content=old, data=io.BytesIO(png(drawn(7))), name="2023.png", origin="upload", by=archivist, now=then
    )
    jobs.take_in(piece.pk)
    return posted("عاجل: حريق الآن بالعاصمة", now - timedelta(minutes=20), "https://example.org/b.png")


def received(page: Any, content: Content) -> None:
    """The expert keeps the screenshot; the worker looks at it and stamps it."""
    page.goto(reverse("expertise:bench", args=[content.pk]))
    given = {"name": "لقطة.png", "mimeType": "image/png", "buffer": png(screenshot(drawn(7)))}
    page.set_input_files("#media input[type=file]", given)
    page.locator("#media form.form button").click()
    page.wait_for_url("**/evidence/*/")
    jobs.take_in(Evidence.objects.get(content=content).pk)
    jobs.stamp()


def nothing_is_loaded_before_the_press(page: Any, content: Content) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reverse("expertise:bench", args=[content.pk]))
    assert page.locator("#before .match").count() == 1
    assert page.locator("img.veil").count() >= 2
    assert [url for url in asked if url.endswith("/veil/")]
    clear = [url for url in asked if "/preview/" in url or "/illustration/" in url]
    assert all(url.endswith("/veil/") for url in clear)


def sound(page: Any, axe: Any) -> None:
    assert axe(page) == []
    assert overflow(page) == 0


def compared_from_the_keyboard(page: Any) -> None:
    """The keys are listed, lift the veil, and move the slider between both pictures."""
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("v")
    page.wait_for_function(
        """() => { const all = [...document.querySelectorAll('.viewer img:not(.veil), .compare img')];
        return all.length >= 4 && all.every(image => image.complete && image.naturalWidth > 200) }"""
    )
    clipped = "getComputedStyle(document.querySelectorAll('.compare img')[1]).clipPath"
    before = page.evaluate(clipped)
    page.locator(".compare input[type=range]").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(clipped) != before
    page.locator("#before [data-key=x]").click()
    assert page.locator(".difference").is_visible()


def examined(page: Any, content: Content) -> None:
    """A person adds what the machine cannot know; keys are letters in a field."""
    page.keyboard.press("a")
    page.select_option("#examination_method", "manual.place")
    page.fill("#examination_finding_ar", "الصورة من سنة أخرى ومكان آخر")
    page.keyboard.type(".")
    page.select_option("#examination_confidence", "high")
    page.locator("#add form button.button-primary").click()
    page.wait_for_load_state()
    assert Examination.objects.filter(content=content).count() == 2


def drafted(page: Any, content: Content) -> StatementText:
    """On a case that was decided: an empty draft, which one press at the bench fills with the findings."""
    expert = User.objects.get(username="expert")
    case = cases.open_case(content=content, title="حريق قديم", by=expert, now=timezone.now())
    cases.decide(case=case, verdict="out_of_context", grounds="صورة قديمة.", by=expert, now=timezone.now())
    page.goto(reverse("press:new") + f"?case={case.reference}&kind=truth")
    page.check("input[name=langs][value=ar]")
    page.locator("main form button.button-primary").click()
    page.wait_for_load_state()
    drafts = StatementText.objects.filter(lang="ar")
    drafts.update(checked=[], title="من سنة أخرى ومكان آخر", body="الصورة قديمة، وليست من العاصمة.")
    text = drafts.get()
    page.goto(reverse("expertise:bench", args=[content.pk]))
    pressed(page, "press:quote", text.pk)
    page.wait_for_url("**/texts/*/")
    assert "معروفة لدى المكتب من قبل" in page.input_value("[name=checked]")
    assert "سنة أخرى ومكان آخر." in page.input_value("[name=checked]")
    page.locator("[data-submit]").click()
    page.wait_for_load_state()
    return text


def pressed(page: Any, name: str, pk: int) -> None:
    page.locator(f"form[action='{reverse(name, args=[pk])}'] button").first.click()
    page.wait_for_load_state()


def published(page: Any, text: StatementText) -> None:
    """Who approves is told what nobody looked at."""
    page.goto(reverse("press:review", args=[text.pk]))
    assert "لم يُنظر بعد في" in page.inner_text("main")
    pressed(page, "press:approve", text.pk)
    pressed(page, "press:publish", text.pk)
    text.refresh_from_db()
    assert text.published_at


def proof(page: Any, content: Content, path: Path) -> Path:
    page.goto(reverse("signals:content", args=[content.pk]))
    with page.expect_download() as download:
        page.locator(f"form[action='{reverse('expertise:export', args=[content.pk])}'] button").click()
    download.value.save_as(path)
    page.wait_for_load_state("networkidle")
    return path


@pytest.fixture
def enter(page: Any, login: Callable[[Any, str], None]) -> Callable[[str], None]:
    def as_person(name: str) -> None:
        page.context.clear_cookies()
        login(page, name)

    return as_person


def test_from_a_screenshot_to_the_statement_and_its_proof(
    page: Any, enter: Callable[[str], None], axe: Any, content: Content, tmp_path: Path
) -> None:
    enter("expert")
    received(page, content)
    nothing_is_loaded_before_the_press(page, content)
    sound(page, axe)
    page.set_viewport_size(DESK)
    compared_from_the_keyboard(page)
    sound(page, axe)
    examined(page, content)
    enter("press")
    text = drafted(page, content)
    enter("spokesperson")
    published(page, text)
    enter("expert")
    path = proof(page, content, tmp_path / "proof.zip")
    assert verify.run([str(path), "--lang", "en"]) == 0
    names = zipfile.ZipFile(path).namelist()
    assert [name for name in names if name.endswith("/difference.jpeg")]
