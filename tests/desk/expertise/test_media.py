"""What arrives is shown safely, fingerprinted, and found again in what was there before."""

import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from bench.fixtures.clips import part, played, save
from django.urls import reverse
from onnx import TensorProto, helper
from PIL import Image, ImageDraw, ImageOps
from tests.desk.expertise.conftest import NOON
from tests.desk.expertise.pictures import drawn, jpeg

from tabayyun.desk.expertise import jobs, operations, queries
from tabayyun.desk.expertise.models import Evidence, Examination, MediaMatch, MediaPrint, Preview
from tabayyun.desk.expertise.operations import bank
from tabayyun.desk.signals.models import Content, KnownClaim, Signal
from tabayyun.desk.signals.queries.reasons import reasons
from tabayyun.desk.watch.models import Post, Source
from tabayyun.engine.media.recognition import fingerprint
from tabayyun.kit import plugins
from tabayyun.kit.models import User
from tabayyun.plugins.media.folder import Folder, Named

pytestmark = pytest.mark.django_db
EARLIER = NOON - timedelta(days=2 * 365)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def older(content: Content) -> Content:
    source = Source.objects.get(slug="feed")
    post = Post.objects.create(
        source=source, external_id="old", text="حريق", posted_at=EARLIER, collected_at=EARLIER
    )
    times = {"first_posted_at": EARLIER, "last_posted_at": EARLIER, "detected_at": EARLIER}
    claim = KnownClaim.objects.create(
        origin="statement",
        external_id="BH-2024-0001.ar",
        text="x",
        reference="BH-2024-0001",
        added_at=EARLIER,
    )
    return Content.objects.create(
        key="feed:old", first_post=post, text="حريق في سوق بمدينة أخرى", lang="ar", answered_by=claim, **times
    )


def received(content: Content, data: bytes, by: User, name: str = "p.jpg", now: datetime = NOON) -> Evidence:
    piece = operations.receive(
        content=content, data=io.BytesIO(data), name=name, origin="upload", by=by, now=now
    )
    jobs.take_in(piece.pk)
    return piece


