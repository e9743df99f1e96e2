"""The list of everything that a site is made of (SBOM), in CycloneDX 1.6: read from the locks, so that it is the same
everywhere."""
