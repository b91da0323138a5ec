"""A device that keeps passkeys, written from the standard (WebAuthn level 2): for the tests only."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

PRESENT, RECOGNISED, ATTESTED = 1, 4, 64


@dataclass
class Device:
    """One key, for one domain; what it answers may be bent by the test."""

    domain: str = "localhost"
    origin: str = "http://localhost:8000"
    flags: int = PRESENT | RECOGNISED
    uses: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str = ""

    def make(self, options: dict[str, Any]) -> str:
        """Answer a request to make a passkey."""
        public = options["publicKey"]
        self.handle = public["user"]["id"]
        made = bytes(16) + len(self.identifier).to_bytes(2, "big") + self.identifier
        public_key = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]  # fido2’s
        made += cbor.encode(public_key)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._state(ATTESTED) + made}
        said = self._said("webauthn.create", public["challenge"])
        response = {"clientDataJSON": _text(said), "attestationObject": _text(cbor.encode(attestation))}
        return self._answer(response)

    def show(self, options: dict[str, Any]) -> str:
        """Answer a request to show the passkey."""
        said = self._said("webauthn.get", options["publicKey"]["challenge"])
        state = self._state(0)
        signature = self.key.sign(state + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": _text(said),
            "authenticatorData": _text(state),
            "signature": _text(signature),
            "userHandle": self.handle,
        }
        return self._answer(response)

    def _state(self, more: int) -> bytes:
        domain = hashlib.sha256(self.domain.encode()).digest()
        return domain + bytes([self.flags | more]) + self.uses.to_bytes(4, "big")

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        name = _text(self.identifier)
        kept = {"id": name, "rawId": name, "type": "public-key", "response": response}
        return json.dumps({**kept, "clientExtensionResults": {}})


def _text(value: bytes) -> str:
    return str(websafe_encode(value))
