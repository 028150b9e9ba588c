import type { DeliveryAttempt } from '../../api/sdk.ts'

/** `rest` is the answer's body, or what went by until the attempt was given up. */
export type PhaseName = 'wait' | 'dns' | 'connect' | 'tls' | 'first_byte' | 'rest'

export interface Phase {
  name: PhaseName
  ms: number
}

const measured = ['dns', 'connect', 'tls', 'first_byte'] as const

/** The phases of an attempt in their order: `wait` is before it, the others together are its total. */
export function phasesOf({ timings_ms: timings }: Pick<DeliveryAttempt, 'timings_ms'>): Phase[] {
  const phases = measured.map((name) => ({ name, ms: timings[name] ?? 0 }))
  const known = phases.reduce((sum, { ms }) => sum + ms, 0)
  return [
    { name: 'wait', ms: timings['wait'] ?? 0 },
    ...phases,
    { name: 'rest', ms: Math.max(0, (timings['total'] ?? 0) - known) },
  ]
}

/** From when the attempt was due until it ended. */
export const spanMs = (attempt: Pick<DeliveryAttempt, 'timings_ms'>): number =>
  phasesOf(attempt).reduce((sum, { ms }) => sum + ms, 0)
