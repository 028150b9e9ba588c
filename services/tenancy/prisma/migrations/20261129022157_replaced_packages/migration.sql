-- AlterTable
ALTER TABLE "package_assignment" ADD COLUMN     "own_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "own_status" TEXT,
ADD COLUMN     "replaced_by" TEXT;
