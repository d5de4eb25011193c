CALL {
  MATCH (x:Actor)
  WHERE x.name CONTAINS $text OR x.names_key CONTAINS $text
  RETURN x.name AS called, x.kind AS of, x.place AS spot, x.short_names AS others, x.key AS id,
         coalesce(x.tasks, 0) AS number
  UNION ALL
  MATCH (x:Program)
  WHERE x.name CONTAINS $text OR any(other IN x.aliases WHERE other CONTAINS $text)
  RETURN x.name AS called, '项目' AS of, null AS spot, x.aliases AS others, x.key AS id,
         COUNT { MATCH (x)<-[:ADVANCES]-(:Task) } AS number
  UNION ALL
  MATCH (x:Document)
  WHERE x.loaded AND (x.title CONTAINS $text OR x.doc_number CONTAINS $text)
  RETURN x.title AS called, '文件' AS of, x.jurisdiction AS spot, [x.doc_number] AS others, x.key AS id,
         coalesce(x.tasks, 0) AS number
  UNION ALL
  MATCH (x:Task)
  WHERE x.title CONTAINS $text
  RETURN x.title AS called, '任务' AS of, null AS spot, [x.number] AS others, x.key AS id, 1 AS number
  UNION ALL
  MATCH (x:Person)
  WHERE x.name CONTAINS $text
  RETURN x.name AS called, '人员' AS of, null AS spot, [] AS others, x.key AS id, 0 AS number
}
RETURN called AS name, of AS kind, spot AS place, number AS tasks, others AS other_names, id AS key
ORDER BY tasks DESC, name, key
LIMIT $limit
