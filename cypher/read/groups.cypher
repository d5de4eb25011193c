MATCH (person:Person)-[member:MEMBER_OF]->(group:Group)
WHERE $group IS NULL OR group.name = $group OR group.key = $group
OPTIONAL MATCH (group)-[:HOSTED_BY]->(host:Actor)
WITH group, person, member, host.name AS host
ORDER BY host
WITH group, person, member, collect(host) AS hosts
RETURN group.name AS group, person.name AS person, member.role AS role, member.posts AS posts, hosts AS hosts
ORDER BY group, group.key, member.start, person, role
