-- The service seals the values, once the release before has gone, which reads them beside their names; and fills the hosts.
ALTER TABLE "endpoint" ADD COLUMN "sealed_headers" BYTEA, ADD COLUMN "host" TEXT NOT NULL DEFAULT '';
-- Retries come after a second at the least.
UPDATE "endpoint" SET "retry_schedule_seconds" = ARRAY(
    SELECT CASE WHEN "number" = 1 THEN "delay" ELSE greatest("delay", 1) END
    FROM unnest("retry_schedule_seconds") WITH ORDINALITY AS "schedule" ("delay", "number") ORDER BY "number")
  WHERE 0 = ANY ("retry_schedule_seconds"[2:]);
