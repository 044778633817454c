-- AlterTable
ALTER TABLE "member" ADD COLUMN     "urgent_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "workspace" ADD COLUMN     "spent_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "member_workspace_id_wake_at_idx" ON "member"("workspace_id", "wake_at");
