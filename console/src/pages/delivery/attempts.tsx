import type { Delivery } from '../../api/sdk.ts'
import { words } from '../../messages/index.ts'
import { Moment } from '../../ui/moment.tsx'
import { Attempt } from './attempt.tsx'
import { spanMs } from './phases.ts'

/** The attempts of a delivery, then those that are still to come. */
export function Attempts({ delivery }: { delivery: Delivery }) {
  const { delivery: text } = words
  const { attempts_log: log, schedule, ends_at: endsAt } = delivery
  const longestMs = Math.max(0, ...log.map(spanMs))
  // While it is held, its time does not run.
  const fails = endsAt !== null && delivery.held_since === null
  const missing = (log[0]?.number ?? 1) - 1
  return (
    <section>
      <h2>{text.attempts}</h2>
      {missing > 0 && <p class="muted">{text.missingAttempts(missing)}</p>}
      {log.length === 0 && <p class="muted">{text.noAttempt}</p>}
      {log.map((attempt) => (
        <Attempt key={attempt.number} delivery={delivery} attempt={attempt} longestMs={longestMs} />
      ))}
      {(schedule.length > 0 || fails) && (
        <section class="schedule" aria-label={text.schedule}>
          {schedule.length > 0 && (
            <>
              <h3>{text.schedule}</h3>
              <ul>
                {schedule.map(({ number, due_at: dueAt }) => (
                  <li key={number}>
                    {text.attempt(number)}: <Moment at={dueAt} hasSeconds />
                  </li>
                ))}
              </ul>
            </>
          )}
          {fails && (
            <p>
              {text.endsAt} <Moment at={endsAt} hasSeconds />.
            </p>
          )}
        </section>
      )}
    </section>
  )
}
