"""The picture by which a telephone takes the secret; the only segno. It loads nothing and has no style."""

import segno
from django.utils.safestring import SafeString, mark_safe
from django_otp.plugins.otp_totp.models import TOTPDevice


def picture_of(device: TOTPDevice) -> SafeString:
    code = segno.make_qr(device.config_url, error="m")
    drawn: str = code.svg_inline(scale=5, border=3, dark="#000", light="#fff", omitsize=False)
    return mark_safe(drawn)  # noqa: S308 (squares; what it says is inside them)
