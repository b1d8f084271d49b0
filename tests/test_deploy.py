"""The deploy guide's files: what they name exists, and nginx takes its file and does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from cli.__main__ import lontar

FILES = Path(__file__).parent.parent / "docs" / "deploy"
ROOT = FILES.parent.parent


def commands() -> list[str]:
    texts = [path.read_text("utf-8") for path in FILES.iterdir()]
    found = [line for text in texts for line in re.findall(r"^ExecStart=\S+/(lontar .*)$", text, re.MULTILINE)]
    entry = re.search(r"^ENTRYPOINT (\[.*\])$", (FILES / "Containerfile").read_text("utf-8"), re.MULTILINE)
    assert entry is not None
    return [*found, " ".join(yaml.safe_load(entry[1]))]


@pytest.mark.parametrize("line", commands())
def test_units_and_container_run_commands_that_exist(line):
    name, *arguments = shlex.split(line)[1:]
    context = lontar.commands[name].make_context(name, arguments, resilient_parsing=False)
    assert context.params


def test_units_are_whole():
    for path in FILES.glob("lontar-*"):
        sections = re.findall(r"^\[(\w+)\]$", path.read_text("utf-8"), re.MULTILINE)
        assert sections[0] == "Unit" and sections[1] in ("Service", "Timer"), path.name
        lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith(("[", "#"))]
        assert all(re.match(r"[A-Z]\w+=", line) for line in lines), path.name


def test_the_container_copies_what_the_package_is_made_of():
    text = (FILES / "Containerfile").read_text("utf-8")
    copied = {name for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for name in line.split()[:-1]}
    assert all((ROOT / name).exists() for name in copied)
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench", "docs"}
    assert packages | {"datasette-metadata.yaml"} <= copied and len(packages) > 5
    assert re.search(r"^USER (?!root)", text, re.MULTILINE)


def test_the_guide_names_every_file():
    guide = (FILES.parent / "deploy.md").read_text("utf-8")
    assert all(f"(deploy/{path.name})" in guide for path in FILES.iterdir())
    assert yaml.safe_load((FILES / "litestream.yml").read_text("utf-8"))["dbs"][0]["path"].endswith("archive.db")


# ---- with Debian's nginx, where it is installed ----

needs_nginx = pytest.mark.skipif(not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx is not here")


class Lontar(BaseHTTPRequestHandler):
    """Says what reaches it, and how often it was asked."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        status = 404 if self.path.startswith("/gone") else 200
        names = ("host", "x-forwarded-proto", "accept-language", "cookie")
        body = " ".join(f"{name}={self.headers.get(name, '')}" for name in names).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Cookie, Accept-Language")
        self.send_header("Cache-Control", "max-age=5")
        if "lang=" in self.path:
            self.send_header("Set-Cookie", "lang=en")
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Stay silent."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def front(tmp_path):
    """Nginx with the guide's file before a server; give its port for TLS and the configuration."""
    behind = ThreadingHTTPServer(("127.0.0.1", 0), Lontar)
    threading.Thread(target=behind.serve_forever, daemon=True).start()
    plain, secure = free_port(), free_port()
    certificate = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=arsip.example.org",
                   "-days", "2", "-keyout", f"{tmp_path}/privkey.pem", "-out", f"{tmp_path}/fullchain.pem"]  # fmt: skip
    subprocess.run(certificate, check=True, capture_output=True)
    text = (FILES / "nginx.conf").read_text("utf-8")
    text = text.replace("/etc/letsencrypt/live/arsip.example.org", str(tmp_path))
    text = text.replace("/var/cache/nginx/lontar", str(tmp_path / "cache"))
    text = text.replace("127.0.0.1:8002", f"127.0.0.1:{behind.server_port}")
    text = text.replace("listen 80", f"listen 127.0.0.1:{plain}").replace("listen 443", f"listen 127.0.0.1:{secure}")
    (tmp_path / "site.conf").write_text(text, "utf-8")
    folders = "".join(f"{kind}_temp_path {tmp_path / kind};\n" for kind in
                      ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    main = tmp_path / "nginx.conf"
    main.write_text(
        f"daemon off; master_process off; pid {tmp_path / 'pid'}; error_log {tmp_path / 'error.log'};\n"
        f"events {{}}\nhttp {{ access_log off;\n{folders}include {tmp_path / 'site.conf'}; }}\n", "utf-8",
    )  # fmt: skip
    Lontar.asked = 0
    process = None
    try:
        tested = subprocess.run(["nginx", "-t", "-c", str(main)], capture_output=True, text=True, check=False)
        assert tested.returncode == 0, tested.stderr
        process = subprocess.Popen(["nginx", "-c", str(main)], stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", secure), timeout=5).close()
                break
            except OSError:
                time.sleep(0.1)
        yield secure
    finally:
        if process is not None:
            process.terminate()
            process.wait(60)
        behind.shutdown()
        behind.server_close()


def ask(port: int, path: str, *options: str) -> tuple[str, str]:
    """Ask with curl, as a browser that knows the name; give status and headers, and the body."""
    command = ["curl", "-sk", "-i", "--http1.1", "--resolve", f"arsip.example.org:{port}:127.0.0.1", *options,
               f"https://arsip.example.org:{port}{path}"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    head, _, body = done.stdout.replace("\r", "").partition("\n\n")
    return head, body


@needs_nginx
@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("curl"), reason="needs curl")
def test_nginx_keeps_answers_by_language_and_limits_readers(front):
    head, body = ask(front, "/a", "-H", "Accept-Language: ms,en;q=0.8,id;q=0.5")
    assert " 200" in head.split("\n")[0] and "strict-transport-security" in head.lower()
    assert body == "host=arsip.example.org x-forwarded-proto=https accept-language=en cookie="
    assert ask(front, "/a", "-H", "Accept-Language: en-GB,en", "-H", "Cookie: x=1")[1] == body and Lontar.asked == 1
    assert "accept-language=id" in ask(front, "/a", "-H", "Accept-Language: id,en;q=0.5")[1] and Lontar.asked == 2
    assert "accept-language=id" in ask(front, "/a", "-H", "Accept-Language: en", "-H", "Cookie: lang=id")[1]
    assert Lontar.asked == 2
    assert all("set-cookie" in ask(front, "/a?lang=en")[0].lower() for _ in range(2)) and Lontar.asked == 4
    assert " 404" in ask(front, "/gone")[0] and " 403" in ask(front, "/a", "-X", "POST", "-d", "x")[0]
    assert ask(front, "/a", "-H", "Host: evil.example")[0] == "", "another name gets no answer"
    assert all(" 200" in ask(front, path)[0].split("\n")[0] for path in ("/-/data", "/-/data/x.zip"))
    assert "429" in reader_in_a_hurry(front)


def reader_in_a_hurry(port: int) -> set[str]:
    """Ask two hundred times as fast as can be; give the statuses."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    found = set()
    plain = socket.create_connection(("127.0.0.1", port), 60)
    with context.wrap_socket(plain, server_hostname="arsip.example.org") as tls:
        for number in range(200):
            tls.sendall(f"HEAD /many/{number} HTTP/1.1\r\nHost: arsip.example.org\r\n\r\n".encode())
            found.add(tls.recv(4096).split(b" ", 2)[1].decode())
    return found
