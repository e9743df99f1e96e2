"""Keys that are made in the browser, and the copies of them that the server keeps without being able to open one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.unit.letters.conftest import Browser
from tests.unit.letters.reference import Person, digest, lines, read, written

SAMIRA = "11111111-1111-7111-8111-111111111111"
PASSPHRASE = "le chat dort sur la commode"


def test_new_keys_are_never_the_same_and_their_publication_is_proven(browser: Browser) -> None:
    first, second = browser.makeKeys(SAMIRA), browser.makeKeys(SAMIRA)
    assert first["identity"] != second["identity"]
    assert first["signing"] != second["signing"]
    shown = browser.published(first)
    assert str(pyrage.x25519.Identity.from_str(first["identity"]).to_public()) == shown["recipient"]
    said = lines("accalmie/key/1", SAMIRA, shown["recipient"], shown["signing"])
    Ed25519PublicKey.from_public_bytes(read(shown["signing"])).verify(read(shown["proof"]), said.encode())


@pytest.mark.parametrize("method", ["passphrase", "recovery"])
def test_a_copy_is_opened_by_its_own_secret_alone_and_by_the_tools_of_age(browser: Browser, method: str) -> None:
    keys = browser.makeKeys(SAMIRA)
    secret = PASSPHRASE if method == "passphrase" else browser.newCode()
    body = browser.seal(keys, method, secret)
    assert browser.open(body, secret, SAMIRA) == keys
    assert browser.open(body, "un autre", SAMIRA) is None
    assert browser.open(body[:-2] + "AA", secret, SAMIRA) is None
    assert json.loads(pyrage.passphrase.decrypt(read(body), secret)) == keys


def test_a_copy_made_by_the_tools_of_age_is_opened_in_the_browser(browser: Browser, samira: Person) -> None:
    body = written(pyrage.passphrase.encrypt(json.dumps(samira.keys).encode(), "secret"))
    assert browser.open(body, "secret", samira.id) == samira.keys


def test_a_copy_that_holds_somebody_else_s_keys_is_refused(browser: Browser) -> None:
    body = browser.seal(browser.makeKeys("somebody else"), "recovery", "secret")
    assert browser.open(body, "secret", SAMIRA) is None


def test_a_passphrase_typed_on_another_keyboard_is_the_same(browser: Browser) -> None:
    keys = browser.makeKeys(SAMIRA)
    body = browser.seal(keys, "recovery", "e\u0301te\u0301 ")
    assert browser.open(body, "\u00e9t\u00e9", SAMIRA) == keys


def test_a_recovery_code_is_read_however_it_was_copied(browser: Browser) -> None:
    codes = {browser.newCode() for _ in range(50)}
    assert len(codes) == 50
    for code in codes:
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", code)
        printed = browser.printedCode(code)
        assert browser.typedCode(printed) == code
        assert browser.typedCode(printed.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == code
    assert browser.typedCode("ABCD-EFGH") == ""
    assert browser.typedCode("U" * 26) == ""


def test_a_copy_is_allowed_by_the_person_s_own_signature(browser: Browser, samira: Person) -> None:
    body = written(b"a copy")
    said = lines("accalmie/copy/1", samira.id, "recovery", digest(b"a copy"))
    assert browser.allowCopy(samira.keys, "recovery", body) == samira.sign(said)


@pytest.mark.skipif(not shutil.which("age"), reason="age itself is not installed here")
def test_age_itself_and_the_browser_open_one_another_s_files(browser: Browser, samira: Person, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text(f"{samira.identity}\n")
    made = browser.newThreadKey("talk", 1, {samira.id: samira.recipient}, samira.keys)
    (tmp_path / "file.age").write_bytes(read(made["entry"]["file"]))
    opened = subprocess.run(["age", "-d", "-i", key, tmp_path / "file.age"], capture_output=True, check=True)
    plain = json.loads(opened.stdout)
    assert plain["key"] == made["key"]
    sealed = subprocess.run(["age", "-r", samira.recipient], input=opened.stdout, capture_output=True, check=True)
    assert json.loads(pyrage.decrypt(sealed.stdout, [samira.identity])) == plain
