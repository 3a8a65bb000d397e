"""Asks pyHanko, which shares no code with OpenSSL's CMS, about a detached signature with a time-stamp.

    pyhanko-judge.py SIGNATURE.p7s CONTENT SIGNER.pem [CLOCK.pem]

SIGNER.pem is taken for an authority on signers, CLOCK.pem for one on time. Prints one JSON object.
"""
import asyncio
import datetime
import json
import sys

from asn1crypto import cms, pem, x509
from pyhanko.sign.validation import async_validate_detached_cms
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext


def certificates(path):
    with open(path, "rb") as file:
        return [x509.Certificate.load(der) for _, _, der in pem.unarmor(file.read(), multiple=True)]


def context(path):
    # Nothing is fetched; a self-signed signer is his own authority.
    return ValidationContext(
        trust_roots=certificates(path) if path else [], allow_fetching=False, revocation_mode="soft-fail")


async def main(signature, content, signer, clock=None):
    with open(signature, "rb") as file:
        signed = cms.ContentInfo.load(file.read(), strict=True)["content"]
    with open(content, "rb") as file:
        status = await async_validate_detached_cms(
            file.read(), signed, signer_validation_context=context(signer),
            ts_validation_context=context(clock),
            key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"},
                                                   match_all_key_usages=True))
    stamp = status.timestamp_validity
    utc = datetime.timezone.utc
    print(json.dumps({
        "intact": status.intact, "valid": status.valid, "trusted": status.trusted,
        "claimed": status.signer_reported_dt and status.signer_reported_dt.astimezone(utc).isoformat(),
        "stamp": stamp and {
            "intact": stamp.intact, "valid": stamp.valid, "trusted": stamp.trusted,
            "time": stamp.timestamp.astimezone(utc).isoformat(),
        },
    }))


asyncio.run(main(*sys.argv[1:]))
