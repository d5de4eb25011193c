MATCH (team:Group)
WHERE $group IS NULL OR team.name = $group OR team.key = $group
MATCH (someone:Person)-[member:MEMBER_OF]->(team)
OPTIONAL MATCH (team)-[:HOSTED_BY]->(host:Actor)
WITH team, someone, member, host.name AS host
ORDER BY host
WITH team, someone, member, collect(host) AS hosts
RETURN team.name AS group, someone.name AS person, member.role AS role, member.posts AS posts, hosts AS hosts,
       CASE WHEN 'human' IN [member.basis, team.basis, someone.basis] THEN '人工' END AS mark
ORDER BY group, team.key, member.start, person, role
