-- The table that the rules read. Run this once.
--
-- A field is a list, since it can have several values; a field without a value is an empty list or null.
-- Addresses are 32 hexadecimal digits, so that they order as addresses do; instants are nanoseconds since 1970.
-- `load.sql` fills the table from JSON; a table of your own does as well, or a view:
-- CREATE VIEW events AS SELECT record, unix_millis(time) * 1000000 AS `@timestamp`, array(process_name) AS `process.name`, ...

CREATE TABLE IF NOT EXISTS events (
  record BIGINT,
  `@timestamp` BIGINT,
  `event.category` ARRAY<STRING>,
  `event.sequence:json` ARRAY<STRING>,
  `host.ip` ARRAY<STRING>,
  `process.interactive` ARRAY<BOOLEAN>,
  `process.pid` ARRAY<BIGINT>,
  `process.start:date` ARRAY<BIGINT>,
  `unknown.field:json` ARRAY<STRING>,
  `unknown.number:double` ARRAY<DOUBLE>
) USING parquet;
