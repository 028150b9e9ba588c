-- CreateTable: which events told of a limit, and when.
CREATE TABLE "usage_alert" (
    "event_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "threshold" SMALLINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "usage_alert_pkey" PRIMARY KEY ("event_id")
);

-- CreateIndex
CREATE INDEX "usage_alert_owner_id_pool_at_idx" ON "usage_alert"("owner_id", "pool", "at");

-- CreateIndex
CREATE INDEX "usage_alert_at_idx" ON "usage_alert"("at");
