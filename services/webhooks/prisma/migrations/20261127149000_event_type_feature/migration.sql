-- The feature that a workspace needs to be owed events of the type; empty: none. Code of the release before does not read it.
ALTER TABLE "event_type" ADD COLUMN "feature" TEXT NOT NULL DEFAULT '';
