import { randomUUID } from 'node:crypto'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { cached } from '@plinth/kit/async/cached'
import type { EventType } from '@plinth/proto/webhooks/v1/events.ts'
import type { PublicDocument } from './public-document.ts'

const pack = promisify(gzip)

/**
 * Returns how to get the OpenAPI document with the product's types among its webhooks. The same types, as the same list, give the same
 * document. All of them come from one body of PUT /event-types, which bounds its size.
 */
export function servedOpenApi(
  origin: string | undefined,
  typesOf: () => Promise<readonly EventType[]>,
): () => Promise<PublicDocument> {
  const frame = cached(() => frameOf(origin), Number.POSITIVE_INFINITY)
  let latest: { types: readonly EventType[]; document: Promise<PublicDocument> } | undefined
  return async () => {
    const types = await typesOf()
    if (latest?.types === types) return latest.document
    const made = { types, document: fill(frame(), types) }
    latest = made
    // A failure is not kept.
    made.document.catch(() => {
      if (latest === made) latest = undefined
    })
    return made.document
  }
}

interface Frame {
  beforeTypes: string
  afterTypes: string
}

/** The document as text, in two parts: printing it for every change of the types would hold the event loop. */
async function frameOf(origin: string | undefined): Promise<Frame> {
  const { openApiDocument } = await import('../openapi/document.ts')
  const mark = randomUUID()
  const { webhooks, ...rest } = openApiDocument({ origin })
  const [beforeTypes = '', afterTypes = ''] = JSON.stringify({ ...rest, webhooks: { ...webhooks, [mark]: 0 } }).split(
    `,"${mark}":0`,
  )
  return { beforeTypes, afterTypes }
}

async function fill(frame: Promise<Frame>, types: readonly EventType[]): Promise<PublicDocument> {
  const { productWebhook } = await import('../openapi/product-webhooks.ts')
  const { beforeTypes, afterTypes } = await frame
  const parts = [beforeTypes]
  for (const type of types) {
    parts.push(`,${JSON.stringify(type.name)}:${JSON.stringify(productWebhook(type))}`)
    await letOthersRun()
  }
  const body = await pack([...parts, afterTypes].join(''))
  return { contentType: 'application/json', body, isGzipped: true, isShared: true }
}
