// The tasks of a document and where they stand in its text.
MATCH (t:Task {document: $key})
RETURN t.key AS key, t.number AS number, t.title AS title, t.start AS first, t.end AS last, t.deadline AS deadline
ORDER BY first, key
