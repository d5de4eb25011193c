// The loaded documents, all or the one of this key, number or title.
MATCH (d:Document)
WHERE d.loaded = true
  AND ($document IS NULL OR d.key = $document OR d.doc_number = $document OR d.title = $document)
RETURN d.key AS key, d{.*, text: null} AS properties
ORDER BY d.date, key
