// Which programs these tasks carry forward.
UNWIND $tasks AS key
MATCH (t:Task {key: key})-[r:ADVANCES]->(p:Program)
RETURN DISTINCT key AS task, p.name AS program,
  CASE WHEN p.basis = 'human' THEN p.basis ELSE r.basis END AS basis
ORDER BY task, program
