"""An OpenID Connect provider on this computer: signs tokens of an invented person with a key of its own."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, APP = "adresat", "adresat-phone"
PERSON = {"sub": "1000299353", "family_name": "Выдуманная", "given_name": "Анна", "middle_name": "Сергеевна"}


class Issuer:
    """What it says is in ``claims``; ``codes`` maps a code it gave to the nonce it was asked with."""

    def __init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.claims: dict[str, Any] = dict(PERSON)
        self.codes: dict[str, str] = {}
        self.seen: list[dict[str, list[str]]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def token(self, audience: str = CLIENT, key: RSAKey | None = None, **claims: Any) -> str:
        """An ID token."""
        said = {"iss": self.url, "aud": audience, "iat": int(time.time()), "exp": int(time.time()) + 300}
        return jwt.encode({"alg": "RS256", "kid": "one"}, said | self.claims | claims, key or self.key)

    def answer(self, path: str, body: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            return 200, {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
                "userinfo_endpoint": f"{self.url}/me",
                "id_token_signing_alg_values_supported": ["RS256"],
            }
        if path == "/keys":
            return 200, {"keys": [self.key.as_dict(private=False)]}
        self.seen.append(body)
        nonce = self.codes.pop(body.get("code", [""])[0], None)
        if path != "/token" or nonce is None or not body.get("code_verifier"):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token(nonce=nonce)}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                status, said = issuer.answer(self.path, parse_qs(self.rfile.read(length).decode()))
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_args: Any) -> None:
                pass

        return Handler
