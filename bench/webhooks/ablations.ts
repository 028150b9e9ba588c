import { deadWorkspaces } from './dead.ts'
import { shown } from './deliveries.ts'
import { queueUp } from './fill.ts'
import { latency, throughput } from './phases.ts'
import type { Changes } from './processes.ts'
import { startRig, workspacesAt, workspaceWith } from './rig.ts'
import { type Say, type Scale, steadyRate } from './scale.ts'

interface Ablation {
  what: string
  changes: Changes
  settings?: Record<string, string>
}

const slots = 128

// Each takes one thing away by going to its extreme; the code that runs is the same.
const known: Record<string, Ablation> = {
  whole: { what: 'nothing off', changes: {} },
  turns: {
    what: 'turns off: one endpoint may take every slot in its turn',
    changes: { quantum: slots },
    settings: { WEBHOOKS_WINDOW_MAX: String(slots) },
  },
  lanes: { what: 'lanes off: slow and failing endpoints may use every slot', changes: { slowLaneShare: 1 } },
  window: {
    what: 'window off: as many in flight as there are slots, always',
    changes: { windowMin: slots },
    settings: { WEBHOOKS_WINDOW_MAX: String(slots) },
  },
  batching: {
    what: 'result batching off: a transaction for each result',
    changes: { resultBatchMax: 1, resultGatherMs: 0 },
  },
  all: {
    what: 'turns, lanes and window off',
    changes: { quantum: slots, slowLaneShare: 1, windowMin: slots },
    settings: { WEBHOOKS_WINDOW_MAX: String(slots) },
  },
}

/** What turns, lanes, windows and batches of results are each worth. */
export async function ablations(scale: Scale, say: Say, ways: readonly string[] = Object.keys(known)): Promise<void> {
  for (const way of ways) {
    const ablation = known[way]
    if (ablation === undefined) throw new Error(`no such ablation: ${way}`)
    await oneWay(ablation, scale, (line) => say(`${ablation.what}: ${line}`))
  }
}

async function oneWay({ changes, settings = {} }: Ablation, scale: Scale, say: Say): Promise<void> {
  const rig = await startRig({ changes, settings })
  try {
    const many = await workspacesAt(rig, 200, (at) => [`/ok/${at}`])
    const sent = await throughput(rig, many, scale.shortSeconds)
    const healthy = many.slice(0, 40)
    const steady = { perSecond: steadyRate, seconds: scale.shortSeconds }
    const dead = await deadWorkspaces(rig, 10)
    const beside = await latency(rig, { healthy, dead, ...steady })
    const burst = await workspaceWith(rig, [`${rig.receiverUrl}/later/burst`])
    await queueUp(rig.database, burst, scale.backlog)
    const behind = await latency(rig, { healthy, ...steady })
    say(`${Math.round(sent.perSecond)}/s; 20 % dead: ${shown(beside)}; backlog: ${shown(behind)}`)
  } finally {
    await rig.stop()
  }
}
