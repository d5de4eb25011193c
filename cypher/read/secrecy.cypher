MATCH (source:Document)
WHERE source.loaded AND size(source.marks) > 0
RETURN source.title AS document, source.marks AS marks, source.key AS document_key
ORDER BY document, document_key
