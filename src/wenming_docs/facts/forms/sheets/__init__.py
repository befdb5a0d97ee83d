"""Looking into the bytes of a workbook before a reader in another language is let loose on them."""
