import type { Link } from '@opentelemetry/api'
import { parseTraceparent } from './traceparent.ts'

/** A link to what the traceparent names; none when the text is none. */
export function linkTo(traceparent: string): Link[] {
  const context = parseTraceparent(traceparent)
  return context === undefined ? [] : [{ context }]
}
