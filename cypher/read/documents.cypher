MATCH (document:Document {loaded: true})
RETURN document.title AS document, document.doc_number AS doc_number, document.issuer AS issuer, document.date AS date,
       document.jurisdiction AS jurisdiction, document.altered AS altered,
       COUNT { MATCH (task:Task) WHERE task.document = document.key } AS tasks, document.key AS document_key
ORDER BY date DESC, document, document_key
