CALL {
  MATCH (found:Actor {key: $actor})
  RETURN found
  UNION
  MATCH (found:Actor {name: $actor})
  RETURN found
}
WITH collect(found) AS bodies
WHERE size(bodies) = 1
UNWIND bodies AS body
OPTIONAL MATCH (class:ActorClass)-[:HAS_MEMBER]->(body)
WITH body, collect(class) AS classes
UNWIND [body] + classes AS owner
MATCH (owner)-[duty:RESPONSIBLE_FOR]->(item:Task)
MATCH (source:Document {key: item.document})
OPTIONAL MATCH (other:Actor)-[part:RESPONSIBLE_FOR]->(item)
WHERE other.key <> owner.key
WITH body, owner, duty, item, source, other, part
ORDER BY part.actor_start, other.name
WITH body, owner, duty, item, source, collect(CASE
       WHEN other IS NULL THEN NULL
       WHEN 'human' IN [part.basis, other.basis] THEN {name: other.name, role: part.role, basis: 'human'}
       ELSE {name: other.name, role: part.role} END) AS partners
RETURN source.title AS document, source.doc_number AS doc_number, item.number AS number, item.title AS task,
       duty.role AS role, CASE WHEN owner.key = body.key THEN NULL ELSE owner.name END AS via, partners AS partners,
       item.deadline AS deadline, duty.quote AS quote, duty.confidence AS confidence,
       CASE WHEN 'human' IN [duty.basis, item.basis, body.basis] THEN '人工' END AS mark, item.key AS task_key
ORDER BY document, source.key, item.order, via
