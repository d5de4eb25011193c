// Which decisions the graph shows.
MERGE (z:Zeren {key: 'store'})
SET z.decisions = $digest
