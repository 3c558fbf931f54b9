"""A site installs the roots it trusts as files."""

from pathlib import Path

import pytest

from clerk_app.i18n import translator
from clerk_app.paths import Home
from clerk_app.workflow.errors import UnknownRoot
from clerk_app.workflow.messages import message_for
from clerk_app.workflow.trust_roots import add_roots, remove_root, trusted_roots
from signing.demonstration import DemonstrationAuthority
from signing.errors import UnreadableRoot
from signing.trust import load
from tests.desks import desk_in


def test_roots_in_the_home_are_trusted_and_the_demonstration_stays_apart(
    authority: DemonstrationAuthority, tmp_path: Path
) -> None:
    home = Home(tmp_path / "clerk")
    home.trust.mkdir(parents=True)
    root = authority.certificate("root")
    (home.trust / "national.crt").write_bytes(root)
    (home.trust / "README").write_text("not a certificate, and not read")
    with desk_in(home.root) as (desk, _embedded):
        trusted = desk.trust()
    assert trusted.roots == (root,)
    assert len(trusted.demonstration_roots) == 1
    assert not trusted.is_demonstration(root)


def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.pem").write_text("nothing")
    with pytest.raises(UnreadableRoot) as caught:
        load([tmp_path])
    assert "broken.pem" in str(message_for(caught.value, translator("en")))


def test_a_root_is_added_listed_and_taken_away_and_the_audit_knows(
    authority: DemonstrationAuthority, tmp_path: Path
) -> None:
    file = tmp_path / "root.der"
    file.write_bytes(authority.certificate("root"))
    with desk_in(tmp_path / "home") as (desk, _embedded):
        (added,) = add_roots(desk, file)
        assert [each.fingerprint for each in trusted_roots(desk)] == [added.fingerprint]
        assert add_roots(desk, file) == (added,)
        remove_root(desk, added.fingerprint)
        assert trusted_roots(desk) == ()
        with pytest.raises(UnknownRoot):
            remove_root(desk, added.fingerprint)
        with desk.storage.unit_of_work(read_only=True) as work:
            steps = [entry.step for entry in work.audit.of("")]
    assert steps == ["root_added", "root_added", "root_removed"]
