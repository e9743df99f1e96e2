"""The daily pack: what a professional needs in hand when the server does not answer."""
