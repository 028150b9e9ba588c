import { locale, words } from '../../messages/index.ts'
import { Announced } from '../../ui/announced.tsx'
import { clockText, timeText } from '../../ui/time.ts'
import { countText } from '../webhooks/health.tsx'
import { LastFailure } from './last-failure.tsx'
import type { ShownWebhook } from './webhook-query.ts'

/** The present state of the deliveries, its reason, and the next step. */
export function StateText({ webhook }: { webhook: ShownWebhook }) {
  const { due, held } = webhook.health
  const { sentence, next, isBad = false, isFailing = false } = stateOf(webhook)
  const { state: text } = words.webhook
  const heldText = webhook.is_active ? text.heldBySuspension : text.held
  return (
    <div class={isBad ? 'notice bad state' : 'notice state'}>
      <p>
        <strong>{sentence}</strong>
        {held > 0 && ` ${heldText(held, countText(held))}`}
        {held === 0 && due > 0 && ` ${text.due(due, countText(due))}`}
      </p>
      {webhook.blocked_keys != null && (
        <p>{text.blocked(webhook.blocked_keys.count.toLocaleString(locale), timeText(webhook.blocked_keys.since))}</p>
      )}
      {isFailing && <LastFailure webhook={webhook} />}
      {next !== undefined && <p>{next}</p>}
      <Announced text={sentence} />
    </div>
  )
}

interface State {
  sentence: string
  /** The step that the reader takes next. */
  next?: string
  isBad?: boolean
  /** The last failed attempt says why. */
  isFailing?: boolean
}

function stateOf(webhook: ShownWebhook): State {
  const { state: text } = words.webhook
  const { state, open_until: openUntil, success_rate_1h: rate } = webhook.health
  if (!webhook.is_active) return { ...disabledState(webhook), isBad: true }
  if (state === 'disabled') return { sentence: text.suspended, isBad: true }
  if (webhook.kind === 'poll') return { sentence: text.poll }
  if (state === 'open') {
    const sentence = openUntil === null ? text.probing : text.open(clockText(openUntil))
    return { sentence, next: text.openNext, isBad: true, isFailing: true }
  }
  if (state === 'failing') return { sentence: text.failing, next: text.failingNext, isBad: true, isFailing: true }
  if (state === 'slow') return { sentence: text.slow, next: text.slowNext }
  return { sentence: rate === null ? text.idle : text.healthy }
}

function disabledState({ disabled_reason: reason, disabled_at: at, updated_at: updatedAt }: ShownWebhook): State {
  const { state: text } = words.webhook
  const since = timeText(at ?? updatedAt)
  if (reason === 'gone') return { sentence: text.gone(since), next: text.failuresNext, isFailing: true }
  if (reason === 'failures') return { sentence: text.failures(since), next: text.failuresNext, isFailing: true }
  return { sentence: text.byRequest(since) }
}
