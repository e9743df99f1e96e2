"""A file of openness that leaves nothing out."""

from __future__ import annotations

WHOLE = """
where: {fr: "en France, à Rennes", en: "in France, in Rennes"}
host: {name: "Hébergeur d’Armor", certificate: "HDS-1234", valid_until: 2099-05-31}
processors:
  - name: "Postale <b>SA</b>"
    country: {fr: Belgique, en: Belgium}
    purpose: {fr: "envoie les lettres", en: "sends letters"}
answering: {responsible: "Clinique des Ormes", officer: "Omar Benali", contact: "dpo@ormes.example"}
"""
