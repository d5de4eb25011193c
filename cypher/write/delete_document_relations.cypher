// What the document itself states; that others cite it stays.
MATCH (:Document {key: $document})-[r]->()
DELETE r
