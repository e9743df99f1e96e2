"""Let wapiti, a scanner for vulnerable web sites, loose on the demo: as a visitor, and as a patient who is signed in.

It comes into a virtual environment of its own under var/, since no site needs it. The demo runs on a copy that
disappears, over TLS, so that cookies and headers are those of a real site. Each finding is printed; ends with 1 when
one is more than informational.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.cookiejar import CookieJar
from ipaddress import ip_address
from pathlib import Path
from ssl import create_default_context
from typing import Any
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPSHandler, OpenerDirector, ProxyHandler, build_opener

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from accalmie.foundation import clock  # noqa: E402
from tests.journeys.person import PASSWORD  # noqa: E402 - what everybody of the demo signs in with
from tests.journeys.site import Site, environment_of, free_port, prepared, wait_for  # noqa: E402

FOLDER = HOUSE / "var" / "wapiti"
REPORT = HOUSE / "reports" / "wapiti.json"
VERSION = "3.2.3"
HOST = "127.0.0.1"
MODULES = (
    "backup,brute_login_form,buster,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,"
    "permanentxss,redirect,shellshock,spring4shell,sql,timesql,upload,xss"
)
"""All but those that ask another machine (ssrf, xxe, log4shell, takeover), load lists of other people's software (cms,
htp, nikto, wapp, wp_enum, network_device), or look at the certificate and at port 80, which are a site's own (ssl,
https_redirect). Nor ldap: no part of this asks a directory, and by comparing pages it takes the way back in the links
of languages and of talking, in which the address stands encoded twice, for the answer of one."""
WSGI = "accalmie.site.wsgi:application"
LEFT_ALONE = ("/sign-out/*", "/leave/*", "/my-rights/erase/*", "/settings/password/*", "/settings/security/*")
"""After these the scanner would no longer be signed in, or the patient not be there."""
LEFT_TO_VISITORS = ("/sign-up/*",)
"""Where somebody who is signed in would go on as somebody new."""
PATIENT, PAGE_OF_THEIRS = "therese", "/today/"
SCAN_SECONDS, ATTACK_SECONDS = (int(os.environ.get(name, most)) for name, most in (
    ("WAPITI_SCAN_SECONDS", "240"), ("WAPITI_ATTACK_SECONDS", "60")
))  # fmt: skip
"""The longest time for finding pages, and for each module."""


@dataclass(frozen=True)
class Scan:
    """What wapiti found as one person. `pages`: addresses that it attacked; `cut_short`: modules
    that had not tried everything when their time was over."""

    who: str
    pages: int
    cut_short: list[str]
    vulnerabilities: list[dict[str, Any]]
    anomalies: list[dict[str, Any]]

    @property
    def grave(self) -> list[dict[str, Any]]:
        """What is more than informational."""
        return [one for one in (*self.vulnerabilities, *self.anomalies) if one["level"]]


def scanner() -> Path:
    """The program, installed when it is not there."""
    program = FOLDER / "venv" / "bin" / "wapiti"
    if not program.exists():
        venv.create(program.parents[1], with_pip=True)
        pip = [str(program.with_name("python")), "-m", "pip", "install", "--quiet", f"wapiti3=={VERSION}"]
        if subprocess.run(pip, check=False).returncode:
            sys.exit("wapiti could not be installed: nobody scanned anything.")
    return program


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine that nobody else trusts, for an hour, and its key."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = clock.wall()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(Encoding.PEM))
    files[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return files


@contextmanager
def serving_over_tls(clinic: Path, data: Path) -> Iterator[Site]:
    """The demo as `accalmie serve` serves it, with TLS that on a site a proxy before it ends."""
    shutil.copytree(clinic, data)
    trusted, key = certificate(data)
    site = Site(f"https://{HOST}:{free_port()}", data)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1"),
        *("--host", HOST, "--port", str(urlsplit(site.address).port), "--log-level", "warning"),
        *("--ssl-certificate", str(trusted), "--ssl-keyfile", str(key), WSGI),
    ]
    environment = environment_of(data) | {"ACCALMIE_HTTPS": "1"}
    with (data / "log").open("wb") as log, subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server:
        try:
            wait_for(f"{site.address}/help/", server, data / "log", trusting=trusted)
            yield site
        finally:
            server.terminate()


def browser(site: Site) -> tuple[OpenerDirector, CookieJar]:
    """Somebody's cookies, their trust in the site's certificate, and no proxy to our own machine."""
    jar, trust = CookieJar(), create_default_context(cafile=site.data / "certificate.pem")
    opener = build_opener(ProxyHandler({}), HTTPSHandler(context=trust), HTTPCookieProcessor(jar))
    opener.addheaders = [("Referer", f"{site.address}/")]  # over TLS a form is believed from a page of ours only
    return opener, jar


def signed_in(site: Site, name: str) -> dict[str, str]:
    """The cookies of somebody who signed in with their password."""
    opener, jar = browser(site)
    page = opener.open(f"{site.address}/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token, "the page for signing in has no token"
    form = {"username": name, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    opener.open(f"{site.address}/sign-in/", urlencode(form).encode())
    cookies = {cookie.name: cookie.value or "" for cookie in jar}
    assert is_signed_in(site, cookies), f"{name} could not sign in"
    return cookies


def is_signed_in(site: Site, cookies: dict[str, str]) -> bool:
    """Whether these cookies open a page of the person's own."""
    opener, _jar = browser(site)
    opener.addheaders = [("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))]
    arrived: str = opener.open(f"{site.address}{PAGE_OF_THEIRS}").url
    return urlsplit(arrived).path == PAGE_OF_THEIRS


def scan(program: Path, site: Site, who: str, cookies: dict[str, str]) -> Scan:
    """One scan, from the front door and the page of the day on."""
    folder = Path(tempfile.mkdtemp(prefix=f"{who}-", dir=FOLDER))
    report = folder / "report.json"
    starts = ["/", "/help/", "/sign-in/", "/sign-up/", "/talk/", *([PAGE_OF_THEIRS, "/exercises/"] if cookies else [])]
    left = (*LEFT_ALONE, *(LEFT_TO_VISITORS if cookies else ()))
    command = [
        *(str(program), "--url", f"{site.address}/", "--scope", "domain", "--module", MODULES),
        *("--store-session", str(folder / "session"), "--store-config", str(folder / "config")),
        *("--format", "json", "--output", str(report), "--no-bugreport", "--flush-session", "--verbose", "1"),
        *("--max-scan-time", str(SCAN_SECONDS), "--max-attack-time", str(ATTACK_SECONDS), "--tasks", "2"),
        # Each page has a new token, so each form would be a new form for ever; and nobody else's machine is asked.
        *("--scan-force", "paranoid", "--dns-endpoint", "localhost"),
        *(word for start in starts for word in ("--start", site.address + start)),
        *(word for path in left for word in ("--exclude", site.address + path)),
        *(word for name in ("csrfmiddlewaretoken", "_of", "id") for word in ("--skip", name)),
        *(_cookie_file(folder, site, cookies) if cookies else ()),
    ]
    with (folder / "log").open("wb") as log:
        done = subprocess.run(command, stdout=log, stderr=log, check=False, env=os.environ | {"NO_PROXY": "*"})
    if done.returncode or not report.exists():
        sys.exit(f"wapiti ended with {done.returncode}: see {folder / 'log'}")
    return _read(who, json.loads(report.read_text("utf-8")), (folder / "log").read_text("utf-8", "replace"))


def _cookie_file(folder: Path, site: Site, cookies: dict[str, str]) -> tuple[str, str]:
    """The cookies in wapiti's own format."""
    more = {"expires": None, "secure": True, "port": None, "version": 0}
    given = {name: more | {"value": value} for name, value in cookies.items()}
    file = folder / "cookies.json"
    file.write_text(json.dumps({urlsplit(site.address).hostname: {"/": given}}), "utf-8")
    return "--cookie", str(file)


def _read(who: str, said: dict[str, Any], log: str) -> Scan:
    """What stands in a report, findings by their kind, and in the log."""
    return Scan(
        who=who,
        pages=int(said["infos"].get("crawled_pages_nbr", 0)),
        cut_short=re.findall(r"Max attack time was reached for module (\w+)", log),
        vulnerabilities=_flat(said["vulnerabilities"]),
        anomalies=_flat(said["anomalies"]),
    )


def _flat(kinds: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [one | {"name": name} for name, found in kinds.items() for one in found]


def tell(done: Scan) -> None:
    """Each finding, and what it means here."""
    print(f"\nAs a {done.who}: {done.pages} pages found and attacked.", flush=True)
    if done.cut_short:
        print(f"  Not finished in {ATTACK_SECONDS} seconds each: {', '.join(done.cut_short)}.")
    for kind, found in (("vulnerability", done.vulnerabilities), ("anomaly", done.anomalies)):
        for one in found:
            weight = f"LEVEL {one['level']}" if one["level"] else "informational"
            print(
                f"  {kind}: {one['name']}: {one['method']} {one['path']} {one['parameter']}: {one['info']} ({weight})"
            )


def scans(program: Path, clinic: Path) -> list[Scan]:
    """The site anew for each: whoever was tried too often has to wait."""
    found = []
    for who in ("visitor", "patient"):
        with tempfile.TemporaryDirectory() as folder, serving_over_tls(clinic, Path(folder) / "site") as site:
            cookies = signed_in(site, PATIENT) if who == "patient" else {}
            found.append(scan(program, site, who, cookies))
            if cookies and not is_signed_in(site, cookies):
                print("The patient was no longer signed in at the end: what was scanned last was scanned as a visitor.")
        tell(found[-1])
    return found


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    program = scanner()
    with tempfile.TemporaryDirectory() as folder:
        found = scans(program, prepared(Path(folder)))
    figures = {
        "wapiti_vulnerabilities": sum(bool(one["level"]) for scan in found for one in scan.vulnerabilities),
        "wapiti_anomalies": sum(len(scan.anomalies) for scan in found),
        "wapiti_grave": sum(len(scan.grave) for scan in found),
        "wapiti_pages": sum(scan.pages for scan in found),
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", "utf-8")
    print("\n" + "\n".join(f"{name:<28} {figure:>14}" for name, figure in figures.items()))
    raise SystemExit(bool(figures["wapiti_grave"]))


if __name__ == "__main__":
    main()
