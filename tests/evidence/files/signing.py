"""Signs PDFs with certificates made here, and changes them afterwards."""

import datetime
import io
from functools import lru_cache
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.evidence.files import makers as m


def _name(person: str, office: str) -> made.Name:
    parts = [(NameOID.COMMON_NAME, person), (NameOID.ORGANIZATION_NAME, office)]
    return made.Name([made.NameAttribute(oid, words) for oid, words in parts if words])


@lru_cache
def signer(
    person: str = "Nguyễn Văn Hòa", office: str = "UBND xã Mai Đình", issuer: str = "Tổ chức thử"
) -> Any:
    """A person with a key and a certificate of an issuer whom nobody knows."""
    key = ec.generate_private_key(ec.SECP256R1())
    begin = datetime.datetime(2024, 1, 1)
    certificate = (
        made.CertificateBuilder()
        .subject_name(_name(person, office))
        .issuer_name(_name("Tổ chức thử", ""))
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(begin + datetime.timedelta(days=730))
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore(),
    )


def signed(
    data: bytes = b"", by: Any = None, field: str = "ChuKy1", password: str | None = None
) -> bytes:
    """The PDF with one more signature; `password` where it is locked."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data or m.text_pdf("Quyet dinh")))
    if password is not None:
        writer.encrypt(password)
    target = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(field_name=field),
        signer=by or signer(),
        new_field_spec=fields.SigFieldSpec(field),
    ).sign_pdf(writer, output=target)
    return target.getvalue()


def changed_inside(data: bytes) -> bytes:
    """One figure of what was signed is another now."""
    assert b"612" in data
    return data.replace(b"612", b"613", 1)


def added_to(data: bytes) -> bytes:
    """A page is written over in a further part of the file, behind the signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    stream = writer.add_object(_stream(b"BT /F1 12 Tf 50 500 Td (Sua) Tj ET"))
    page["/Contents"] = stream
    writer.update_container(page)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _stream(content: bytes) -> Any:
    from pyhanko.pdf_utils.generic import StreamObject

    return StreamObject(stream_data=content)
