import type { Clock } from '@plinth/kit/clock'
import type { CallOptions } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import type { OperationFacts, Scope } from '../operation/operation.ts'
import { type ReportOptions, startReportJob } from '../report-job.ts'
import type { Services } from '../services.ts'

export interface OperatorAccessRecorder {
  /** Resolves when the audit log tells that the operator of this call reads in its workspace; undefined when there is nothing to tell. */
  note(operation: Pick<OperationFacts, 'method' | 'scope'>, context: CallContext): Promise<void> | undefined
  /** Reports what could not be recorded so far. */
  stop(): Promise<void>
}

interface OperatorRead {
  at: Date
  context: CallContext
}

/** What belongs to the workspace's people; checks of entitlements are a product's own calls, thousands a second. */
const scopes: ReadonlySet<Scope> = new Set([
  'read:workspaces',
  'read:namespaces',
  'read:users',
  'read:api-keys',
  'read:webhooks',
  'read:audit-log',
  // The request log names people.
  'read:usage',
  // A poll of events.
  'write:webhooks',
])
const namesMax = 10_000
// A read does not fail because webhooks is away: what it owes the log is reported later.
const waitMsMax = 1_000

/**
 * Records in the audit log that an operator key reads in a workspace: before the first read of each day is answered. Later reads of
 * that day cost a look into memory.
 */
export function startOperatorAccessRecorder(
  options: ReportOptions & {
    services: { auditLog: Pick<Services['auditLog'], 'recordOperatorAccess'> }
    clock: Clock
  },
): OperatorAccessRecorder {
  const { services, clock, log } = options
  /** By day, key and workspace; undefined once recorded, or owed. */
  const noted = new Map<string, Promise<void> | undefined>()
  const owed = new Map<string, OperatorRead>()

  const record = ({ at, context }: OperatorRead, more: CallOptions = {}) =>
    services.auditLog.recordOperatorAccess({ at }, { ...more, context })

  async function recordNow(name: string, read: OperatorRead): Promise<void> {
    try {
      await record(read, { timeoutMs: waitMsMax })
    } catch (err) {
      const isKept = owed.size < namesMax
      if (isKept) owed.set(name, read)
      log.warn(
        { err },
        `the audit log could not be told of an operator; ${isKept ? 'telling it later' : 'the entry is lost'}`,
      )
    } finally {
      noted.set(name, undefined)
    }
  }

  const report = async (call: CallOptions) => {
    for (const [name, read] of owed) {
      await record(read, call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs })
      owed.delete(name)
    }
  }
  const { stop } = startReportJob(options, {
    name: 'gateway operator access',
    rows: 'accesses of operators',
    report,
  })
  return {
    note({ method, scope }, context) {
      const { principal, workspaceId } = context
      if (principal?.isOperator !== true || workspaceId === '' || method !== 'GET' || !scopes.has(scope))
        return undefined
      const at = clock.now()
      const name = `${at.toISOString().slice(0, 10)} ${principal.keyId} ${workspaceId}`
      if (noted.has(name)) return noted.get(name)
      // The service keeps one entry a day, however often it is told.
      if (noted.size >= namesMax) noted.clear()
      const recording = recordNow(name, { at, context })
      noted.set(name, recording)
      return recording
    },
    stop,
  }
}
