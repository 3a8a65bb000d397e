"""A time-stamp authority for the tests, with openssl behind it, and all the ways one can be wrong.

    authority.py make DIR              makes the certificates: ca.pem, other-ca.pem, tsa.pem, ...
    authority.py reply DIR SCENARIO    reads a query from standard input, writes a reply
    authority.py token DIR SCENARIO    the same, the token alone
    authority.py serve DIR             answers on 127.0.0.1 under /SCENARIO; prints its port, ends
                                       when standard input is closed
"""
import hashlib
import http.server
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time

USAGES = {
    "tsa": "critical,timeStamping",
    "no-eku": None,
    "soft-eku": "timeStamping",
    "extra-eku": "critical,timeStamping,emailProtection",
    "expired": "critical,timeStamping",
    "stranger": "critical,timeStamping",
}


def run(*arguments, data=None):
    return subprocess.run(
        ["openssl", *map(str, arguments)], input=data, check=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout


def make(folder):
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    for name in ["ca", "other-ca"]:
        run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem", "-days", "3650",
            "-subj", f"/O=Meridian Zeitdienst/CN=Root {name}",
            "-addext", "basicConstraints=critical,CA:TRUE",
            "-addext", "keyUsage=critical,keyCertSign,cRLSign")
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("1001\n")
    for name, usage in USAGES.items():
        issuer = "other-ca" if name == "stranger" else "ca"
        run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.csr",
            "-subj", f"/O=Meridian Zeitdienst/CN=Stamp {name}")
        config = folder / f"{name}.cnf"
        config.write_text(
            f"[ca]\ndefault_ca=c\n[c]\nnew_certs_dir={folder}\ndatabase={folder}/index.txt\n"
            f"serial={folder}/serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\n"
            "x509_extensions=x\n[p]\norganizationName=optional\ncommonName=optional\n[x]\n"
            "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
            "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
            + (f"extendedKeyUsage={usage}\n" if usage else ""))
        dates = (["20200101000000Z", "20210101000000Z"] if name == "expired"
                 else ["20200101000000Z", "20450101000000Z"])
        run("ca", "-batch", "-notext", "-config", config, "-in", folder / f"{name}.csr",
            "-out", folder / f"{name}.pem", "-cert", folder / f"{issuer}.pem",
            "-keyfile", folder / f"{issuer}.key", "-startdate", dates[0], "-enddate", dates[1])
    (folder / "tsa.cnf").write_text(
        f"[tsa]\ndefault_tsa=t\n[t]\ndir={folder}\nserial={folder}/stamp-serial\n"
        "crypto_device=builtin\nsigner_digest=sha256\ndefault_policy=1.3.6.1.4.1.99999.1\n"
        "digests=sha256,sha384,sha512\naccuracy=secs:1\nordering=no\ntsa_name=no\n"
        "ess_cert_id_chain=no\ness_cert_id_alg=sha256\n")
    (folder / "stamp-serial").write_text("01\n")


def element(tag, content):
    length = len(content)
    if length < 128:
        return bytes([tag, length]) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + content


def inside(data):
    """The elements within the first element of data, whole."""
    def size(at):
        first = data[at + 1]
        if first < 128:
            return 2, first
        return 2 + (first & 127), int.from_bytes(data[at + 2:at + 2 + (first & 127)], "big")
    head, length = size(0)
    at, end, found = head, head + length, []
    while at < end:
        inner, content = size(at)
        found.append(data[at:at + inner + content])
        at += inner + content
    return found


def statement(query, scenario):
    """TSTInfo for a query, wrong in the way of the scenario."""
    _, imprint, nonce = inside(query)[:3]
    sha1 = element(0x30, bytes.fromhex("06052b0e03021a") + b"\x05\x00")
    if scenario == "sha1-imprint":
        imprint = element(0x30, sha1 + element(4, hashlib.sha1(b"stamp me").digest()))
    if scenario == "wrong-imprint":
        imprint = inside(imprint)[0] + element(4, hashlib.sha256(b"other data").digest())
        imprint = element(0x30, imprint)
    if scenario == "wrong-nonce":
        nonce = element(2, b"\x11" * 16)
    when = {"early": 946684800 + 86400 * 7600, "future": 2208988800}.get(scenario, time.time())
    text = time.strftime("%Y%m%d%H%M%SZ", time.gmtime(when)).encode()
    body = [element(2, b"\x01"), element(6, bytes.fromhex("2b0601040186 8d1f01".replace(" ", ""))),
            imprint, element(2, b"\x2a"), element(0x18, text), element(0x30, element(2, b"\x01"))]
    if scenario != "no-nonce":
        body.append(nonce)
    return element(0x30, b"".join(body))


def token(folder, scenario, query):
    folder = pathlib.Path(folder)
    name = scenario if scenario in USAGES else "tsa"
    with tempfile.TemporaryDirectory() as scratch:
        content = pathlib.Path(scratch) / "content"
        content.write_bytes(statement(query, scenario))
        made = run(
            "cms", "-sign", "-binary", "-nodetach", "-nosmimecap", "-outform", "DER",
            "-econtent_type", "1.2.840.113549.1.9.16.1.4",
            *(["-cades"] if scenario != "no-binding" else []),
            *(["-nocerts"] if scenario == "no-certificate" else []),
            "-md", "sha1" if scenario == "sha1-signature" else "sha256",
            "-signer", folder / f"{name}.pem", "-inkey", folder / f"{name}.key", "-in", content)
    if scenario == "trailing":
        made += b"\x00\x00"
    if scenario == "altered-time":
        at = made.index(b"\x18\x0f20")
        made = made[:at + 4] + b"19" + made[at + 6:]
    return made


def reply(folder, scenario, query):
    if scenario == "good":
        with tempfile.TemporaryDirectory() as scratch:
            question = pathlib.Path(scratch) / "query"
            question.write_bytes(query)
            folder = pathlib.Path(folder)
            return run("ts", "-reply", "-config", folder / "tsa.cnf", "-queryfile", question,
                       "-signer", folder / "tsa.pem", "-inkey", folder / "tsa.key")
    if scenario == "rejection":
        words = element(0x30, element(0x0C, "the hall is closed \x1b[31mtoday".encode()))
        return element(0x30, element(0x30, element(2, b"\x02") + words))
    if scenario == "reply-trailing":
        return reply(folder, "good", query) + b"more"
    granted = element(0x30, element(2, b"\x00"))
    return element(0x30, granted + token(folder, scenario, query))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        query = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        scenario = self.path.strip("/")
        if scenario == "hang":
            time.sleep(300)
            return
        if scenario == "reset":
            self.connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if scenario == "flood":
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                for _ in range(1 << 14):
                    self.wfile.write(b"\x30" * (1 << 16))
            except OSError:
                pass
            self.close_connection = True
            return
        kind, status, body, extra = "application/timestamp-reply", 200, b"", {}
        if scenario == "404":
            status, kind, body = 404, "text/html", b"<h1>no such page</h1>"
        elif scenario == "html":
            kind, body = "text/html; charset=utf-8", b"<!DOCTYPE html><p>please sign in</p>"
        elif scenario == "redirect":
            status, extra = 302, {"Location": "file:///etc/hostname"}
        elif scenario == "empty":
            body = b""
        else:
            body = reply(self.server.folder, scenario, query)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in extra.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.folder = folder
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    command, folder = sys.argv[1:3]
    if command == "make":
        make(folder)
    elif command == "serve":
        serve(folder)
    else:
        answer = {"reply": reply, "token": token}[command]
        sys.stdout.buffer.write(answer(folder, sys.argv[3], sys.stdin.buffer.read()))
