"""The third wing: how a document looks. It knows blocks, never facts."""
