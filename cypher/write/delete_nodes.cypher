// Nodes that belong to one document, with their relations.
MATCH (n:<label>)
WHERE n.document = $document
DETACH DELETE n
