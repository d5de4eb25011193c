MATCH (source:Document {loaded: true})
RETURN source.title AS document, source.doc_number AS doc_number, source.issuer AS issuer, source.date AS date,
       source.jurisdiction AS jurisdiction, source.altered AS altered,
       source.tasks AS tasks, source.tasks_unowned AS unowned, source.duties_doubtful AS doubtful, source.key AS document_key
ORDER BY date DESC, document, document_key
