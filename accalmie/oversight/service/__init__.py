"""The figures of a service: who waited, who came, what became of everybody who began; counted, never named."""
