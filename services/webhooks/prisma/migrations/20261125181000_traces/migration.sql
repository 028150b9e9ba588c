-- An event keeps the trace it was caused in, so that its deliveries can belong to it.
ALTER TABLE "event" ADD COLUMN "traceparent" TEXT NOT NULL DEFAULT '';
