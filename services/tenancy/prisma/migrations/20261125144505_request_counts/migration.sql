-- CreateTable: its partitions are made ahead by the service and dropped whole.
CREATE TABLE "request_count" (
    "day" DATE NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "endpoint" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "requests" BIGINT NOT NULL,
    "success" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "time_ms_sum" BIGINT NOT NULL,
    "time_ms_min" BIGINT NOT NULL,
    "time_ms_max" BIGINT NOT NULL,
    "request_bytes" BIGINT NOT NULL,
    "response_bytes" BIGINT NOT NULL,

    CONSTRAINT "request_count_pkey" PRIMARY KEY ("day","workspace_id","hour","endpoint","key_id")
) PARTITION BY RANGE ("day");

-- CreateTable
CREATE TABLE "request_day" (
    "workspace_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "requests" BIGINT NOT NULL,
    "success" BIGINT NOT NULL,
    "errors" BIGINT NOT NULL,
    "time_ms_sum" BIGINT NOT NULL,
    "time_ms_min" BIGINT NOT NULL,
    "time_ms_max" BIGINT NOT NULL,
    "request_bytes" BIGINT NOT NULL,
    "response_bytes" BIGINT NOT NULL,

    CONSTRAINT "request_day_pkey" PRIMARY KEY ("workspace_id","day")
);

-- CreateTable
CREATE TABLE "request_flush" (
    "gateway_instance" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "request_flush_pkey" PRIMARY KEY ("gateway_instance")
);
