-- Replays of chosen deliveries. The release before knows no choice and would send all of their range: their turn_at is infinity, and
-- this release reads when their turn is in a column that the other does not know.
ALTER TABLE "replay" ADD COLUMN "choice" JSONB, ADD COLUMN "delivery_ids" TEXT[], ADD COLUMN "chosen_turn_at" TIMESTAMPTZ;
CREATE INDEX "replay_chosen_turn_at_idx" ON "replay" ("chosen_turn_at") WHERE status = 'running';
