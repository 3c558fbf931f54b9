"""Whether the papers of a dossier speak of the person who applies: cards, pages and what was typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from clerk_app.workflow.desk import Desk
from clerk_app.workflow.rights import Right, require
from scanning.extract.citizen_card import CardDoubt, CitizenCard, doubts, read_card
from scanning.extract.model import FieldName
from scanning.extract.people import PersonRead, differences, find_people
from scanning.ocr.record import words_from_bytes
from storage.model import DossierCode, Page, Person


class Witness(StrEnum):
    """What says something else than the page does."""

    CARD = "card"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something about a person is said in two ways; values never appear in a repr.

    Attributes:
        component: the paper, and `page` its page, from 1, that says `read`.
        witness: who says `expected`.
        name: what is said of the person.
    """

    component: str
    page: int
    witness: Witness
    name: FieldName
    expected: str = field(repr=False)
    read: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class DoubtfulPerson:
    """A card, or a page, that contradicts itself about a person."""

    component: str
    page: int
    doubts: tuple[CardDoubt, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What does not fit together."""

    mismatches: tuple[Mismatch, ...]
    doubtful: tuple[DoubtfulPerson, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    page: Page
    cards: tuple[CitizenCard, ...]
    people: tuple[PersonRead, ...]


def identity(desk: Desk, code: DossierCode) -> Identity:
    """Return where cards, pages and the application say different things of one person.

    Only who is alike is compared: a child or a witness on the same page is somebody else.

    Raises:
        RightMissing, UnknownDossier.
    """
    require(desk.actor, Right.READ)
    with desk.storage.unit_of_work(read_only=True) as work:
        applicant, pages = work.dossiers.get(code).applicant, work.pages.of(code)
    seen = [_seen(desk, page) for page in pages]
    cards = [card for each in seen for card in each.cards]
    mismatches = [
        *(_told(Witness.APPLICATION, _typed(applicant), each) for each in seen),
        *(_told(Witness.CARD, card, each) for card in cards for each in seen),
        *(_cards_against(applicant, each) for each in seen),
    ]
    unique = dict.fromkeys(mismatch for several in mismatches for mismatch in several)
    return Identity(tuple(unique), tuple(_doubtful(desk, seen)))


def _seen(desk: Desk, page: Page) -> _Seen:
    texts = page.findings.get("cards")
    cards = [read_card(str(text)) for text in texts] if isinstance(texts, list) else []
    words = words_from_bytes(desk.storage.contents.path(page.words).read_bytes()) if page.words else ()
    return _Seen(page, tuple(card for card in cards if card), find_people(words, page=page.number))


def _typed(person: Person) -> CitizenCard:
    """Return what was typed at the counter, to be compared as a card is."""
    return CitizenCard(person.id_number, "", person.full_name, None, None, person.address, None)


def _told(witness: Witness, card: CitizenCard, seen: _Seen) -> list[Mismatch]:
    return [
        Mismatch(seen.page.component, seen.page.number, witness, each.name, each.on_card, each.read.value)
        for each in differences(card, seen.people)
    ]


def _cards_against(applicant: Person, seen: _Seen) -> list[Mismatch]:
    """Return what a card of the applicant says otherwise than was typed."""
    found = []
    for card in seen.cards:
        same_id, same_name = (
            _same(card.id_number, applicant.id_number),
            _same(card.full_name, applicant.full_name),
        )
        pairs = (
            (FieldName.ID_NUMBER, applicant.id_number, card.id_number, same_name and not same_id),
            (FieldName.FULL_NAME, applicant.full_name, card.full_name, same_id and not same_name),
        )
        found += [
            Mismatch(seen.page.component, seen.page.number, Witness.APPLICATION, name, typed, on_card)
            for name, typed, on_card, differs in pairs
            if differs
        ]
    return found


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _doubtful(desk: Desk, seen: Sequence[_Seen]) -> Iterator[DoubtfulPerson]:
    today = desk.clock.now().date()
    for each in seen:
        for found in (
            *(doubts(card, today) for card in each.cards),
            *(person.doubts() for person in each.people),
        ):
            if found:
                yield DoubtfulPerson(each.page.component, each.page.number, found)
