"""The safety plan: written beforehand, at hand when it gets heavy, on paper and without a network as well."""
