MATCH (spot:Place)<-[:IN_PLACE]-(body:Actor)
RETURN spot.full_name AS place, spot.level AS level, count(body) AS actors, spot.adcode AS adcode
ORDER BY adcode
