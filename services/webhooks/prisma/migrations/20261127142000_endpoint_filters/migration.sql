-- What an endpoint asks for. The release before writes none of these columns: their defaults ask for everything, as it does.
ALTER TABLE "endpoint" ADD COLUMN "namespace_ids" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "channels" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "filter" JSONB, ADD COLUMN "payload" TEXT NOT NULL DEFAULT 'full';
