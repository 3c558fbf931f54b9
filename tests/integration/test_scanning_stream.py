"""Tesseract processes that stay for many pages."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from scanning.errors import ReadingFailed
from scanning.model import Pixels
from scanning.ocr import stream
from scanning.ocr.prepare import prepared
from scanning.ocr.stream import TesseractPool
from scanning.ocr.tesseract import recognise
from tests.papers import sample_page

DPI = 180


@pytest.fixture(scope="module")
def pages() -> tuple[Pixels, ...]:
    """The heads of two pages, and nothing between them."""
    first, second = (prepared(sample_page(number)).pixels[:500] for number in (0, 2))
    return first, np.full((500, 900), 255, np.uint8), second


@pytest.fixture
def pool() -> Iterator[TesseractPool]:
    with TesseractPool() as pool:
        yield pool


@pytest.fixture
def replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that stands in for the Tesseract that stays, and for no other."""
    script = tmp_path / "stdbuf"
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return script


def write_script(file: Path, body: str) -> None:
    file.write_text(f"#!/bin/sh\n{body}\n")
    file.chmod(0o755)


def children() -> set[str]:
    """Return the ids of the processes that this one has started, but for the one that tells."""
    found = subprocess.run(
        ["ps", "--ppid", str(os.getpid()), "-o", "pid=,comm="], capture_output=True, text=True, check=False
    )
    return {line.split()[0] for line in found.stdout.splitlines() if not line.endswith(" ps")}


def test_a_process_that_stays_reads_what_fresh_ones_read(
    pages: tuple[Pixels, ...], pool: TesseractPool
) -> None:
    fresh = [recognise(page, DPI, "vie") for page in pages]
    assert [pool(page, DPI, "vie") for page in pages] == fresh
    assert fresh[0]
    assert not fresh[1]


def test_pages_one_after_another_share_a_process_which_ends_with_the_pool(pages: tuple[Pixels, ...]) -> None:
    before = children()
    with TesseractPool() as pool:
        for page in pages:
            pool(page, DPI, "vie")
            assert len(children() - before) == 1
    assert children() == before


def test_a_process_is_replaced_after_its_share_of_pages(
    pages: tuple[Pixels, ...], pool: TesseractPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "_PAGES_EACH", 1)
    before = children()
    assert pool(pages[0], DPI, "vie") == pool(pages[0], DPI, "vie")
    assert children() == before


def test_the_page_over_which_a_process_died_is_read_by_a_fresh_one(
    pages: tuple[Pixels, ...], pool: TesseractPool, replaced: Path
) -> None:
    write_script(replaced, "read name; kill -9 $$")
    assert pool(pages[0], DPI, "vie") == recognise(pages[0], DPI, "vie")


def test_a_process_that_hangs_is_ended_and_said_so(
    pages: tuple[Pixels, ...], pool: TesseractPool, replaced: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_script(replaced, "exec sleep 600")
    monkeypatch.setattr("scanning.ocr.tesseract.TIMEOUT_SECONDS", 0.2)
    before = children()
    with pytest.raises(ReadingFailed):
        pool(pages[0], DPI, "vie")
    assert children() == before


def test_a_pool_that_was_left_keeps_no_process(pages: tuple[Pixels, ...]) -> None:
    before = children()
    with TesseractPool() as pool:
        fresh = pool(pages[0], DPI, "vie")
    assert pool(pages[0], DPI, "vie") == fresh
    assert children() == before
