import { shown } from './deliveries.ts'
import { fillHistory } from './fill.ts'
import { latency, throughput } from './phases.ts'
import { startRig, workspacesAt } from './rig.ts'
import { ratio, type Say, type Scale, steadyRate } from './scale.ts'

/** The same before and after so many finished deliveries lie in 30 days of history. */
export async function history(scale: Scale, say: Say): Promise<void> {
  const rig = await startRig()
  try {
    const many = await workspacesAt(rig, 200, (at) => [`/ok/${at}`])
    const steady = { healthy: many, perSecond: steadyRate, seconds: scale.shortSeconds }
    const before = { sent: await throughput(rig, many, scale.shortSeconds), late: await latency(rig, steady) }
    say(`history empty: ${Math.round(before.sent.perSecond)}/s; ${steadyRate}/s: ${shown(before.late)}`)
    await fillHistory(rig, many.slice(0, 20), scale.finished)
    await rig.database.query({ text: 'CHECKPOINT' })
    const after = { sent: await throughput(rig, many, scale.shortSeconds), late: await latency(rig, steady) }
    say(
      `${scale.finished} finished deliveries in 30 days: ${Math.round(after.sent.perSecond)}/s, time for one × ` +
        `${ratio(before.sent.perSecond, after.sent.perSecond)}; ${steadyRate}/s: ${shown(after.late)}, p99 × ${ratio(after.late.p99, before.late.p99)}`,
    )
  } finally {
    await rig.stop()
  }
}
