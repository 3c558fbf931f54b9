"""Every error has a sentence and an exit code, and every sentence is in every language."""

import ast
import string
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

import scanning.errors
import signing.errors
import storage.errors
from clerk_app.cli.exit_codes import ExitCode, exit_code
from clerk_app.i18n import LANGUAGES, translator
from clerk_app.workflow import errors
from clerk_app.workflow.messages import has_own_message
from resources import resource
from tests.conftest import ROOT


def concrete_errors() -> Iterator[type[BaseException]]:
    for module in (scanning.errors, signing.errors, storage.errors, errors):
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Exception) and not value.__subclasses__():
                yield value


@pytest.mark.parametrize(
    "kind", tuple(concrete_errors()), ids=lambda kind: f"{kind.__module__}.{kind.__name__}"
)
def test_every_error_has_an_exit_code_and_a_sentence(kind: type[BaseException]) -> None:
    error = kind.__new__(kind)
    if exit_code(error) is not ExitCode.BUG:
        assert has_own_message(kind), kind


def sentences() -> set[str]:
    """Return every sentence of `clerk_app` that is marked for translation."""
    found = set()
    for file in (ROOT / "clerk_app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name | ast.Attribute)
                and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr)
                in {"later", "translate"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            ):
                found.add(node.args[0].value)
    return found


def catalogue(language: str) -> dict[str, str]:
    with resource("translations", f"{language}.po").open("rb") as source:
        return {str(entry.id): str(entry.string) for entry in read_po(source) if entry.id}


def placeholders(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_every_sentence_is_translated_with_its_placeholders(language: str) -> None:
    known = catalogue(language)
    missing = sorted(sentence for sentence in sentences() if not known.get(sentence))
    assert missing == []
    for sentence in sentences():
        assert placeholders(known[sentence]) == placeholders(sentence), sentence


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_the_catalogue_holds_nothing_that_nobody_says(language: str) -> None:
    assert sorted(set(catalogue(language)) - sentences()) == []


def test_a_translator_speaks_its_language() -> None:
    assert translator("vi")("Stopped.") != "Stopped."
    assert translator("en")("Stopped.") == "Stopped."
