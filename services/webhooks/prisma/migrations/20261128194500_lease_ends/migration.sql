-- Leases in the order in which they end. Its condition is another than that of "delivery_due_leased_idx": while the queue is short
-- PostgreSQL takes either index for the leases of one endpoint if both may serve, keeps that plan, and reads every lease of the
-- installation for it. A release before, which asks for leases that have ended, uses this index as it is. DROP comes first: it takes the
-- strongest lock of the two.
DROP INDEX "delivery_due_lease_until_idx";
CREATE INDEX "delivery_due_lease_end_idx" ON "delivery_due" ("lease_until") WHERE lease_until IS NOT NULL;
