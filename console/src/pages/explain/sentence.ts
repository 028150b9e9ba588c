import type { CatalogFeature, EntitlementDecision } from '../../api/sdk.ts'
import type { Messages } from '../../messages/index.ts'
import { visible } from '../../ui/outside-text.ts'

type Words = Messages['explain']['sentence']

const levels = ['namespace', 'workspace', 'tier'] as const

/** The question of a check, and the catalogue's entry for it. */
export interface Asked {
  /** The code of the feature. */
  code: string
  quantity: number
  /** Undefined: the catalogue does not have it. */
  feature: CatalogFeature | undefined
  /** The feature whose pool is used: itself, or its parent. */
  pool: CatalogFeature | undefined
}

/** How numbers, times and lists are written. */
export interface Writing {
  amount: (value: number, unit: string | null | undefined) => string
  time: (iso: string) => string
  /** "Team and 50 credits" */
  list: (names: readonly string[]) => string
}

/** The answer in one sentence, of an explained check: whether, how much is left of what until when, and who decided. */
export function sentenceOf(decision: EntitlementDecision, asked: Asked, words: Words, writing: Writing): string {
  const { allowed, reason, limit, available, exact } = decision
  const name = visible(asked.feature?.name ?? asked.code)
  const message = visible(decision.message)
  if (!allowed && reason !== 'LIMIT_EXCEEDED') {
    if (!isKnown(reason, words)) return words.other(message)
    return words.reasons[reason](name, writing.list(lapsedPackages(decision)) || words.aPackage)
  }
  const decided = decidedBy(decision, asked, words)
  if (asked.pool?.type === 'boolean') return words.on(name, decided)
  const unit = asked.pool?.unit
  const amount = words.asked(writing.amount(asked.quantity, unit), name, unit != null && unit !== '')
  if (limit === null || available === null) return allowed ? words.unlimited(amount, decided) : words.other(message)
  // A strong check is exact unless no part could say what is used.
  if (!exact) return words.unknown(allowed, amount, writing.amount(limit, unit), decided)
  const say = allowed ? words.yes : words.no
  return say(
    amount,
    writing.amount(available, unit),
    writing.amount(limit, unit),
    spanOf(decision, asked, words, writing),
    decided,
  )
}

const isKnown = (reason: string | null, { reasons }: Words): reason is keyof Words['reasons'] =>
  reason !== null && Object.hasOwn(reasons, reason)

/** Names of the packages that would include the feature, were it not for the reason. */
function lapsedPackages({ chain = [], reason }: EntitlementDecision): string[] {
  const sources = chain.flatMap((level) => level.sources)
  return [...new Set(sources.filter((source) => source.reason === reason).map((source) => source.name))]
}

function decidedBy({ counted }: EntitlementDecision, { feature, pool }: Asked, { decided }: Words): string {
  return decided[levels.find((level) => level === counted?.level) ?? 'workspace'](
    pool === undefined || pool.code === feature?.code ? undefined : visible(pool.name),
  )
}

function spanOf({ counted }: EntitlementDecision, { pool }: Asked, words: Words, { time }: Writing): string {
  if (pool?.reset === 'rolling' && pool.rolling_days !== null) return words.rolling(pool.rolling_days)
  return counted?.window_end == null ? '' : words.until(time(counted.window_end))
}
