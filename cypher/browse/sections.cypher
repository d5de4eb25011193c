// The headings of a document in the order of the text.
MATCH (s:Section {document: $key})
RETURN s.key AS key, s.number AS number, s.heading AS heading, s.level AS level, s.start AS first, s.end AS last
ORDER BY first, level, key
