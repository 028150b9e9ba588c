import type { Clock } from '@plinth/kit/clock'
import { dayOf } from '@plinth/kit/days'
import type { CallOptions } from '@plinth/kit/rpc'
import type { CallContext } from '@plinth/proto/common/v1/context.ts'
import { type ReportOptions, startReportJob } from '../report-job.ts'
import type { Services } from '../services.ts'
import { reportFailure } from '../unavailable-part.ts'
import { showsRows } from './shows-rows.ts'

export interface OperatorAccessRecorder {
  /**
   * Resolves when the audit log tells that the operator of this call reads in its workspace, and in those of what the path names; undefined
   * when there is nothing to tell.
   */
  note(
    operation: Parameters<typeof showsRows>[0],
    context: CallContext,
    homes: readonly string[],
    isDryRun: boolean,
  ): Promise<void> | undefined
  /** The same of an operator who is shown rows of these workspaces; empty ones are none. */
  noteShown(context: CallContext, workspaceIds: readonly string[]): Promise<void> | undefined
  /** Reports what could not be recorded so far. */
  stop(): Promise<void>
}

interface OperatorRead {
  at: Date
  context: CallContext
}

const owedMax = 10_000
// A product may read the entitlements of each of its customers.
const notedMax = 100_000
// As many as one call takes.
const workspacesMax = 100
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

  const record = ({ at, context }: OperatorRead, more: CallOptions, workspaceIds: string[] = []) =>
    services.auditLog.recordOperatorAccess({ at, workspaceIds }, { ...more, context })

  /** The reads of one operator at one time, by their names, a hundred in a call. What follows a failed call is told later as well. */
  async function recordNow(reads: ReadonlyMap<string, OperatorRead>): Promise<void> {
    const left = [...reads]
    try {
      while (left.length > 0) {
        await recordTogether(left.slice(0, workspacesMax).map(([, read]) => read))
        left.splice(0, workspacesMax)
      }
    } catch (err) {
      owe(left, err)
    } finally {
      for (const name of reads.keys()) noted.set(name, undefined)
    }
  }

  async function recordTogether([first, ...others]: readonly OperatorRead[]): Promise<void> {
    if (first === undefined) return
    const workspaceIds = [first, ...others].map(({ context }) => context.workspaceId)
    // Webhooks of the release before knows the one in context alone, and refuses to be told of several: each is told later.
    const several = { at: first.at, context: { ...first.context, workspaceId: '' } }
    const within = { timeoutMs: waitMsMax }
    await (others.length === 0 ? record(first, within) : record(several, within, workspaceIds))
  }

  function owe(reads: readonly (readonly [string, OperatorRead])[], err: unknown): void {
    const kept = reads.slice(0, owedMax - owed.size)
    for (const [name, read] of kept) owed.set(name, read)
    const lost = reads.length - kept.length
    log.warn(
      { err, entries: reads.length, lost },
      `the audit log could not be told of an operator; ${lost === 0 ? 'telling it later' : 'entries are lost'}`,
    )
  }

  /** An entry is kept until the audit log has it, unless the log refuses it as it is; none keeps another from being told. */
  const report = async (call: CallOptions) => {
    let failure: unknown
    for (const [name, read] of owed) {
      try {
        await record(read, call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs })
        owed.delete(name)
      } catch (err) {
        const kind = reportFailure(err)
        if (kind === 'away') throw err
        if (kind === 'failed') failure ??= err
        else if (owed.delete(name))
          log.error({ err }, 'the audit log refuses to be told of an operator; the entry is lost')
      }
    }
    if (failure !== undefined) throw failure
  }

  function noteReads(context: CallContext, workspaceIds: readonly string[]): Promise<void> | undefined {
    const at = clock.now()
    const day = dayOf(at)
    const started: Promise<void>[] = []
    const reads = new Map<string, OperatorRead>()
    for (const workspaceId of workspaceIds) {
      const name = `${day} ${context.principal?.keyId} ${workspaceId}`
      const recording = noted.get(name)
      if (recording !== undefined) started.push(recording)
      else if (workspaceId !== '' && !noted.has(name)) reads.set(name, { at, context: { ...context, workspaceId } })
    }
    if (reads.size > 0) {
      // The service keeps one entry a day, however often it is told.
      if (noted.size >= notedMax) noted.clear()
      const recording = recordNow(reads)
      for (const name of reads.keys()) noted.set(name, recording)
      started.push(recording)
    }
    return started.length === 0 ? undefined : Promise.all(started).then(() => undefined)
  }

  const { stop } = startReportJob(options, {
    name: 'gateway operator access',
    rows: 'accesses of operators',
    report,
  })
  return {
    note(operation, context, homes, isDryRun) {
      const { principal, workspaceId } = context
      if (principal?.isOperator !== true || !showsRows(operation, isDryRun)) return undefined
      return noteReads(context, [workspaceId, ...homes])
    },
    noteShown(context, workspaceIds) {
      if (context.principal?.isOperator !== true) return undefined
      return noteReads(context, workspaceIds)
    },
    stop,
  }
}
