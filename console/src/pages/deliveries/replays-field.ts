import type { Field } from '../../ui/view.ts'

/** A replay, by what it takes to ask for it. */
export interface ReplayRef {
  webhookId: string
  id: string
}

const replaysMax = 100

/**
 * Replays whose progress the list shows: "wh_….rpl_…,…". They are in the URL, as no list of the API has them: after a reload
 * they can still be followed and stopped. The text is kept: equal texts are the same value.
 */
export const replaysField: Field<string> = {
  fallback: '',
  isBeside: true,
  read: (text) => replaysText(replaysOf(text)),
  write: (value) => value,
}

export const replaysText = (replays: readonly ReplayRef[]): string =>
  replays.map(({ webhookId, id }) => `${webhookId}.${id}`).join(',')

export function replaysOf(text: string): ReplayRef[] {
  const parts = text.split(',').slice(0, replaysMax)
  return parts.flatMap((part) => {
    const [, webhookId, id] = /^(wh_\w{1,40})\.(rpl_\w{1,40})$/.exec(part) ?? []
    return webhookId === undefined || id === undefined ? [] : [{ webhookId, id }]
  })
}

/** The running one that was asked for longest ago; undefined once all have ended. */
export function nextToAsk(
  replays: readonly ReplayRef[],
  known: Readonly<Record<string, { status: string; askedAt: number }>>,
): ReplayRef | undefined {
  const running = replays.filter(({ id }) => (known[id]?.status ?? 'running') === 'running')
  return running.toSorted((one, other) => (known[one.id]?.askedAt ?? 0) - (known[other.id]?.askedAt ?? 0))[0]
}
