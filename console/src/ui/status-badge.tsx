import { words } from '../messages/index.ts'
import { Badge } from './badge.tsx'

/** The status of a workspace or a user. */
export function StatusBadge({ status }: { status: string }) {
  const { active, suspended } = words.workspaces.statuses
  if (status === 'active') return <Badge tone="good" text={active} />
  return <Badge tone="bad" text={status === 'suspended' ? suspended : status} />
}
