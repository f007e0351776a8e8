-- rule
WITH stage0 AS (
  SELECT rowtime, `@timestamp` AS t, record, k0, k1
  FROM events
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`host.id`)) AS u0 (k0)
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`process.entity_id`)) AS u1 (k1)
  WHERE (
    `@timestamp` IS NOT NULL
    AND (ARRAY_CONTAINS(`event.category`, 'process') IS TRUE AND ARRAY_CONTAINS(`process.name`, 'a') IS TRUE)
  )
),
stage1 AS (
  SELECT rowtime, `@timestamp` AS t, record, k0, k1
  FROM events
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`host.id`)) AS u0 (k0)
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`process.parent.entity_id`)) AS u1 (k1)
  WHERE (`@timestamp` IS NOT NULL AND ARRAY_CONTAINS(`event.category`, 'file') IS TRUE)
),
rows1 AS (
  SELECT 1 AS turn, *, t AS t0, record AS r0 FROM stage0
  UNION ALL SELECT 0 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0 FROM stage1
),
link1 AS (
  SELECT rowtime, t, record, k0, k1, t0, r0, r1
  FROM rows1 MATCH_RECOGNIZE (
    PARTITION BY k0, k1
    ORDER BY rowtime, t, record, turn
    MEASURES MATCH_ROWTIME() AS rowtime, B.t AS t, B.record AS record, A.t0 AS t0, A.r0 AS r0, B.record AS r1
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO NEXT ROW
    PATTERN (A B) WITHIN INTERVAL '60.002' SECOND(2, 3)
    DEFINE A AS A.turn = 1, B AS B.turn = 0 AND B.t - A.t0 <= 60000000000
  )
)
SELECT 'rule' AS rule_id, ARRAY[r0, r1] AS records
FROM link1;
