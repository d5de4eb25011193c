// Loaded documents that bear a document number or title.
UNWIND $values AS value
MATCH (d:Document)
WHERE d.<property> = value AND d.loaded
RETURN DISTINCT d.key AS key, d.number_key AS number, d.title_key AS title
