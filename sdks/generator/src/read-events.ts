import { type JsonObject, objectAt, onlyKeys, referenceName, step } from './json.ts'
import type { EventDefinition } from './model.ts'

/** The events that endpoints receive, each with the schema of its body. */
export function readEvents(document: JsonObject): EventDefinition[] {
  return Object.entries(objectAt(document['webhooks'] ?? {}, '#/webhooks')).map(([type, value]) => {
    const place = step('#/webhooks', type)
    const item = objectAt(value, place)
    onlyKeys(item, ['post'], place)
    const body = objectAt(objectAt(item['post'], step(place, 'post'))['requestBody'], step(place, 'post/requestBody'))
    const here = `${place}/post/requestBody/content`
    const media = objectAt(objectAt(body['content'], here)['application/json'], step(here, 'application/json'))
    const schema = objectAt(media['schema'], `${here}/schema`)
    return { type, schema: referenceName(schema['$ref'], 'schemas', `${here}/schema`) }
  })
}
