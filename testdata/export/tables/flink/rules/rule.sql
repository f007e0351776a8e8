-- rule
WITH stage0 AS (
  SELECT rowtime, `@timestamp` AS t, COALESCE(TRY_CAST(`event.sequence:json`[1] AS BIGINT), 9223372036854775807) AS tiebreaker, record, k0, k1
  FROM events
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`user.id`)) AS u0 (k0)
    CROSS JOIN UNNEST(CASE WHEN CARDINALITY(`source.ip`) > 0 THEN ARRAY_DISTINCT(`source.ip`) ELSE ARRAY[CAST(NULL AS STRING)] END) AS u1 (k1)
  WHERE (
    `@timestamp` IS NOT NULL
    AND (
      ARRAY_CONTAINS(`event.category`, 'process') IS TRUE
      AND (ARRAY_MAX(`process.pid`) > 4) IS TRUE
      AND REGEXP(ARRAY_JOIN(`host.ip`, CHR(31)), '(?<![^\x{1f}])(?:10\.0\.0\.1)(?![^\x{1f}])') IS TRUE
      AND (ARRAY_MAX(`unknown.number:double`) > CAST(1 AS DOUBLE)) IS TRUE
    )
  )
),
stage1 AS (
  SELECT rowtime, `@timestamp` AS t, COALESCE(TRY_CAST(`event.sequence:json`[1] AS BIGINT), 9223372036854775807) AS tiebreaker, record, k0, k1
  FROM events
    CROSS JOIN UNNEST(ARRAY_DISTINCT(`user.id`)) AS u0 (k0)
    CROSS JOIN UNNEST(CASE WHEN CARDINALITY(`source.ip`) > 0 THEN ARRAY_DISTINCT(`source.ip`) ELSE ARRAY[CAST(NULL AS STRING)] END) AS u1 (k1)
  WHERE (
    `@timestamp` IS NOT NULL
    AND (
      ARRAY_CONTAINS(`process.interactive`, TRUE) IS TRUE
      AND (CARDINALITY(`process.start:date`) > 0) IS TRUE
      AND ARRAY_CONTAINS(`process.parent.thread.name`, 'a') IS TRUE
    )
  )
),
rows1 AS (
  SELECT 1 AS turn, *, t AS t0, record AS r0 FROM stage0
  UNION ALL SELECT 0 AS turn, *, CAST(NULL AS BIGINT) AS t0, CAST(NULL AS BIGINT) AS r0 FROM stage1
),
link1 AS (
  SELECT rowtime, t, tiebreaker, record, k0, k1, t0, r0, r1
  FROM rows1 MATCH_RECOGNIZE (
    PARTITION BY k0, k1
    ORDER BY rowtime, t, tiebreaker, record, turn
    MEASURES MATCH_ROWTIME() AS rowtime, B.t AS t, B.tiebreaker AS tiebreaker, B.record AS record, A.t0 AS t0, A.r0 AS r0, B.record AS r1
    ONE ROW PER MATCH
    AFTER MATCH SKIP TO NEXT ROW
    PATTERN (A B) WITHIN INTERVAL '60.002' SECOND(2, 3)
    DEFINE A AS A.turn = 1, B AS B.turn = 0 AND B.t - A.t0 <= 60000000000
  )
)
SELECT 'rule' AS rule_id, ARRAY[r0, r1] AS records
FROM link1;
