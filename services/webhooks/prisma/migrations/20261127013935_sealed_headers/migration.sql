-- Values stay beside their names until the release before, which reads them there, has gone: the service seals them.
ALTER TABLE "endpoint" ADD COLUMN "sealed_headers" BYTEA, ADD COLUMN "host" TEXT NOT NULL DEFAULT '';
UPDATE "endpoint" SET "host" = lower(rtrim(coalesce(substring("url" FROM '^[A-Za-z]+://(\[[^]]*\]|[^/:?#]*)'), ''), '.'));
-- Retries come after a second at the least.
UPDATE "endpoint" SET "retry_schedule_seconds" = ARRAY(
    SELECT CASE WHEN "number" = 1 THEN "delay" ELSE greatest("delay", 1) END
    FROM unnest("retry_schedule_seconds") WITH ORDINALITY AS "schedule" ("delay", "number") ORDER BY "number")
  WHERE 0 = ANY ("retry_schedule_seconds"[2:]);
