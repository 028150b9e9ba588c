import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../src/random.ts'
import type { Cluster, Victim } from './cluster.ts'

export interface Storm {
  /** Kills and freezes together. */
  faults: number
  /** Ends it, whatever was killed. */
  minutes: number
}

/** The load that the faults meet. */
export interface Progress {
  /** How much was answered so far. */
  done(): number
  /** True while a call that publishes has no answer. */
  isPublishing(): boolean
}

/** `whilePublishing`: how many of both came while a call that publishes had no answer. */
export type Casualties = Record<string, { kills: number; freezes: number; whilePublishing: number }>

// The processes that the promises are about go down most often.
const weights: Record<string, number> = { webhooks: 4, 'webhooks-2': 3, postgres: 2, nats: 2 }
const freezeChance = 0.3
const breathMs = 8_000

/** Kills everything once, then kills and freezes one thing after the other, sometimes several at once, each back before long. */
export async function rage(
  cluster: Cluster,
  { faults, minutes }: Storm,
  random: Random,
  progress: Progress,
): Promise<Casualties> {
  const until = performance.now() + minutes * 60_000
  const casualties: Casualties = Object.fromEntries(
    cluster.victims.map(({ name }) => [name, { kills: 0, freezes: 0, whilePublishing: 0 }]),
  )
  const unharmed = new Set(cluster.victims)
  const choices = cluster.victims.flatMap((victim) => Array<Victim>(weights[victim.name] ?? 1).fill(victim))
  const down = new Map<string, Promise<void>>()
  for (let done = 0; done < faults && performance.now() < until; ) {
    const isFirst = unharmed.size > 0
    const victim = random.pick(isFirst ? [...unharmed] : choices)
    unharmed.delete(victim)
    const tally = casualties[victim.name]
    if (tally === undefined || down.has(victim.name)) {
      await wait(20)
      continue
    }
    const isFrozen = !isFirst && random.chance(freezeChance)
    if (isFrozen) tally.freezes++
    else tally.kills++
    if (progress.isPublishing()) tally.whilePublishing++
    done++
    const harm = isFrozen ? frozen(victim, freezeMs(random)) : killedFor(victim, random.int(0, 800))
    down.set(
      victim.name,
      harm.finally(() => down.delete(victim.name)),
    )
    // At times in a heap, mostly one by one; and often not before something was done in between.
    await wait(random.chance(0.3) ? random.int(0, 100) : random.int(300, 1_600))
    if (random.chance(0.6)) await breath(progress)
  }
  await Promise.all(down.values())
  return casualties
}

/** Until something was done, but not for ever. */
async function breath({ done }: Progress): Promise<void> {
  const [before, until] = [done(), performance.now() + breathMs]
  while (done() === before && performance.now() < until) await wait(50)
}

// Most are shorter than every lease and deadline; some outlast them.
const freezeMs = (random: Random): number => (random.chance(0.1) ? random.int(6_500, 25_000) : random.int(200, 6_500))

async function frozen(victim: Victim, forMs: number): Promise<void> {
  await victim.freeze()
  await wait(forMs)
  await victim.thaw()
}

async function killedFor(victim: Victim, forMs: number): Promise<void> {
  await victim.kill()
  await wait(forMs)
  await victim.revive()
}
