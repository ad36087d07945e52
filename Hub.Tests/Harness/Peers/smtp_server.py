"""A real mail server for tests: STARTTLS with a certificate made at run time, authentication, faults by recipient.

Usage: smtp_server.py FOLDER [PORT [tokens]]. With "tokens" it takes no password but the tokens of the file FOLDER/tokens (XOAUTH2). Writes FOLDER/cert.pem, prints "PORT n", then one JSON line for each mail.
Faults by local part of the recipient: unknown (550), busy (450 twice, then taken), hang (silent after DATA),
drop (connection cut after DATA), refused (554 after DATA).
"""
import asyncio
import base64
import json
import ssl
import subprocess
import sys
from collections import Counter

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

folder = sys.argv[1]
subprocess.run(
    ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
     "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem", "-subj", "/CN=localhost",
     "-addext", "subjectAltName=DNS:localhost"],
    check=True, capture_output=True)
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
tries = Counter()


def say(**what):
    print(json.dumps(what), flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "unknown":
            return "550 5.1.1 No such user here"
        if name == "busy":
            tries[address] += 1
            if tries[address] <= 2:
                return "450 4.2.1 Mailbox busy, try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "hang":
            say(event="hang")
            await asyncio.sleep(3600)
        if name == "drop":
            say(event="drop")
            server.transport.abort()
            return "250 never seen"
        if name == "refused":
            return "554 5.7.1 Refused by policy"
        say(event="mail", sender=envelope.mail_from, to=envelope.rcpt_tos, data=envelope.content.decode("utf-8", "replace"),
            tls=session.ssl is not None, user=getattr(session, "login", None), peer=session.peer[1])
        return "250 2.0.0 Queued as T1"


class TokenHandler(Handler):
    async def auth_XOAUTH2(self, server, args):
        answer = base64.b64decode(args[1]).decode() if len(args) > 1 else (await server.challenge_auth("")).decode()
        fields = dict(field.split("=", 1) for field in answer.split("\x01") if field)
        with open(f"{folder}/tokens") as taken:
            good = fields.get("auth", "").removeprefix("Bearer ") in taken.read().split()
        if good:
            server.session.login = fields["user"]
            return AuthResult(success=True, auth_data=fields["user"])
        await server.challenge_auth('{"status":"401","schemes":"bearer"}')
        return AuthResult(success=False, handled=False)


def authenticate(server, session, envelope, mechanism, data):
    if isinstance(data, LoginPassword) and data.login == b"hub" and data.password == b"right":
        session.login = "hub"
        return AuthResult(success=True)
    return AuthResult(success=False, handled=False)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(TokenHandler() if sys.argv[3:] == ["tokens"] else Handler(), hostname="localhost", loop=loop, tls_context=tls, require_starttls=True,
                     authenticator=authenticate, auth_required=True, auth_require_tls=True),
        "127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 0)
    print("PORT", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
