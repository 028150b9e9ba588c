-- DropForeignKey
ALTER TABLE "boost" DROP CONSTRAINT "boost_feature_code_fkey";

-- CreateTable: updated in place, so its pages keep room for the next version of a row.
CREATE TABLE "balance" (
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "reset" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL,
    "reserved" BIGINT NOT NULL,
    "alerted" SMALLINT NOT NULL,
    "counted_from" TIMESTAMPTZ(3),

    CONSTRAINT "balance_pkey" PRIMARY KEY ("owner_id","pool","reset","window_start")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "usage_hour" (
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "used" BIGINT NOT NULL,

    CONSTRAINT "usage_hour_pkey" PRIMARY KEY ("owner_id","pool","hour")
);

-- CreateTable: its partitions are made ahead by the service.
CREATE TABLE "usage_record" (
    "day" DATE NOT NULL,
    "id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "reset" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "quantity" BIGINT NOT NULL,
    "event_id" TEXT NOT NULL,
    "reservation_id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "metadata" JSONB NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("day","id")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "usage_event" (
    "namespace_id" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "answer" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_event_pkey" PRIMARY KEY ("namespace_id","feature","event_id")
);

-- CreateTable
CREATE TABLE "reservation" (
    "id" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "pool" TEXT NOT NULL,
    "reset" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(3) NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "quantity" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "reservation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_tier" (
    "user_id" TEXT NOT NULL,
    "tier" TEXT NOT NULL,

    CONSTRAINT "user_tier_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "usage_record_namespace_id_recorded_at_id_idx" ON "usage_record"("namespace_id", "recorded_at", "id");

-- CreateIndex
CREATE INDEX "usage_record_owner_id_pool_reset_window_start_idx" ON "usage_record"("owner_id", "pool", "reset", "window_start");

-- CreateIndex
CREATE INDEX "usage_event_expires_at_idx" ON "usage_event"("expires_at");

-- CreateIndex
CREATE INDEX "reservation_due_idx" ON "reservation"("expires_at") WHERE (status = 'active');

-- CreateIndex
CREATE INDEX "reservation_active_idx" ON "reservation"("owner_id", "pool", "reset", "window_start", "expires_at") WHERE (status = 'active');

-- CreateIndex
CREATE INDEX "reservation_ended_idx" ON "reservation"("ended_at") WHERE (ended_at IS NOT NULL);
