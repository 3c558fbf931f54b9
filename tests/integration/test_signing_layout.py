"""Signatures find free space near the signer's name: on any page, never clipped, never over print."""

import io
from argparse import ArgumentTypeError
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from clerk_app.cli.place import place
from clerk_app.paper.fonts import REGULAR, register_fonts
from signing.demonstration import DemonstrationAuthority, Person
from signing.errors import FieldOffPage
from signing.freespace import FreeSpace
from signing.layout import corner_box, usual_boxes
from signing.means import Means
from signing.model import Level
from signing.placement import FieldBox, page_shape
from signing.prepare import prepare
from signing.readings import read_document
from signing.sign import sign_copy
from signing.trust import Examiner
from tests.pki import TEXT, now, pin

SCALE = 3
DARK = 128
OFFICIAL, LEADER = "Nguyễn Thị Lan", "Trần Văn Minh"
NAMES = {"official": OFFICIAL, "leader": LEADER}
TURNS = st.sampled_from((0, 90, 180, 270))
CROPS = st.tuples(*[st.floats(0, 60) for _side in range(4)])
LINES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.integers(4, 60)), max_size=40)


def letter(lines: list[tuple[float, float, int]], turned: int, crop: tuple[float, ...]) -> bytes:
    """Return a page with lines of text anywhere on it, turned and cropped."""
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setFont(REGULAR, 12)
    for across, up, length in lines:
        canvas.drawString(across * 560, up * 830, "Văn bản hành chính " * (length // 19 + 1))
    canvas.showPage()
    canvas.save()
    with pikepdf.open(buffer) as made:
        page = made.pages[0]
        left, bottom, right, top = crop
        page.obj.CropBox = pikepdf.Array([left, bottom, 595 - right, 841 - top])
        page.obj.Rotate = turned
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def shown(file: Path, page: int = 0) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Draw a page as people see it."""
    with pypdfium2.PdfDocument(file) as document:
        document.init_forms()
        return np.array(document[page].render(scale=SCALE, grayscale=True).to_numpy()).squeeze()


def under(picture: np.ndarray[Any, np.dtype[np.uint8]], box: FieldBox) -> np.ndarray[Any, np.dtype[np.uint8]]:
    high = picture.shape[0]
    rows = slice(int(high - box.top * SCALE), int(high - box.bottom * SCALE))
    return picture[rows, int(box.left * SCALE) : int(box.right * SCALE)]


def inside(picture: np.ndarray[Any, np.dtype[np.uint8]], box: FieldBox) -> bool:
    high, wide = (side / SCALE for side in picture.shape)
    across = 0 <= box.left < box.right <= wide + 1
    return across and bool(0 <= box.bottom < box.top <= high + 1)


@settings(max_examples=12, deadline=None)
@given(LINES, TURNS, CROPS)
def test_no_box_is_clipped_or_lies_on_print(
    lines: list[tuple[float, float, int]], turned: int, crop: tuple[float, ...]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "letter.pdf"
        file.write_bytes(letter(lines, turned, crop))
        boxes = {**usual_boxes(file), "copy": corner_box(file, TEXT, now())}
        picture = shown(file)
    for name, box in boxes.items():
        assert inside(picture, box), name
        assert name == "seal" or not (under(picture, box) < DARK).any(), name


@given(TURNS, CROPS, st.tuples(*[st.floats(1, 500) for _side in range(4)]))
def test_the_way_to_the_page_and_back_is_the_same_box(
    turned: int, crop: tuple[float, ...], box: tuple[float, ...]
) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "letter.pdf"
        file.write_bytes(letter([], turned, crop))
        with file.open("rb") as stream:
            shape = page_shape(read_document(stream).reader, 0)
    left, right = sorted((box[0], box[1] + 1))
    bottom, top = sorted((box[2], box[3] + 1))
    assert shape.to_shown(shape.to_page((left, bottom, right, top))) == pytest.approx(
        (left, bottom, right, top)
    )


@pytest.fixture
def signed_letter(tmp_path: Path) -> Path:
    """Return a letter of two pages with an annex: titles and names stand on the second of three."""
    register_fonts()
    file = tmp_path / "letter.pdf"
    canvas = Canvas(str(file))
    for page in range(3):
        canvas.setFont(REGULAR, 13)
        canvas.drawString(70, 760, "Số:          /QĐ-UBND" if page == 0 else f"Trang {page + 1}")
        canvas.drawString(90, 650, f"Theo đề nghị của ông {LEADER}, Chủ tịch Ủy ban nhân dân phường")
        if page == 1:
            for middle, title, name in ((170, "NGƯỜI TRÌNH", OFFICIAL), (430, "CHỦ TỊCH", LEADER)):
                canvas.drawCentredString(middle, 420, title)
                canvas.drawCentredString(middle, 310, name)
        canvas.showPage()
    canvas.save()
    return file


def test_a_person_signs_between_title_and_name_wherever_they_stand(signed_letter: Path) -> None:
    boxes = usual_boxes(signed_letter, NAMES)
    for role, middle in (("official", 170), ("leader", 430)):
        box = boxes[role]
        assert box.page == 1
        assert 310 < box.bottom < box.top < 422
        assert (box.left + box.right) / 2 == pytest.approx(middle, abs=3)


def test_the_seal_covers_the_left_third_of_the_leaders_signature(signed_letter: Path) -> None:
    boxes = usual_boxes(signed_letter, NAMES)
    leader, seal = boxes["leader"], boxes["seal"]
    assert seal.page == leader.page
    assert seal.right - leader.left == pytest.approx((leader.right - leader.left) / 3, abs=0.1)
    assert seal.right - seal.left == pytest.approx(36 * 72 / 25.4)


def test_the_number_goes_behind_its_word(signed_letter: Path) -> None:
    box = usual_boxes(signed_letter)["number"]
    assert box.page == 0
    assert 89 < box.left < box.right < 130
    assert box.bottom < 764 < box.top


def test_a_name_in_the_text_is_not_taken_for_a_signature(signed_letter: Path) -> None:
    assert usual_boxes(signed_letter, {"official": "Theo đề nghị của ông"})["official"].page == 2


def test_a_page_full_of_ink_gets_the_least_covering_box(tmp_path: Path) -> None:
    file = tmp_path / "full.pdf"
    lines = [(0.0, row / 70, 120) for row in range(70)]
    file.write_bytes(letter(lines, 0, (0, 0, 0, 0)))
    picture = shown(file)
    assert all(inside(picture, box) for box in usual_boxes(file).values())
    assert inside(picture, corner_box(file, TEXT, now()))


def test_a_place_given_by_hand_has_to_be_on_the_page(signed_letter: Path, tmp_path: Path) -> None:
    boxes = usual_boxes(signed_letter)
    prepare(signed_letter, tmp_path / "fits.pdf", boxes | {"leader": place("-1:10,10,50,20")})
    for beyond in ("1:200,10,50,20", "1:10,290,50,20", "1:10,10,0,20"):
        with pytest.raises(FieldOffPage):
            prepare(signed_letter, tmp_path / "out.pdf", boxes | {"leader": place(beyond)})
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("text", ["", "0:1,1,1,1", "1:1,1,1", "1:..,1,1,1", "a:1,1,1,1"])
def test_what_is_no_place_is_a_usage_error(text: str) -> None:
    with pytest.raises(ArgumentTypeError):
        place(text)


def test_white_letters_on_black_count_as_print(tmp_path: Path) -> None:
    file = tmp_path / "black.pdf"
    canvas = Canvas(str(file), pagesize=(300, 300))
    canvas.rect(0, 0, 300, 300, fill=1)
    canvas.setFillGray(1)
    canvas.drawString(100, 150, "White on black")
    canvas.save()
    with pypdfium2.PdfDocument(file) as document:
        space = FreeSpace.of(document[0])
    assert space.ink_in((100, 148, 180, 162)) > 0
    assert space.ink_in((20, 200, 80, 280)) == 0


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_what_was_readable_before_a_copy_was_signed_is_so_afterwards(
    authority: DemonstrationAuthority, tmp_path: Path, turned: int
) -> None:
    source = tmp_path / "letter.pdf"
    lines = [(0.0, row / 30, 60) for row in range(31)]
    source.write_bytes(letter(lines, turned, (10, 20, 30, 40)))
    box = corner_box(source, TEXT, now())
    with authority.token_keys(Person.OFFICER).unlock(pin()) as key:
        means = Means(key, Examiner(authority.store), None, Level.B_B)
        done = sign_copy(source, tmp_path / "signed.pdf", text=TEXT, means=means, moment=now(), box=box)
    before, after = shown(source), shown(done.path)
    assert before.shape == after.shape
    assert not ((before < DARK) & (after >= DARK)).any()
    changed = np.argwhere(np.abs(before.astype(int) - after) > 60)
    high = before.shape[0]
    assert len(changed) > 50
    assert (changed[:, 1] >= box.left * SCALE - 3).all()
    assert (changed[:, 1] <= box.right * SCALE + 3).all()
    assert (changed[:, 0] >= high - box.top * SCALE - 3).all()
    assert (changed[:, 0] <= high - box.bottom * SCALE + 3).all()
