// What a body has to do, itself or as one of a collective, with the place of the sentence that says so.
MATCH (body:Actor {key: $key})
OPTIONAL MATCH (class:ActorClass)-[:HAS_MEMBER]->(body)
WITH body, collect(class) AS classes
UNWIND [body] + classes AS owner
MATCH (owner)-[r:RESPONSIBLE_FOR]->(t:Task)
MATCH (d:Document {key: t.document})
RETURN t.key AS task_key, t.number AS number, t.title AS task, t.deadline AS deadline, t.recurs AS recurs, r.role AS role,
  CASE WHEN owner.key = body.key THEN null ELSE owner.name END AS via, r.quote AS quote, r.start AS first, r.end AS last,
  r.confidence AS confidence, r.basis AS basis, d.key AS document_key, d.title AS document, t.order AS place
ORDER BY document_key, place, via
