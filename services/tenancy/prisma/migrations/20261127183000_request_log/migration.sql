-- CreateTable: its partitions, one for each day in UTC, are made ahead by the service and dropped whole.
CREATE TABLE "request_log" (
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "id" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "key_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "namespace_id" TEXT NOT NULL,
    "is_replayed" BOOLEAN NOT NULL,
    "limited_by" TEXT NOT NULL,
    "denial" JSONB,
    "omitted" INTEGER NOT NULL,

    CONSTRAINT "request_log_pkey" PRIMARY KEY ("workspace_id","created_at","id")
) PARTITION BY RANGE ("created_at");

-- CreateIndex
CREATE INDEX "request_log_created_at_id_idx" ON "request_log"("created_at", "id");

-- CreateIndex
CREATE INDEX "request_log_request_id_workspace_id_created_at_id_idx" ON "request_log"("request_id", "workspace_id", "created_at", "id");
