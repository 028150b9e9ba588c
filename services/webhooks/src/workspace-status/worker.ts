// A step takes the lock of a workspace's webhooks, and depends only on the newest status and on how the webhooks stand under that lock.
import type { Job } from '@plinth/kit/async/job'
import type { Bus } from '@plinth/kit/bus'
import { type Database, type DueWork, startDueWork } from '@plinth/kit/db'
import type { Logger } from '@plinth/kit/log'
import { dueSubject } from '../delivery-queue/due-announcement.ts'
import { type StatusDue, takeStatusDue } from './due-store.ts'
import { changeNext } from './store.ts'

const everyMs = 250

export const statusSteps = (bus: Pick<Bus, 'announce'>): DueWork<StatusDue> => ({
  table: 'workspace_status_due',
  keyOf: ({ workspaceId }) => ({ workspace_id: workspaceId }),
  take: takeStatusDue,
  work: changeNext,
  // Held deliveries are due once their workspace is active again.
  committed: ({ status }) => status === 'active' && bus.announce(dueSubject),
})

/** Applies the statuses of workspaces to their webhooks beyond the first step, until it is stopped. */
export const startStatusSteps = ({ bus, ...deps }: { database: Database; bus: Bus; log: Logger }): Job =>
  startDueWork(statusSteps(bus), { ...deps, name: 'webhooks status of workspaces', everyMs })
