import type { DeliveryAttempt } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { msText } from '../../ui/time.ts'
import { type Phase, phasesOf, spanMs } from './phases.ts'

/** The phases of an attempt as a bar, beside the longest of its delivery, and as numbers. */
export function TimeLine({ attempt, longestMs }: { attempt: DeliveryAttempt; longestMs: number }) {
  const { phases: names } = words.delivery
  const phases = phasesOf(attempt)
  const share = longestMs === 0 ? 0 : spanMs(attempt) / longestMs
  return (
    <>
      <div class="phase-track" aria-hidden="true">
        <span class="phase-bar" style={{ inlineSize: `${share * 100}%` }}>
          {phases
            .filter(({ ms }) => ms > 0)
            .map(({ name, ms }) => (
              <span key={name} class={`phase ${name}`} style={{ flexGrow: ms }} />
            ))}
        </span>
      </div>
      <dl class="phases">
        {phases.filter(isShown).map(({ name, ms }) => (
          <div key={name}>
            <dt>
              <span class={`phase ${name}`} aria-hidden="true" /> {name === 'rest' ? restOf(attempt) : names[name]}
            </dt>
            <dd>{msText(ms)}</dd>
          </div>
        ))}
        <div>
          <dt>{names.total}</dt>
          <dd>{msText(attempt.timings_ms['total'] ?? 0)}</dd>
        </div>
      </dl>
    </>
  )
}

const isShown = ({ name, ms }: Phase) => name !== 'rest' || ms > 0

const restOf = ({ status_code: code }: DeliveryAttempt) =>
  code === null ? words.delivery.phases.noAnswer : words.delivery.phases.body
