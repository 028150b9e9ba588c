-- CreateTable
CREATE TABLE "feature" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "reset" TEXT NOT NULL,
    "rolling_days" INTEGER,
    "parent_code" TEXT,
    "is_active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "feature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_base" BOOLEAN NOT NULL,
    "is_stackable" BOOLEAN NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_feature" (
    "package_id" TEXT NOT NULL,
    "feature_code" TEXT NOT NULL,
    "limit_value" BIGINT,
    "is_unlimited" BOOLEAN NOT NULL,

    CONSTRAINT "package_feature_pkey" PRIMARY KEY ("package_id","feature_code")
);

-- CreateTable
CREATE TABLE "catalog_state" (
    "id" INTEGER NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "catalog_state_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "package_assignment" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "package_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "billing_anchor" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "package_assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "boost" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "feature_code" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "limit_value" BIGINT NOT NULL,
    "duration" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "boost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entitlement_log" (
    "id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "feature" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "change" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT plinth_now(),

    CONSTRAINT "entitlement_log_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "feature_code_key" ON "feature"("code");

-- CreateIndex
CREATE UNIQUE INDEX "package_code_key" ON "package"("code");

-- CreateIndex
CREATE INDEX "package_assignment_live_idx" ON "package_assignment"("owner_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "package_assignment_due_idx" ON "package_assignment"("expires_at") WHERE (ended_at IS NULL AND expires_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "package_assignment_owner_id_created_at_id_idx" ON "package_assignment"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "package_assignment_package_id_idx" ON "package_assignment"("package_id");

-- CreateIndex
CREATE INDEX "boost_live_idx" ON "boost"("owner_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "boost_due_idx" ON "boost"("expires_at") WHERE (ended_at IS NULL AND expires_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "boost_owner_id_created_at_id_idx" ON "boost"("owner_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "boost_feature_code_idx" ON "boost"("feature_code");

-- CreateIndex
CREATE INDEX "entitlement_log_owner_id_created_at_id_idx" ON "entitlement_log"("owner_id", "created_at", "id");

-- AddForeignKey
ALTER TABLE "package_feature" ADD CONSTRAINT "package_feature_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_feature" ADD CONSTRAINT "package_feature_feature_code_fkey" FOREIGN KEY ("feature_code") REFERENCES "feature"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "package_assignment" ADD CONSTRAINT "package_assignment_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "boost" ADD CONSTRAINT "boost_feature_code_fkey" FOREIGN KEY ("feature_code") REFERENCES "feature"("code") ON DELETE RESTRICT ON UPDATE CASCADE;
