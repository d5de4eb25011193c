MATCH ()-[r:<type>]->()
WHERE r.document = $document
DELETE r
