-- rule
WITH stage0 AS (
  SELECT rowtime, `@timestamp` AS t, record, k0
  FROM events
    CROSS JOIN UNNEST(CASE WHEN CARDINALITY(`user.id`) > 0 THEN ARRAY_DISTINCT(`user.id`) ELSE ARRAY[CAST(NULL AS STRING)] END) AS u0 (k0)
  WHERE (`@timestamp` IS NOT NULL AND ARRAY_CONTAINS(`event.category`, 'process') IS TRUE)
),
stage1 AS (
  SELECT rowtime, `@timestamp` AS t, record, k0
  FROM events
    CROSS JOIN UNNEST(CASE WHEN CARDINALITY(`user.id`) > 0 THEN ARRAY_DISTINCT(`user.id`) ELSE ARRAY[CAST(NULL AS STRING)] END) AS u0 (k0)
  WHERE (`@timestamp` IS NOT NULL AND ARRAY_CONTAINS(`event.category`, 'file') IS TRUE)
),
stage2 AS (
  SELECT rowtime, `@timestamp` AS t, record, k0
  FROM events
    CROSS JOIN UNNEST(CASE WHEN CARDINALITY(`user.id`) > 0 THEN ARRAY_DISTINCT(`user.id`) ELSE ARRAY[CAST(NULL AS STRING)] END) AS u0 (k0)
  WHERE (
    `@timestamp` IS NOT NULL
    AND (ARRAY_CONTAINS(`event.category`, 'process') IS TRUE AND ARRAY_CONTAINS(`event.type`, 'end') IS TRUE)
  )
),
rows1 AS (
  SELECT 1 AS turn, *, t AS t0, record AS r0 FROM stage0
  UNION ALL SELECT 0 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0 FROM stage0
  UNION ALL SELECT 2 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0 FROM stage2
),
link1 AS (
  SELECT rowtime, t, record, k0, t0, r0, r1
  FROM rows1 MATCH_RECOGNIZE (
    PARTITION BY k0
    ORDER BY rowtime, t, record, turn
    MEASURES MATCH_ROWTIME() AS rowtime, B.t AS t, B.record AS record, A.t0 AS t0, A.r0 AS r0, B.record AS r1
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO NEXT ROW
    PATTERN (A B)
    DEFINE A AS A.turn = 1, B AS B.turn = 0
  )
),
rows2 AS (
  SELECT 1 AS turn, * FROM link1
  UNION ALL SELECT 0 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0, CAST(NULL AS BIGINT) AS r1 FROM stage0
  UNION ALL SELECT 2 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0, CAST(NULL AS BIGINT) AS r1 FROM stage2
),
link2 AS (
  SELECT rowtime, t, record, k0, t0, r0, r1, r2
  FROM rows2 MATCH_RECOGNIZE (
    PARTITION BY k0
    ORDER BY rowtime, t, record, turn
    MEASURES MATCH_ROWTIME() AS rowtime, B.t AS t, B.record AS record, A.t0 AS t0, A.r0 AS r0, A.r1 AS r1, B.record AS r2
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO NEXT ROW
    PATTERN (A B)
    DEFINE A AS A.turn = 1, B AS B.turn = 0
  )
),
rows3 AS (
  SELECT 1 AS turn, * FROM link2
  UNION ALL SELECT 0 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0, CAST(NULL AS BIGINT) AS r1, CAST(NULL AS BIGINT) AS r2 FROM stage1
  UNION ALL SELECT 2 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0, CAST(NULL AS BIGINT) AS r1, CAST(NULL AS BIGINT) AS r2 FROM stage2
),
link3 AS (
  SELECT rowtime, t, record, k0, t0, r0, r1, r2, r3
  FROM rows3 MATCH_RECOGNIZE (
    PARTITION BY k0
    ORDER BY rowtime, t, record, turn
    MEASURES MATCH_ROWTIME() AS rowtime, B.t AS t, B.record AS record, A.t0 AS t0, A.r0 AS r0, A.r1 AS r1, A.r2 AS r2, B.record AS r3
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO NEXT ROW
    PATTERN (A B)
    DEFINE A AS A.turn = 1, B AS B.turn = 0
  )
)
SELECT 'rule' AS rule_id, ARRAY[r0, r1, r2, r3] AS records
FROM link3;
