"""Which addresses are of the open internet."""

import pytest

from airdate.sources.connecting import is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.215.14", True), ("2606:4700::1111", True), ("::ffff:93.184.215.14", True), ("::ffff:10.0.0.1", False),
     ("2002:0a00:0001::1", False), ("64:ff9b::10.0.0.1", False), ("64:ff9b::93.184.215.14", True), ("240.0.0.1", False),
     ("ff02::1", False), ("fe80::1%eth0", False), ("::", False), ("192.0.2.1", False), ("fec0::1", False),
     ("192.0.0.8", False), ("192.88.99.1", False), ("3fff::1", False), ("64:ff9b:1::808:808", False),
     ("::127.0.0.1", False), ("2002:7f00:1::", False), ("2001:0:7f00:1::", False), ("198.18.0.1", False)],
)  # fmt: skip
def test_is_public(address, public):
    assert is_public(address) is public
