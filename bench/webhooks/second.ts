import { received } from './load.ts'
import { throughput } from './phases.ts'
import { type Rig, startRig, workspacesAt } from './rig.ts'
import { ratio, type Say, type Scale } from './scale.ts'

/** One dispatcher, then two with no configuration: nothing lost, nothing twice, the work shared. */
export async function second(scale: Scale, say: Say): Promise<void> {
  const rig = await startRig()
  try {
    const many = await workspacesAt(rig, 200, (at) => [`/ok/${at}`])
    const one = await throughput(rig, many, scale.shortSeconds)
    const alone = await received(rig)
    say(
      `one dispatcher: ${Math.round(one.perSecond)}/s; ${alone.received} received, ${alone.repeated} of them twice, none missing`,
    )
    await rig.addDispatcher()
    const before = await sentBy(rig)
    const two = await throughput(rig, many, scale.shortSeconds)
    const together = await received(rig)
    const shares = (await sentBy(rig)).map((sent, at) => sent - (before[at] ?? 0))
    say(
      `two: ${Math.round(two.perSecond)}/s = ${ratio(two.perSecond, one.perSecond)} of one; ${together.received} received, ` +
        `${together.repeated} of them twice, none missing; sent by each: ${shares.join(', ')}`,
    )
  } finally {
    await rig.stop()
  }
}

const sentBy = (rig: Rig) =>
  Promise.all(rig.dispatchers.map((dispatcher) => dispatcher.metric('plinth_webhook_delivery_duration_seconds_count')))
