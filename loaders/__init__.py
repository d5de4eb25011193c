"""Files in, documents out: texts with offsets, tables as rows; no language processing, no database."""
