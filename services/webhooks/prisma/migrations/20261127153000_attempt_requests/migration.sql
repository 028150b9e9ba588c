-- What an attempt sent. Null in attempts that the release before wrote, that were lost, and that were polled.
ALTER TABLE "attempt" ADD COLUMN "url" TEXT, ADD COLUMN "request_headers" JSONB, ADD COLUMN "body_is_cut" BOOLEAN;
