import { locale, words } from '../../messages/index.ts'
import { type Fact, Facts } from '../../ui/facts.tsx'
import { IdText } from '../../ui/id-text.tsx'
import { Moment } from '../../ui/moment.tsx'
import { visible } from '../../ui/outside-text.ts'
import { rateText } from '../../ui/rate.ts'
import { clockText } from '../../ui/time.ts'
import { countText } from '../webhooks/health.tsx'
import { fieldsOf } from '../webhooks/webhook-form.ts'
import { webhookLabels } from '../webhooks/webhook-inputs.tsx'
import type { ShownWebhook } from './webhook-query.ts'

/** How the webhook does now. */
export function HealthFacts({ webhook }: { webhook: ShownWebhook }) {
  const { facts: text } = words.webhook
  const { in_flight, window, due, held, oldest_due_at, success_rate_1h: rate, p95_ms_1h: p95 } = webhook.health
  const none = <span class="muted">{words.webhooks.noAttempts}</span>
  const ofSending: Fact[] = [
    [text.success, rate === null ? none : rateText(rate, locale)],
    [text.p95, p95 === null ? none : `${p95.toLocaleString(locale)} ms`],
    [text.breaker, breakerText(webhook)],
    [text.failedInARow, webhook.consecutive_failures.toLocaleString(locale)],
  ]
  return (
    <section aria-label={text.caption}>
      <h2>{text.caption}</h2>
      <Facts
        facts={[
          ...(webhook.kind === 'push' ? ofSending : []),
          [text.window, `${in_flight.toLocaleString(locale)} · ${window.toLocaleString(locale)}`],
          [text.due, `${countText(due)} · ${countText(held)}`],
          [text.oldestDue, oldest_due_at === null ? words.webhooks.noneDue : <Moment at={oldest_due_at} />],
        ]}
      />
    </section>
  )
}

function breakerText({ health: { state, open_until: until } }: ShownWebhook): string {
  const { facts: text } = words.webhook
  if (until !== null) return text.breakerOpen(clockText(until))
  return state === 'open' ? text.breakerProbing : text.breakerClosed
}

const isInGrace = ({ previous_secret_until: until }: ShownWebhook) => until !== null && Date.parse(until) > Date.now()

/** The settings of the webhook; those with their default are left out. */
export function SettingFacts({ webhook }: { webhook: ShownWebhook }) {
  const { facts: text } = words.webhook
  const { webhooks } = words
  const labels = webhookLabels()
  const { headers, schedule, rate, namespaces, channels, filter } = fieldsOf(webhook)
  const given = { headers, schedule, rate, namespaces, channels, filter }
  return (
    <section aria-label={text.settings}>
      <h2>{text.settings}</h2>
      <Facts
        facts={[
          [text.id, <IdText id={webhook.id} name={text.id} />],
          ...(webhook.description === null ? [] : [[labels.description, visible(webhook.description)] as const]),
          [labels.events, <code>{visible(webhook.events.join(', '))}</code>],
          ...Object.entries(given)
            .filter(([, value]) => value !== '')
            .map(
              ([name, value]): Fact => [
                labels[name as keyof typeof given],
                <code class="lines">{visible(value)}</code>,
              ],
            ),
          ...(webhook.payload === 'thin' ? [[labels.payload, webhooks.payloads.thin] as const] : []),
          ...(webhook.ordering === 'key' ? [[labels.ordering, webhooks.orderings.key] as const] : []),
          ...(isInGrace(webhook) ? [[text.graceUntil, <Moment at={webhook.previous_secret_until} />] as const] : []),
          [text.created, <Moment at={webhook.created_at} />],
          [text.updated, <Moment at={webhook.updated_at} />],
        ]}
      />
    </section>
  )
}
