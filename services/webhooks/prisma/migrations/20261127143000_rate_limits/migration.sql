-- How many deliveries to an endpoint may start in a second, and when its bucket of tokens is full again (null: it is full).
ALTER TABLE "endpoint" ADD COLUMN "rate_per_second" INTEGER;
ALTER TABLE "endpoint_state" ADD COLUMN "tokens_full_at" TIMESTAMPTZ;
