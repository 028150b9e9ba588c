-- Nothing but the search for what is overdue may use it: while the table is small, the planner took it for an endpoint's
-- next delivery, and kept that plan until the whole queue was read for each endpoint. `give_up_at <= …` implies the rest.
DROP INDEX "delivery_due_give_up_at_idx";
CREATE INDEX "delivery_due_give_up_at_idx" ON "delivery_due" ("give_up_at") WHERE lease_token IS NULL AND held_at IS NULL AND give_up_at IS NOT NULL;
