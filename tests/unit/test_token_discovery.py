"""Drivers of tokens are found by the names of their makers, each once."""

from pathlib import Path

from signing.keys.token.discover import KNOWN_MODULES, discovered


def test_known_drivers_are_found_wherever_makers_put_them_and_each_once(tmp_path: Path) -> None:
    deep = tmp_path / "viettel" / "lib"
    deep.mkdir(parents=True)
    (deep / "viettel-ca_v6.so").touch()
    (tmp_path / "libeToken.so").touch()
    (tmp_path / "alias").mkdir()
    (tmp_path / "alias" / "libeToken.so").symlink_to(tmp_path / "libeToken.so")
    (tmp_path / "libother.so").touch()
    found = discovered([str(tmp_path), str(tmp_path / "missing")])
    assert [each.name for each in found] == ["libeToken.so", "viettel-ca_v6.so"]
    assert {each.name for each in found} <= set(KNOWN_MODULES)
