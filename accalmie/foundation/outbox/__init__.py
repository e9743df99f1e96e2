"""Notices that leave this site, by e-mail and SMS, after the transaction that wrote them (`docs/adr/0029`)."""
