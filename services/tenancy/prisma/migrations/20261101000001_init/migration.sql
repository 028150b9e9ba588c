-- CreateTable
CREATE TABLE "workspace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "status_reason" TEXT,
    "settings" JSONB NOT NULL,
    "tags" TEXT[],
    "metadata" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "workspace_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("workspace_id","user_id")
);

-- CreateTable
CREATE TABLE "namespace" (
    "id" TEXT NOT NULL,
    "uuid" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "owner_type" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "workspace_id" TEXT,
    "description" TEXT,
    "settings" JSONB NOT NULL,
    "tags" TEXT[],
    "metadata" JSONB NOT NULL,
    "is_default" BOOLEAN NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "deleted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "namespace_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "workspace_created_at_id_idx" ON "workspace"("created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "workspace_living_slug_key" ON "workspace"("slug") WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "namespace_uuid_key" ON "namespace"("uuid");

-- CreateIndex
CREATE INDEX "namespace_owner_id_created_at_id_idx" ON "namespace"("owner_id", "created_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "namespace_living_slug_key" ON "namespace"("owner_id", "slug") WHERE (deleted_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "namespace_living_default_key" ON "namespace"("owner_id") WHERE (deleted_at IS NULL AND is_default);

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
