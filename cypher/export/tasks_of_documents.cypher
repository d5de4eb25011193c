// The tasks of these documents.
UNWIND $documents AS document
MATCH (t:Task {document: document})
RETURN t.key AS key
ORDER BY key
