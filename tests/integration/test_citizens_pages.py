"""The citizens' pages in a real browser: by keyboard, in three languages, with nothing from elsewhere."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import staleness_of, text_to_be_present_in_element
from selenium.webdriver.support.wait import WebDriverWait

from clerk_app.sandbox import queue_of
from clerk_app.workflow.desk import Desk
from clerk_app.workflow.frontdesk.calling import call_next, finish
from clerk_app.workflow.frontdesk.codes import ticket_code
from clerk_app.workflow.frontdesk.services import service_named
from clerk_app.workflow.frontdesk.waiting import take_ticket
from storage.portal.sandbox import Service, Ward
from tests.desks import desk_in
from tests.fakes.records import pdf
from tests.fakes.sandbox import sandbox

BIRTH = Service("1.001193", "Đăng ký khai sinh", (("TP01", "Tờ khai"), ("TP02", "Giấy chứng sinh")))
HOSTILE = Service("1.000001", "<script>document.title='taken'</script>", (("TP01", "Đơn <b>đề nghị</b>"),))
_SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--window-size=900,1200")


@dataclass(frozen=True)
class Citizen:
    """Somebody at a browser."""

    browser: webdriver.Chrome
    url: str

    def open(self, path: str) -> None:
        self.browser.get(self.url + path)

    def at(self, name: str) -> WebElement:
        return self.browser.find_element(By.ID, name)

    def enter(self, field: WebElement, text: str) -> None:
        """Type a text and Enter, and wait for the page that comes."""
        self._leave(lambda: field.send_keys(text, Keys.ENTER))

    def press(self, button: WebElement) -> None:
        """Press a button, and wait for the page that comes."""
        self._leave(button.click)

    def _leave(self, act: Callable[[], None]) -> None:
        before = self.browser.find_element(By.TAG_NAME, "html")
        act()
        WebDriverWait(self.browser, 20).until(staleness_of(before))

    @property
    def focused(self) -> WebElement:
        return self.browser.switch_to.active_element

    @property
    def first_field(self) -> WebElement:
        """The field in which a page begins: the browser goes there a moment after it has loaded."""
        WebDriverWait(self.browser, 20).until(lambda _browser: self.focused.tag_name == "input")
        return self.focused

    @property
    def text(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "main").text

    def file(self, paper: Path) -> tuple[str, str]:
        """File a dossier by keyboard, and return its code and receipt."""
        self.open(f"/nop-ho-so/{BIRTH.code}?lang=vi")
        self.at("full_name").send_keys("Lê Thị Hồng Nhung", Keys.TAB, "092194005678")
        self.at("file-TP01").send_keys(str(paper))
        self.enter(self.at("email"), "nhung@example.vn")
        return self.at("filed-code").text, self.at("filed-receipt").text

    def tell(self, code: str, status: int, content: str) -> None:
        """Tell the portal a step, as the ward does."""
        step = {"number": 1, "status": status, "by": "Mai", "unit": "", "content": content}
        times = {"at": "2026-10-08T02:30:00+00:00", "due_at": "2026-10-12T02:30:00+00:00"}
        body = {"steps": [step | times]}
        answer = httpx.post(f"{self.url}/dossiers/{code}/steps", json=body, trust_env=False)
        assert answer.status_code == 200


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        assert "CI" not in os.environ, "chromium is missing"
        pytest.skip("chromium or chromedriver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    for switch in _SWITCHES:
        options.add_argument(switch)
    with webdriver.Chrome(options=options, service=webdriver.ChromeService(driver)) as opened:
        yield opened


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_in(tmp_path_factory.mktemp("desk")) as (opened, _embedded):
        yield opened


@pytest.fixture(scope="module")
def citizen(
    browser: webdriver.Chrome, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Citizen]:
    ward = Ward(services=(BIRTH, HOSTILE))
    with sandbox(tmp_path_factory.mktemp("portal"), ward=ward, queue=queue_of(lambda: desk)) as url:
        yield Citizen(browser, url)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "tờ khai.pdf"
    path.write_bytes(pdf("paper"))
    return path


def test_a_dossier_is_filed_and_looked_up_by_keyboard(citizen: Citizen, paper: Path) -> None:
    code, receipt = citizen.file(paper)
    assert (code, receipt) == ("H92.01.13-261008-000001", "DVC-20261008-000001")
    citizen.open("/?lang=vi")
    citizen.enter(citizen.first_field, code)
    assert "Mới đăng ký" in citizen.text
    assert "tờ khai.pdf" not in citizen.text
    citizen.enter(citizen.at("receipt"), receipt)
    assert "tờ khai.pdf" in citizen.text


def test_a_qr_reader_types_an_address_with_the_code_in_it(citizen: Citizen, paper: Path) -> None:
    code, _receipt = citizen.file(paper)
    citizen.open("/?lang=vi")
    citizen.enter(citizen.first_field, f"https://portal.example/tra-cuu?code={code}&x=1")
    assert citizen.browser.find_element(By.TAG_NAME, "h1").text == code


def test_a_wrong_code_and_a_wrong_receipt_are_said(citizen: Citizen, paper: Path) -> None:
    citizen.open("/?lang=vi")
    citizen.enter(citizen.first_field, "H92.01.13-261008-999999")
    assert "Không tìm thấy hồ sơ" in citizen.browser.find_element(By.CSS_SELECTOR, "[role=alert]").text
    code, _receipt = citizen.file(paper)
    citizen.open(f"/tra-cuu?code={code}&lang=vi")
    citizen.enter(citizen.at("receipt"), "DVC-20261008-999999")
    assert "không khớp" in citizen.browser.find_element(By.CSS_SELECTOR, "[role=alert]").text
    assert "tờ khai.pdf" not in citizen.text


def test_papers_that_are_asked_for_are_added(citizen: Citizen, paper: Path) -> None:
    code, receipt = citizen.file(paper)
    citizen.tell(code, 5, "Thiếu giấy chứng sinh")
    citizen.open(f"/tra-cuu?code={code}&lang=vi")
    assert "Thiếu giấy chứng sinh" not in citizen.text
    citizen.enter(citizen.at("receipt"), receipt)
    assert "Thiếu giấy chứng sinh" in citizen.text
    paper.with_name("chứng sinh.pdf").write_bytes(pdf("certificate"))
    citizen.at("file-TP02").send_keys(str(paper.with_name("chứng sinh.pdf")))
    citizen.press(citizen.browser.find_elements(By.TAG_NAME, "button")[-1])
    assert "chứng sinh.pdf" in citizen.text
    filings = httpx.get(f"{citizen.url}/filings?since=", trust_env=False).json()
    assert [[file["component"] for file in each["files"]] for each in filings if each["code"] == code] == [
        ["TP01"],
        ["TP02"],
    ]


def test_what_is_wrong_is_said_and_what_was_typed_stays(citizen: Citizen, tmp_path: Path) -> None:
    picture = tmp_path / "ảnh.pdf"
    picture.write_bytes(b"GIF89a")
    citizen.open(f"/nop-ho-so/{BIRTH.code}?lang=vi")
    citizen.browser.execute_script("document.forms[0].noValidate = true")
    citizen.at("full_name").send_keys("Lê Thị Hồng Nhung")
    citizen.at("id_number").send_keys("12")
    citizen.at("file-TP01").send_keys(str(picture))
    citizen.press(citizen.browser.find_element(By.TAG_NAME, "button"))
    said = citizen.browser.find_element(By.CSS_SELECTOR, "[role=alert]").text
    assert "12 chữ số" in said
    assert "Tờ khai: ảnh.pdf" in said
    assert citizen.at("full_name").get_attribute("value") == "Lê Thị Hồng Nhung"


@pytest.mark.parametrize(
    ("language", "words"), [("vi", "Tra cứu hồ sơ"), ("en", "Look up a dossier"), ("fr", "Suivre un dossier")]
)
def test_each_page_is_in_each_language_and_every_field_has_its_name(
    citizen: Citizen, language: str, words: str
) -> None:
    for path in ("/", "/nop-ho-so", f"/nop-ho-so/{BIRTH.code}"):
        citizen.open(f"{path}?lang={language}")
        assert citizen.browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == language
        assert words in citizen.browser.find_element(By.TAG_NAME, "nav").text
        fields = citizen.browser.find_elements(By.CSS_SELECTOR, "input:not([type=hidden])")
        assert fields
        assert all(field.accessible_name for field in fields)


def test_texts_of_others_are_shown_and_never_run(citizen: Citizen) -> None:
    citizen.browser.get_log("browser")  # type: ignore[no-untyped-call] # what was logged before
    citizen.open("/nop-ho-so?lang=vi")
    assert HOSTILE.name in citizen.text
    citizen.open(f"/nop-ho-so/{HOSTILE.code}?lang=vi")
    assert citizen.browser.find_element(By.TAG_NAME, "h1").text == HOSTILE.name
    assert "Đơn <b>đề nghị</b>" in citizen.text
    assert not citizen.browser.title.startswith("taken")
    assert citizen.browser.get_log("browser") == []  # type: ignore[no-untyped-call]


def test_a_page_fits_a_phone_and_asks_nobody_else(citizen: Citizen) -> None:
    citizen.browser.set_window_size(390, 800)
    try:
        for path in ("/", "/nop-ho-so", f"/nop-ho-so/{BIRTH.code}"):
            citizen.open(f"{path}?lang=fr")
            width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
            assert citizen.browser.execute_script(width) == 0
            asked = "return performance.getEntriesByType('resource').map(entry => entry.name)"
            assert citizen.browser.execute_script(asked) == []
    finally:
        citizen.browser.set_window_size(900, 1200)


def test_the_result_is_downloaded_by_who_knows_the_receipt(citizen: Citizen, paper: Path) -> None:
    code, receipt = citizen.file(paper)
    (file,) = (
        file
        for each in httpx.get(f"{citizen.url}/filings?since=", trust_env=False).json()
        if each["code"] == code
        for file in each["files"]
    )
    known = {"code": code, "receipt": receipt, "sha256": file["sha256"]}
    got = httpx.post(f"{citizen.url}/tai-ve", data=known, trust_env=False)
    assert (got.status_code, got.content) == (200, paper.read_bytes())
    guessed = httpx.post(f"{citizen.url}/tai-ve", data=known | {"receipt": "DVC-1"}, trust_env=False)
    assert guessed.status_code == 404


def ticket(desk: Desk, letter: str) -> str:
    return ticket_code(take_ticket(desk, letter).ticket)


def test_the_line_before_a_number_is_told_to_the_phone_that_has_its_paper(
    citizen: Citizen, desk: Desk
) -> None:
    codes = [ticket(desk, "C") for _person in range(3)]
    citizen.open(f"/so-thu-tu/{codes[2]}?lang=en")
    assert citizen.browser.find_element(By.TAG_NAME, "h1").text == "C003"
    assert "2 people before you." in citizen.text
    assert service_named(desk.settings.frontdesk, "C").name in citizen.text
    assert citizen.browser.title.startswith("C003 – 2 people before you.")
    call_next(desk, "5")
    call_next(desk, "5")
    citizen.press(citizen.at("again"))
    assert "Nobody is before you." in citizen.text
    assert call_next(desk, "5") is not None
    citizen.press(citizen.at("again"))
    said = citizen.browser.find_element(By.CSS_SELECTOR, "[role=status]").text
    assert said == "It is your turn: please go to counter 5."
    finish(desk, "5")
    citizen.press(citizen.at("again"))
    assert "has been served" in citizen.text
    assert not citizen.browser.find_elements(By.CSS_SELECTOR, "meta[http-equiv=refresh]")


def test_a_ticket_page_asks_again_by_itself_until_it_is_told_to_stop(
    browser: webdriver.Chrome, desk: Desk, tmp_path: Path
) -> None:
    code = ticket(desk, "D")
    with sandbox(tmp_path, ward=Ward(refresh_seconds=1), queue=queue_of(lambda: desk)) as url:
        citizen = Citizen(browser, url)
        citizen.open(f"/so-thu-tu/{code}?lang=vi")
        assert call_next(desk, "6") is not None
        WebDriverWait(browser, 20).until(
            text_to_be_present_in_element((By.CSS_SELECTOR, "[role=status]"), "quầy 6")
        )
        citizen.open(f"/so-thu-tu/{code}?lang=vi&refresh=no")
        assert not browser.find_elements(By.CSS_SELECTOR, "meta[http-equiv=refresh]")
        assert "?refresh=no" in (browser.find_element(By.LINK_TEXT, "English").get_attribute("href") or "")


def test_a_ticket_is_looked_up_by_its_address_where_codes_are_typed(citizen: Citizen, desk: Desk) -> None:
    code = ticket(desk, "E")
    citizen.open("/?lang=en")
    citizen.enter(citizen.first_field, f"https://portal.example/so-thu-tu/{code}")
    assert citizen.browser.find_element(By.TAG_NAME, "h1").text == "E001"


@pytest.mark.parametrize("code", ["Q261126-A001-AAAAAAAAAAAAA", "A001", "%3Cscript%3E", "A" * 3000])
def test_a_number_that_was_guessed_tells_nothing(citizen: Citizen, desk: Desk, code: str) -> None:
    ticket(desk, "A")
    answer = httpx.get(f"{citizen.url}/so-thu-tu/{code}?lang=en", trust_env=False)
    assert answer.status_code == 404
    assert "no such queue number" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("language", ["vi", "en", "fr"])
def test_a_ticket_page_is_read_by_keyboard_on_a_narrow_phone(
    citizen: Citizen, desk: Desk, language: str
) -> None:
    ticket(desk, "B")
    code = ticket(desk, "B")
    citizen.browser.set_window_size(390, 800)
    try:
        citizen.open(f"/so-thu-tu/{code}?lang={language}")
        assert citizen.browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == language
        width = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert citizen.browser.execute_script(width) == 0
        asked = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        assert citizen.browser.execute_script(asked) == []
        assert not citizen.browser.find_elements(By.TAG_NAME, "script")
        reached = set()
        for _press in range(12):
            citizen.focused.send_keys(Keys.TAB)
            reached.add(citizen.focused.get_attribute("id"))
        assert {"again", "turn"} <= reached
    finally:
        citizen.browser.set_window_size(900, 1200)
