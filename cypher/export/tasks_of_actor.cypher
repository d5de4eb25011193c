// The tasks in which a body has a duty, itself or as one of a collective, in a role or in any; in any also those that name it.
CALL {
  MATCH (a:Actor {key: $actor})
  RETURN a
  UNION
  MATCH (a:Actor {name: $actor})
  RETURN a
}
CALL {
  WITH a
  MATCH (a)-[r:RESPONSIBLE_FOR]->(t:Task)
  WHERE $role IS NULL OR r.role = $role
  RETURN t
  UNION
  WITH a
  MATCH (a)<-[:HAS_MEMBER]-(:ActorClass)-[r:RESPONSIBLE_FOR]->(t:Task)
  WHERE $role IS NULL OR r.role = $role
  RETURN t
  UNION
  WITH a
  MATCH (a)<-[:NAMES]-(t:Task)
  WHERE $role IS NULL
  RETURN t
}
RETURN DISTINCT t.key AS key
ORDER BY key
