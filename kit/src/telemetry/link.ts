import type { Link } from '@opentelemetry/api'
import { parseTraceparent } from './traceparent.ts'

/** Returns a link to the span of a traceparent, or none if the text is not valid. */
export function linkTo(traceparent: string): Link[] {
  const context = parseTraceparent(traceparent)
  return context === undefined ? [] : [{ context }]
}
