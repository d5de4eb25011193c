// The members of groups that these documents list; for one body, those of its people and of the groups that it is or hosts.
MATCH (p:Person)-[r:MEMBER_OF]->(g:Group)
WHERE r.document IN $documents
  AND ($actor IS NULL OR g.key = $actor OR g.name = $actor
    OR EXISTS { MATCH (g)-[:HOSTED_BY]->(a:Actor) WHERE a.key = $actor OR a.name = $actor }
    OR EXISTS { MATCH (p)-[:HOLDS_POST]->(a:Actor) WHERE a.key = $actor OR a.name = $actor })
RETURN r.document AS document, g.name AS group, p.name AS person, r.role AS role, r.posts AS posts, r.confidence AS confidence,
  r.quote AS quote, r.start AS place
ORDER BY document, place, group, person
