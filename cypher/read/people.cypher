MATCH (someone:Person)
WHERE $person IS NULL OR someone.name = $person
MATCH (someone)-[post:HOLDS_POST]->(body:Actor)
RETURN someone.name AS person, body.name AS actor, post.title AS title, post.quote AS quote,
       CASE WHEN 'human' IN [post.basis, someone.basis, body.basis] THEN '人工' END AS mark
ORDER BY person, someone.key, actor, title
