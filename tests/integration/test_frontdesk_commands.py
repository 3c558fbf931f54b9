"""``clerk queue`` as scripts use it, and the paper of a number."""

import socket
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from clerk_app.paper.receipt_printer import escpos
from clerk_app.settings import FrontdeskSettings
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.printing import print_ticket, ticket_pdf
from clerk_app.workflow.frontdesk.services import Priority
from clerk_app.workflow.frontdesk.waiting import take_ticket
from clerk_app.workflow.what_was_read import TicketRead, what_was_read
from tests.commands import answered
from tests.desks import desk_in

_POINTS_PER_MM = 72 / 25.4


def clerk(home: Path, *arguments: str) -> tuple[int, Any]:
    return answered(home, "queue", *arguments)


def test_a_morning_at_a_counter_from_the_command_line(tmp_path: Path) -> None:
    paper = tmp_path / "ticket.pdf"
    code, first = clerk(tmp_path, "ticket", "A", "--out", str(paper))
    assert (code, first["label"], first["before"], first["file"]) == (0, "A001", 0, str(paper))
    assert clerk(tmp_path, "ticket", "A", "--priority", "elderly")[1]["before"] == 0
    assert clerk(tmp_path, "ticket", "Z")[0] == 3
    assert clerk(tmp_path, "call", "--counter", "1")[1]["ticket"]["label"] == "A002"
    assert clerk(tmp_path, "recall", "--counter", "1")[1]["ticket"]["label"] == "A002"
    assert clerk(tmp_path, "skip", "--counter", "1")[1]["ticket"]["state"] == "skipped"
    assert clerk(tmp_path, "call", "--counter", "1")[1]["ticket"]["label"] == "A001"
    assert clerk(tmp_path, "transfer", "B", "--counter", "1")[1]["ticket"]["service"] == "B"
    assert clerk(tmp_path, "serve", "B", "--counter", "2")[1]["serves"] == ["B"]
    listed = clerk(tmp_path, "list", "--counter", "2")[1]
    assert [row["service"] for row in listed["services"] if row["waiting"]] == ["B"]
    assert clerk(tmp_path, "call", "--counter", "2")[1]["ticket"]["label"] == "A001"
    assert clerk(tmp_path, "finish", "--counter", "2")[1]["ticket"]["state"] == "finished"
    assert clerk(tmp_path, "finish", "--counter", "2")[0] == 3
    assert clerk(tmp_path, "call", "--counter", "2") == (1, {"ticket": None})
    counted = clerk(tmp_path, "statistics")[1]
    (row,) = [each for each in counted["services"] if each["given"]]
    assert (row["service"], row["given"], row["served"], row["skipped"]) == ("A", 2, 1, 1)


def test_the_paper_is_80_mm_wide_and_its_code_is_the_tickets(tmp_path: Path) -> None:
    with desk_in(tmp_path) as (desk, _embedded):
        standing = take_ticket(desk, "A", Priority.PREGNANT)
        pdf = ticket_pdf(desk, standing)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        page = document[0]
        assert page.get_width() / _POINTS_PER_MM == pytest.approx(80, abs=0.1)
        text = page.get_textpage().get_text_bounded()
        picture = page.render(scale=3).to_pil()
    assert "A001" in text
    assert "phụ nữ mang thai" in text
    (code,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    assert what_was_read(code.text) == TicketRead(standing.ticket.secret)


def test_the_code_is_an_address_where_the_portal_tells_citizens_of_the_queue(tmp_path: Path) -> None:
    with desk_in(tmp_path) as (desk, _embedded):
        page = "https://portal.example.vn/so-thu-tu"
        there = replace(desk, settings=replace(desk.settings, frontdesk=FrontdeskSettings(page=page)))
        standing = take_ticket(there, "A", Priority.PREGNANT)
        data, plain = escpos(ticket_pdf(there, standing)), ticket_pdf(desk, standing)
        with pypdfium2.PdfDocument(ticket_pdf(there, standing)) as document:
            assert len(document) == 1
            assert "điện thoại" in document[0].get_textpage().get_text_bounded()
        with pypdfium2.PdfDocument(plain) as document:
            assert "điện thoại" not in document[0].get_textpage().get_text_bounded()
    (code,) = zxingcpp.read_barcodes(np.asarray(printed(data).convert("L")))
    assert code.text.startswith(f"{page}/Q")
    assert what_was_read(code.text) == TicketRead(standing.ticket.secret)


def test_a_receipt_printer_gets_the_same_paper_as_a_picture(tmp_path: Path) -> None:
    with desk_in(tmp_path) as (desk, _embedded):
        standing = take_ticket(desk, "A")
        data = escpos(ticket_pdf(desk, standing))
    picture = printed(data)
    assert picture.width == 576
    (code,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    assert what_was_read(code.text) == TicketRead(standing.ticket.secret)
    assert data.rstrip(b"\x00").endswith(b"\x1dV") or b"\x1dV" in data[-6:]


def printed(data: bytes) -> Image.Image:
    """Return what a printer would draw: every raster picture (GS v 0), one under the other."""
    strips, at = list[Image.Image](), 0
    while (at := data.find(b"\x1dv0", at)) >= 0:
        wide = int.from_bytes(data[at + 4 : at + 6], "little")
        high = int.from_bytes(data[at + 6 : at + 8], "little")
        bits = data[at + 8 : at + 8 + wide * high]
        strips.append(Image.frombytes("1", (wide * 8, high), bytes(255 - each for each in bits)))
        at += 8 + wide * high
    whole = Image.new("1", (strips[0].width, sum(each.height for each in strips)), 1)
    top = 0
    for strip in strips:
        whole.paste(strip, (0, top))
        top += strip.height
    return whole


def with_printer(desk: Desk, printer: str) -> Desk:
    return replace(desk, settings=replace(desk.settings, frontdesk=FrontdeskSettings(printer=printer)))


def test_a_network_printer_is_sent_the_paper(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer, desk_in(tmp_path) as (desk, _embedded):
        got = list[bytes]()

        def take() -> None:
            line, _address = printer.accept()
            with line:
                while piece := line.recv(65536):
                    got.append(piece)

        thread = threading.Thread(target=take)
        thread.start()
        standing = take_ticket(desk, "A")
        assert print_ticket(with_printer(desk, f"tcp://127.0.0.1:{printer.getsockname()[1]}"), standing)
        thread.join(10)
        assert b"".join(got) == escpos(ticket_pdf(desk, standing))


def test_without_a_printer_nothing_is_printed_and_a_missing_one_is_said(tmp_path: Path) -> None:
    with desk_in(tmp_path) as (desk, _embedded):
        standing = take_ticket(desk, "A")
        assert not print_ticket(desk, standing)
        with pytest.raises(OSError, match="No such file"):
            print_ticket(with_printer(desk, f"{tmp_path}/no/such/device"), standing)
