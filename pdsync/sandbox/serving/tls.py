"""HTTPS for this machine: an authority that signs one certificate and is forgotten.

The authority's key is kept nowhere, so whoever trusts the authority trusts this server alone.
"""

from __future__ import annotations

import os
import ssl
from dataclasses import dataclass
from pathlib import Path

from pdsync.sandbox._errors import SandboxError
from pdsync.sandbox.state.unusable_files import why_not

NAMES = ("127.0.0.1", "localhost")
OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Secured:
    """TLS settings of a server, and the file of the authority that its clients must trust."""

    context: ssl.SSLContext
    authority: Path


def secured(account: Path) -> Secured:
    """The certificate beside an account's file, made where there is none yet.

    Raises:
        SandboxError: the files cannot be read or written, or are damaged.
        ImportError: there is none yet, and the library that makes one is not installed.
    """
    authority, key = (account.with_name(f"{account.name}.{end}.pem") for end in ("ca", "key"))
    try:
        if not (authority.is_file() and key.is_file()):
            _make(authority, key)
        key.chmod(OWNER_ONLY)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(key)
    except ssl.SSLError:
        raise SandboxError(f"{key} holds no certificate: delete it to have a new one") from None
    except OSError as problem:
        raise SandboxError(f"cannot keep {problem.filename or key}: {why_not(problem)}") from None
    return Secured(context, authority)


def _make(authority: Path, key: Path) -> None:
    import trustme

    signer = trustme.CA(organization_name="pdsync sandbox")
    certificate = signer.issue_cert(*NAMES)
    key.unlink(missing_ok=True)
    descriptor = os.open(key, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(certificate.private_key_and_cert_chain_pem.bytes())
    authority.write_bytes(signer.cert_pem.bytes())
