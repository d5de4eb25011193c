UNWIND $rows AS row
MATCH (:Document {key: row.source})-[r:<type>]->(:Document {key: row.target})
WHERE coalesce(r.cited_number, '') = row.number AND coalesce(r.cited_title, '') = row.title
DELETE r
