-- AlterTable
ALTER TABLE "member" ADD COLUMN     "left_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "member_slack_zone_at_idx" ON "member"("slack_zone_at");
