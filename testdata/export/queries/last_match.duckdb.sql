-- rule
WITH candidates AS MATERIALIZED (
  SELECT 0 AS role, record, "@timestamp" AS time, u0.v AS k0, u1.v AS k1
  FROM events, unnest(list_distinct("host.id")) AS u0(v), unnest(list_distinct("unknown.key:json")) AS u1(v)
  WHERE ("@timestamp" IS NOT NULL AND coalesce(list_contains("event.category", 'process'), FALSE))
  UNION ALL
  SELECT 1 AS role, record, "@timestamp" AS time, u0.v AS k0, u1.v AS k1
  FROM events, unnest(list_distinct("host.id")) AS u0(v), unnest(list_distinct("unknown.key:json")) AS u1(v)
  WHERE ("@timestamp" IS NOT NULL AND coalesce(list_contains("event.category", 'file'), FALSE))
),
stages AS MATERIALIZED (
  SELECT role, record, epoch_ns(time)::HUGEINT AS t, dense_rank() OVER (ORDER BY time NULLS FIRST, record) AS ord,
    dense_rank() OVER (ORDER BY k0 NULLS FIRST, eql_json_rank(k1) NULLS FIRST, eql_json_order(k1) NULLS FIRST, k1::VARCHAR) AS key
  FROM candidates
),
q0 AS (
  SELECT key, ord, t AS t0, record AS r0 FROM stages WHERE role = 0
),
q1 AS (
  SELECT * FROM (
    SELECT p.t0, p.r0, b.key, b.ord, b.t AS t1, b.record AS r1,
      row_number() OVER (PARTITION BY b.key, p.ord ORDER BY b.ord) AS turn
    FROM (SELECT * FROM stages WHERE role = 1) AS b
      ASOF JOIN q0 AS p ON b.key = p.key AND b.ord > p.ord
  ) AS taken
  WHERE turn = 1
)
SELECT 'rule' AS rule_id, [r0, r1] AS records
FROM (SELECT * FROM (SELECT * FROM q1 ORDER BY ord, key LIMIT 10) AS kept ORDER BY ord DESC, key DESC LIMIT 1) AS kept
ORDER BY ord, key;
