-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "all_workspaces" BOOLEAN NOT NULL DEFAULT false;
