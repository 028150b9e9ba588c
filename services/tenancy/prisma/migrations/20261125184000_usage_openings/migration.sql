-- CreateTable: what a balance's forgotten records summed up to.
CREATE TABLE "usage_opening" (
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "reset" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "quantity" BIGINT NOT NULL,

    CONSTRAINT "usage_opening_pkey" PRIMARY KEY ("owner_id","pool","reset","window_start")
);

-- CreateIndex
CREATE INDEX "balance_monthly_idx" ON "balance"("window_start") WHERE (reset = 'monthly');

-- CreateIndex
CREATE INDEX "balance_rolling_idx" ON "balance"("counted_from") WHERE (reset = 'rolling');
