import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { names, readDocument, UnknownConstruct } from '../src/index.ts'

const file = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const read = (document: unknown) => readDocument(document, { version: '1.2.3', names })

describe('the model of a document with every construct', () => {
  it('is the kept one', () => {
    assert.deepEqual(read(file('every-construct.json')), file('every-construct.model.json'))
  })

  it('is the same when the document has more of what is not read', () => {
    const document = file('every-construct.json')
    document.paths['/paper-boats'].get['x-codeSamples'] = []
    document.components.schemas.Raft.properties.logs.maximum = 8
    assert.deepEqual(read(document), file('every-construct.model.json'))
  })
})

describe('an operation that answers a stream of events', () => {
  it('is no method of the SDKs', () => {
    const document = file('every-construct.json')
    const { get } = document.paths['/paper-boats/log']
    const content = { 'text/event-stream': { schema: { type: 'string' } } }
    document.paths['/boat-events'] = {
      get: { ...get, 'x-operation': 'paper-boats.stream', responses: { 200: { description: 'OK', content } } },
    }
    assert.deepEqual(read(document), file('every-construct.model.json'))
  })
})

// what the document is changed in, by the place that the refusal names
const schemas = '#/components/schemas'
const get = '#/paths/~1paper-boats/get'
const post = '#/paths/~1paper-boats/post'
const put = '#/paths/~1paper-boats~1{boat_id}/put'
const refused: [what: string, place: string, change: (document: ReturnType<typeof file>) => void][] = [
  ['another version of OpenAPI', '#/openapi', (it) => (it.openapi = '3.0.3')],
  ['a key beside paths', '#', (it) => (it.jsonSchemaDialect = 'x')],
  ['a kind of components', '#/components', (it) => (it.components.links = {})],
  ['allOf', `${schemas}/Raft/properties/id`, (it) => (idOf(it).allOf = [])],
  ['not', `${schemas}/Raft/properties/id`, (it) => (idOf(it).not = {})],
  ['nullable of OpenAPI 3.0', `${schemas}/Raft/properties/id`, (it) => (idOf(it).nullable = true)],
  ['patternProperties', `${schemas}/Raft`, (it) => (it.components.schemas.Raft.patternProperties = {})],
  ['two types besides null', `${schemas}/Raft/properties/id`, (it) => (idOf(it).type = ['string', 'integer'])],
  ['an unknown type', `${schemas}/Raft/properties/id`, (it) => (idOf(it).type = 'file')],
  ['words that are numbers', `${schemas}/Raft/properties/id`, (it) => set(idOf(it), { type: 'integer', enum: [1] })],
  ['a constant list', `${schemas}/Raft/properties/id`, (it) => set(idOf(it), { const: [] })],
  [
    'keys beside a reference',
    `${schemas}/BoatCreate/properties/crew`,
    (it) => {
      it.components.schemas.BoatCreate.properties.crew.required = []
    },
  ],
  [
    'a reference to nothing',
    `${schemas}/Raft/properties/id`,
    (it) => {
      it.components.schemas.Raft.properties.id = { $ref: `${schemas}/Lost` }
    },
  ],
  [
    'a reference to another file',
    `${schemas}/Raft/properties/id`,
    (it) => {
      it.components.schemas.Raft.properties.id = { $ref: 'other.json#/Raft' }
    },
  ],
  ['a required field that is not there', `${schemas}/Raft`, (it) => it.components.schemas.Raft.required.push('mast')],
  [
    'names of fields that are no strings',
    `${schemas}/BoatCreate/properties/settings/propertyNames`,
    (it) => {
      it.components.schemas.BoatCreate.properties.settings.propertyNames = { enum: ['a'], type: 'string' }
    },
  ],
  [
    'a hoisted name that another schema has',
    `${schemas}/Boat/properties/cargo`,
    (it) => {
      it.components.schemas.BoatCargo = { type: 'string' }
    },
  ],
  [
    'nameless objects that no constant tells apart',
    `${schemas}/Raft/properties/id/anyOf/0`,
    (it) => {
      const nameless = { type: 'object', properties: {} }
      it.components.schemas.Raft.properties.id = { anyOf: [nameless, nameless] }
    },
  ],
  ['a name that is not in Pascal case', `${schemas}/__schema0`, (it) => (it.components.schemas.__schema0 = {})],
  ['another method', '#/paths/~1paper-boats/trace', (it) => (it.paths['/paper-boats'].trace = {})],
  ['a key of an operation', get, (it) => (it.paths['/paper-boats'].get.callbacks = {})],
  ['a name without a verb', get, (it) => (it.paths['/paper-boats'].get['x-operation'] = 'boats')],
  ['another tag', get, (it) => (it.paths['/paper-boats'].get.tags = ['boats'])],
  ['two operations of one name', '#/paths', (it) => (it.paths['/paper-boats'].get['x-operation'] = 'paper-boats.get')],
  [
    'an unknown shared parameter',
    `${get}/parameters/0`,
    (it) => {
      it.paths['/paper-boats'].get.parameters[0] = { $ref: '#/components/parameters/Cookie' }
    },
  ],
  [
    'a parameter in a cookie',
    `${get}/parameters/2`,
    (it) => (it.paths['/paper-boats'].get.parameters[2].in = 'cookie'),
  ],
  [
    'a list in a query that is repeated',
    `${get}/parameters/0`,
    (it) => {
      it.paths['/paper-boats'].get.parameters[0].explode = true
    },
  ],
  [
    'parameters of the path in another order',
    '#/paths/~1paper-boats~1{boat_id}~1crew~1{sailor_id}~1batch/post',
    (it) => it.paths['/paper-boats/{boat_id}/crew/{sailor_id}/batch'].post.parameters.reverse(),
  ],
  ['a name in query and body', post, (it) => (it.paths['/paper-boats'].post.parameters[0].name = 'name')],
  [
    'a body that is a form',
    `${post}/requestBody/content`,
    (it) => {
      it.paths['/paper-boats'].post.requestBody.content['multipart/form-data'] = {}
    },
  ],
  [
    'a body that is no object',
    `${post}/requestBody/content/application~1json`,
    (it) => {
      it.paths['/paper-boats'].post.requestBody.content['application/json'].schema = { type: 'string' }
    },
  ],
  [
    'an answer that is neither a document nor lines',
    `${get}/responses/200/content`,
    (it) => {
      it.paths['/paper-boats'].get.responses[200].content = { 'text/csv': {} }
    },
  ],
  [
    'lines that a POST answers',
    post,
    (it) => {
      it.paths['/paper-boats'].post.responses = {
        200: { description: 'OK', content: { 'application/x-ndjson': {} } },
      }
    },
  ],
  [
    'an unknown envelope',
    `${put}/responses/200/content/application~1json/schema`,
    (it) => {
      const { schema } = it.paths['/paper-boats/{boat_id}'].put.responses[200].content['application/json']
      schema.properties = { rows: schema.properties.data }
    },
  ],
  [
    'pages of different things',
    `${get}/responses/200/content/application~1json/schema`,
    (it) => {
      const { schema } = it.paths['/paper-boats'].get.responses[200].content['application/json']
      schema.anyOf[0].properties.data.items = { type: 'string' }
    },
  ],
  [
    'successes of different forms',
    `${post}/responses`,
    (it) => {
      const media = it.paths['/paper-boats'].post.responses[202].content['application/json']
      media.schema = media.schema.properties.data
    },
  ],
  [
    'no success',
    `${post}/responses`,
    (it) => {
      delete it.paths['/paper-boats'].post.responses[200]
      delete it.paths['/paper-boats'].post.responses[202]
    },
  ],
  [
    'an answer by a parameter that is not there',
    `${post}/x-answer-by`,
    (it) => (it.paths['/paper-boats'].post['x-answer-by'].parameter = 'wet'),
  ],
  [
    'an answer by a parameter that is none of the answers',
    `${post}/x-answer-by/schema`,
    (it) => (it.paths['/paper-boats'].post['x-answer-by'].schema = { $ref: `${schemas}/Raft` }),
  ],
  [
    'a reservation that no operation ends',
    '#/paths, paper-boats.replace',
    (it) => (it.paths['/paper-boats/{boat_id}'].put['x-reserves'].commit = 'paper-boats.sail'),
  ],
  [
    'an error without its codes',
    `${get}/responses/404/x-error-codes`,
    (it) => {
      delete it.components.responses['404.RESOURCE_NOT_FOUND']['x-error-codes']
    },
  ],
  [
    'an event with a body without a name',
    '#/webhooks/boat.sunk/post/requestBody/content/schema/$ref',
    (it) => {
      it.webhooks['boat.sunk'].post.requestBody.content['application/json'].schema = { type: 'object' }
    },
  ],
]

describe('a document with', () => {
  for (const [what, place, change] of refused) {
    it(`${what} is refused, and its place named`, () => {
      const document = file('every-construct.json')
      change(document)
      assert.throws(
        () => read(document),
        (err) => err instanceof UnknownConstruct && err.message.startsWith(`${place}: `),
        place,
      )
    })
  }
})

const idOf = (document: ReturnType<typeof file>) => document.components.schemas.Raft.properties.id
const set = (target: object, values: object) => Object.assign(target, values)
