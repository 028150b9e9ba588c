import type { z } from 'zod'
import { exampleOf } from '../../operation/shown.ts'

export interface EventDoc {
  summary: string
  /** `data.object.type`. */
  object: string
  attributes: z.ZodObject
  /** Attributes of one event. */
  example: Readonly<Record<string, unknown>>
}

/** By type. */
export type EventDocs = Readonly<Record<string, EventDoc>>

export const exampleObject = (schema: z.ZodObject): Readonly<Record<string, unknown>> => Object(exampleOf(schema))
