"""An identity provider of our own, in this process: keys made in the test, each answer bent at will."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

ISSUER = "https://idp.example/api/v2"
CLIENT = "copil-marne"
SECRET = "un secret bien gardé"
_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_EC = ec.generate_private_key(ec.SECP256R1())

Bend = Callable[[dict[str, Any]], dict[str, Any]]


def unbent(claims: dict[str, Any]) -> dict[str, Any]:
    return claims


@dataclass
class Idp:
    """What the provider knows, and what the test makes it say wrong."""

    algorithm: str = "RS256"
    signed_userinfo: bool = False
    kid: str = "first"
    copies: int = 1
    person: dict[str, Any] = field(default_factory=dict)
    bend_token: Bend = unbent
    bend_userinfo: Bend = unbent
    signer: Any = None
    forged_algorithm: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def key(self) -> Any:
        return _RSA if self.algorithm == "RS256" else _EC

    def authorize(self, address: str) -> str:
        """Log the person in and return the address that the browser is sent back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state'], 'iss': ISSUER})}"

    def get(self, url: str, *, headers: dict[str, str], **_: Any) -> bytes:
        """Answer what ``outbound.get`` asks."""
        self.asked.append(urlsplit(url).path)
        match urlsplit(url).path.rpartition("/")[2]:
            case "openid-configuration":
                return json.dumps(self.discovery()).encode()
            case "jwks":
                return json.dumps({"keys": [self.public()] * self.copies}).encode()
            case _:
                assert headers["Authorization"] == "Bearer an access token"
                return self.userinfo()

    def post(self, url: str, *, body: bytes, headers: dict[str, str], **_: Any) -> bytes:
        """Answer what ``outbound.post`` asks: a code serves once, with its secret."""
        from_client = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        asked = self.codes.pop(from_client["code"], None)
        digest = hashlib.sha256(from_client["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        good = asked and asked["code_challenge"] == challenge and from_client["client_secret"] == SECRET
        if not asked or not good:
            return json.dumps({"error": "invalid_grant"}).encode()
        token = self.token(self.bend_token(self.claims() | {"nonce": asked["nonce"], "acr": "eidas1"}))
        return json.dumps({"access_token": "an access token", "id_token": token}).encode()

    def discovery(self) -> dict[str, Any]:
        """Say where everything is."""
        ends = {
            "authorization": "authorize",
            "token": "token",
            "userinfo": "userinfo",
            "end_session": "logout",
        }
        return {
            "issuer": ISSUER,
            "jwks_uri": f"{ISSUER}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **{f"{name}_endpoint": f"{ISSUER}/{path}" for name, path in ends.items()},
        }

    def public(self) -> dict[str, Any]:
        """Return the published key."""
        known = RSAAlgorithm if self.algorithm == "RS256" else ECAlgorithm
        key: dict[str, Any] = known.to_jwk(self.key.public_key(), as_dict=True)
        return {**key, "kid": self.kid, "use": "sig", "alg": self.algorithm}

    def claims(self) -> dict[str, Any]:
        """Return what any token says."""
        now = int(time.time())
        return {"iss": ISSUER, "aud": CLIENT, "sub": self.person["sub"], "iat": now, "exp": now + 300}

    def userinfo(self) -> bytes:
        """Say who the person is, in a signed token or not."""
        said = self.bend_userinfo({**self.person})
        return (
            self.token(self.claims() | said).encode() if self.signed_userinfo else json.dumps(said).encode()
        )

    def token(self, claims: dict[str, Any]) -> str:
        """Sign claims, or forge their signature."""
        algorithm = self.forged_algorithm or self.algorithm
        headers = {"kid": self.kid}
        if algorithm == "HS256":  # the public key taken for a secret: PyJWT itself would refuse to
            return _hs256(claims, headers, json.dumps(self.public()).encode())
        key: Any = "" if algorithm == "none" else self.signer or self.key
        return jwt.encode(claims, key, algorithm=algorithm, headers=headers)


def _hs256(claims: dict[str, Any], headers: dict[str, str], secret: bytes) -> str:
    parts = [json.dumps({**headers, "alg": "HS256", "typ": "JWT"}), json.dumps(claims)]
    said = b".".join(base64.urlsafe_b64encode(one.encode()).rstrip(b"=") for one in parts)
    signature = hmac.new(secret, said, hashlib.sha256).digest()
    return (said + b"." + base64.urlsafe_b64encode(signature).rstrip(b"=")).decode()
