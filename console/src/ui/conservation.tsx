import { locale, words } from '../messages/index.ts'

/** Deliveries by state: `accepted` is counted on its own. */
export interface DeliveryCounts {
  accepted: number
  delivered: number
  pending: number
  held: number
  failed: number
  cancelled: number
}

const states = ['delivered', 'pending', 'held', 'failed', 'cancelled'] as const

/** Accepted deliveries that are in no state; 0 while nothing is lost. */
export const differenceOf = (counts: DeliveryCounts): number =>
  states.reduce((rest, state) => rest - counts[state], counts.accepted)

/** Where every accepted delivery is: one bar, its parts in words, and the difference written out. */
export function Conservation({ counts }: { counts: DeliveryCounts }) {
  const text = words.conservation
  const difference = differenceOf(counts)
  return (
    <div class="conservation">
      <div class="conserved" aria-hidden="true">
        {states
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <span key={state} class={state} style={{ flexGrow: counts[state] }} />
          ))}
      </div>
      <dl>
        <div>
          <dt>{text.accepted}</dt>
          <dd>{counts.accepted.toLocaleString(locale)}</dd>
        </div>
        {states.map((state) => (
          <div key={state}>
            <dt>
              <span class={`mark ${state}`} aria-hidden="true" />
              {text[state]}
            </dt>
            <dd>{counts[state].toLocaleString(locale)}</dd>
          </div>
        ))}
        <div class={difference === 0 ? 'difference' : 'difference bad'}>
          <dt>{text.difference}</dt>
          <dd>{difference.toLocaleString(locale)}</dd>
        </div>
      </dl>
      {difference !== 0 && <p class="danger-text">{text.lost}</p>}
    </div>
  )
}
