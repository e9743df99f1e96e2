"""Whether this site may enrol real people: its clinical rules signed, its rota proven to answer."""
