import type { Webhook } from '../../api/sdk.ts'
import { locale, words } from '../../messages/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { visible } from '../../ui/outside-text.ts'

const tones = { healthy: 'good', slow: 'plain', failing: 'bad', open: 'bad', disabled: 'bad' } as const

export const healthStates = ['healthy', 'slow', 'failing', 'open', 'disabled'] as const

const isKnown = (state: string): state is keyof typeof tones => state in tones

/** The health of a webhook in a word. */
export function HealthBadge({ state }: { state: string }) {
  return isKnown(state) ? (
    <Badge tone={tones[state]} text={words.webhooks.states[state]} />
  ) : (
    <Badge tone="plain" text={state} />
  )
}

/** The name of a webhook: its URL; a polled one has none and is named by its description or ID. */
export const nameOf = ({ url, description, id }: Pick<Webhook, 'url' | 'description' | 'id'>): string =>
  visible(url || description || id)

/** "1,000+": the API counts no further. */
export const countText = (count: number): string => `${count.toLocaleString(locale)}${count < 1_000 ? '' : '+'}`
