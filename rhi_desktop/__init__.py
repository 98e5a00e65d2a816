"""RHI Desktop: return home interviews, written offline into an encrypted store."""

__version__ = "0.2.0"
