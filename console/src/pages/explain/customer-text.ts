import type { EntitlementDecision } from '../../api/sdk.ts'
import type { Messages } from '../../messages/index.ts'
import { isolated } from '../../messages/isolated.ts'
import { visible } from '../../ui/outside-text.ts'
import { type Asked, sentenceOf, type Writing } from './sentence.ts'
import { totalOf } from './sum.ts'

type Words = Pick<Messages['explain'], 'sentence' | 'customer'>

/** The answer as it can be sent to the customer: names and numbers, no ID, nobody's other packages. */
export function customerText(decision: EntitlementDecision, asked: Asked, words: Words, writing: Writing): string {
  const { customer, sentence } = words
  const { chain = [], counted, as_of, exact } = decision
  const unit = asked.pool?.unit
  const sources = chain.find((level) => level.passed_over_because === null)?.sources ?? []
  const total = totalOf(sources)
  const parts = sources.flatMap(({ is_counted, grants, name }) =>
    is_counted && typeof grants === 'number' ? [`${writing.amount(grants, unit)} (${isolated(visible(name))})`] : [],
  )
  const use = exact && counted != null && asked.pool?.type !== 'boolean' ? counted : undefined
  return [
    sentenceOf(decision, asked, sentence, writing),
    ...(typeof total === 'number' ? [customer.sum(parts.join(' + '), writing.amount(total, unit))] : []),
    ...(use === undefined ? [] : [customer.use(writing.amount(use.used, unit), writing.amount(use.reserved, unit))]),
    customer.asOf(writing.time(as_of)),
  ].join('\n')
}