def edited(image: Image.Image) -> Image.Image:
    """Cropped, mirrored, and with a band of another colour below."""
    width, height = image.size
    part = ImageOps.mirror(image.crop((width // 8, height // 8, width, height)))
    ImageDraw.Draw(part).rectangle((0, part.height * 5 // 6, part.width, part.height), fill="black")
    return part


@pytest.fixture
def pair(older: Content, content: Content, expert: User) -> tuple[Evidence, Evidence]:
    """A picture that came two years ago, and what was made of it, on another content now."""
    return received(older, jpeg(drawn(1)), expert), received(content, jpeg(edited(drawn(1))), expert)


def test_a_picture_is_shown_as_the_desk_wrote_it(content: Content, expert: User) -> None:
    image = drawn(1)
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    data = file.getvalue() + b"<script>alert(1)</script>"
    piece = received(content, data, expert)
    preview = Preview.objects.get(evidence=piece)
    shown = operations.shown(preview)
    assert (preview.width, preview.height) == image.size
    assert shown.startswith(b"\xff\xd8\xff")
    assert not {b"SecretCamera", b"script"} & {word for word in (b"SecretCamera", b"script") if word in shown}
    assert queries.custody_of(piece).filter(action="opened", detail="preview and fingerprint").exists()


@pytest.mark.parametrize("data", [b"<svg xmlns='x' onload='alert(1)'/>", b"%PDF-1.7", jpeg(drawn(1))[:300]])
def test_what_is_no_whole_picture_has_no_preview(content: Content, expert: User, data: bytes) -> None:
    received(content, data, expert)
    assert not Preview.objects.exists()
    assert not MediaPrint.objects.exists()


def test_an_edited_picture_is_found_again_with_what_was_done(pair: tuple[Evidence, Evidence]) -> None:
    old, new = pair
    (match,) = MediaMatch.objects.all()
    assert (match.known.evidence, match.asked.evidence, match.by) == (old, new, "parts")
    assert match.change["mirrored"]
    assert match.change["agreeing"] < 0.95
    (finding,) = Examination.objects.filter(method="known_media")
    assert (finding.evidence, finding.by) == (new, None)
    assert "since 1 March 2024" in finding.finding["en"]
    assert "mirrored" in finding.finding["en"]
    assert "BH-2024-0001" in finding.finding["fr"]
    assert "مارس 2024" in finding.finding["ar"]
    assert {one.name for one in finding.illustrations.all()} == {"asked", "known", "difference"}
    assert len({(one.width, one.height) for one in finding.illustrations.all()}) == 1
    signal = Signal.objects.get(content=new.content)
    assert signal.kind == Signal.Kind.KNOWN_MEDIA
    assert any("1 March 2024" in reason for reason in reasons(new.content))


def test_a_local_model_is_used_only_when_it_says_how_often_it_errs(
    content: Content, expert: User, settings, tmp_path: Path
) -> None:
    settings.IMAGERY_FOLDER = tmp_path / "model"
    mean = helper.make_node("ReduceMean", ["in"], ["mean"], axes=[2, 3], keepdims=0)
    picture = helper.make_tensor_value_info("in", TensorProto.FLOAT, [1, 3, 224, 224])
    said = helper.make_tensor_value_info("mean", TensorProto.FLOAT, [1, 3])
    opset = [helper.make_opsetid("", 13)]
    graph = helper.make_graph([mean], "colours", [picture], [said])
    settings.IMAGERY_FOLDER.mkdir()
    model = helper.make_model(graph, opset_imports=opset, ir_version=8)
    (settings.IMAGERY_FOLDER / "model.onnx").write_bytes(model.SerializeToString())
    card = {"violent": [0], "mean": [0, 0, 0], "std": [0.05, 0.05, 0.05]}
    for error, red in ((None, None), (0.2, True)):
        (settings.IMAGERY_FOLDER / "card.json").write_text(
            json.dumps(card | ({"error": error} if error else {}))
        )
        plugins.from_folder.cache_clear()
        piece = received(content, jpeg(Image.new("RGB", (400, 300), "red")), expert, f"{error}.jpg")
        given = MediaPrint.objects.get(evidence=piece).violence
        assert (given is not None and given > 0.9) == bool(red)
        operations.erase(evidence=piece, reason="again", by=expert, now=NOON)
        content = Content.objects.create(
            key=f"feed:{error}", first_post=content.first_post, text="x", lang="ar",
            first_posted_at=NOON, last_posted_at=NOON, detected_at=NOON,
        )  # fmt: skip
    plugins.from_folder.cache_clear()
    assert any("20" in reason for reason in reasons(Content.objects.get(signals__kind="imagery")))


def test_it_is_found_once_and_never_in_its_own_content(pair: tuple[Evidence, Evidence], expert: User) -> None:
    _old, new = pair
    assert jobs.take_in(new.pk) == 0
    received(new.content, jpeg(edited(drawn(1)), 60), expert, "again.jpg")
    assert {match.known.content_id for match in MediaMatch.objects.all()} == {pair[0].content_id}


def test_a_wrong_match_is_corrected_in_one_press_and_stays_so(
    pair: tuple[Evidence, Evidence], expert: User, client
) -> None:
    _old, new = pair
    match = MediaMatch.objects.get()
    client.force_login(expert)
    client.post(reverse("expertise:match", args=[match.pk]), {"do": "wrong"})
    match.refresh_from_db()
    assert (match.wrong_by, match.wrong_at is not None) == (expert, True)
    assert not Signal.objects.filter(content=new.content).exists()
    assert not queries.quotable(new.content).filter(method="known_media").exists()
    assert Examination.objects.filter(method="known_media").exists()
    post = Post.objects.create(
        source=Source.objects.get(), external_id="third", text="x", posted_at=NOON, collected_at=NOON
    )
    times = {"first_posted_at": NOON, "last_posted_at": NOON, "detected_at": NOON}
    third = Content.objects.create(key="feed:third", first_post=post, text="x", lang="ar", **times)
    received(third, jpeg(edited(drawn(1))), expert, "third.jpg")
    found = MediaMatch.objects.filter(content=third)
    assert [one.known.content_id for one in found] == [new.content_id]
    client.post(reverse("expertise:match", args=[match.pk]), {"do": "right"})
    assert Signal.objects.filter(content=new.content).exists()


def test_an_imported_bank_is_asked_too(content: Content, expert: User, tmp_path: Path) -> None:
    plain = np.asarray(drawn(4).convert("L"))
    Folder(tmp_path / "banks" / "partners").add([(Named("mosque-2019.jpg", "0" * 64), fingerprint(plain))])
    received(content, jpeg(drawn(4), 50), expert)
    (match,) = MediaMatch.objects.all()
    assert (match.bank, match.name, match.known) == ("partners", "mosque-2019.jpg", None)
    assert "«mosque-2019.jpg»" in Examination.objects.get().finding["en"]


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
def test_a_part_of_a_clip_is_found_again_with_its_time(
    older: Content, content: Content, expert: User, tmp_path: Path
) -> None:
    clip = played(np.random.default_rng(31), 12)
    whole = save(clip, tmp_path / "whole.mp4").read_bytes()
    cut = save(part(clip, 3, 10), tmp_path / "cut.mp4").read_bytes()
    received(older, whole, expert, "whole.mp4")
    new = received(content, cut, expert, "cut.mp4")
    match = MediaMatch.objects.filter(content=content)[0]
    assert match.known.content == older
    begin, end = match.change["time_range"]["match"]
    assert (round(begin), round(end)) == (3, 10)
    finding = Examination.objects.filter(method="known_media", evidence=new)[0]
    assert "since 1 March 2024" in finding.finding["en"]
    assert "0:03–0:" in finding.finding["fr"]
    assert Signal.objects.get(content=content).kind == Signal.Kind.KNOWN_MEDIA
    assert jobs.take_in(new.pk) == 0
    assert not finding.illustrations.exists()


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the program ffmpeg")
def test_a_clip_is_shown_by_one_veiled_frame_before_it_is_examined(
    content: Content, expert: User, client, tmp_path: Path
) -> None:
    clip = save(played(np.random.default_rng(31), 3), tmp_path / "clip.mp4").read_bytes()
    piece = received(content, clip, expert, "clip.mp4")
    page = reverse("expertise:bench", args=[content.pk])
    picture = reverse("expertise:preview", args=[piece.pk])
    client.force_login(expert)
    veiled = client.get(page).content.decode()
    assert reverse("expertise:preview_veil", args=[piece.pk]) in veiled
    assert f'"{picture}"' not in veiled
    assert "هذه لقطة واحدة من المقطع" in veiled
    assert client.get(picture).status_code == 403
    client.post(reverse("expertise:reveal", args=[content.pk]), {"evidence": piece.pk, "do": "reveal"})
    assert f'src="{picture}"' in client.get(page).content.decode()
    shown = Image.open(io.BytesIO(client.get(picture).getvalue()))
    assert np.asarray(shown.convert("L")).std() > 10


def test_a_clip_that_cannot_be_shown_for_want_of_a_program_says_so(
    content: Content, expert: User, client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = save(played(np.random.default_rng(31), 3), tmp_path / "clip.mp4").read_bytes()
    monkeypatch.setenv("PATH", str(tmp_path))
    received(content, clip, expert, "clip.mp4")
    client.force_login(expert)
    page = client.get(reverse("expertise:bench", args=[content.pk])).content.decode()
    assert "برنامج ffmpeg غير مثبت" in page
    assert not Preview.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_erasing_a_piece_removes_its_fingerprint_and_its_preview(
    older: Content, content: Content, expert: User
) -> None:
    old = received(older, jpeg(drawn(1)), expert)
    operations.erase(evidence=old, reason="a court order", by=expert, now=NOON)
    assert not MediaPrint.objects.exists()
    assert Preview.objects.get().wrapped_key is None
    received(content, jpeg(edited(drawn(1))), expert)
    assert not MediaMatch.objects.exists()
    assert [
        hit.number for hit in bank.hits(sha256="0" * 64, grey=np.asarray(drawn(9).convert("L")), own=())
    ] == []
