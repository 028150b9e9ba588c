import type { Model } from '../model.ts'
import { camel, pascal } from '../naming.ts'
import { hasReservations } from '../reach.ts'
import { head } from './head.ts'
import { comment, literal } from './type-text.ts'

export const versionFile = ({ version }: Model): string => `${head}export const VERSION = ${literal(version)}\n`

export function errorCodesFile({ errors }: Model): string {
  const codes = errors.map(({ code }) => `  | ${literal(code)}\n`).join('')
  return `${head}
/** All codes of this version; a newer server may answer others. */
export type ErrorCode =
${codes}  | (string & {})
`
}

export function eventsFile({ events }: Model): string {
  return `${head}import type { AnyProductEvent } from '../product-events.ts'
import type {
${[...new Set(events.map(({ schema }) => `  ${schema},\n`))].sort().join('')}} from './schemas.ts'

/** Events by their type. */
export interface WebhookEvents {
${events.map(({ type, schema }) => `  ${literal(type)}: ${schema}\n`).join('')}}

/** An event of Plinth or of your product (ProductEvents), told apart by \`type\`. Other types may come: keep a default branch. */
export type WebhookEvent = WebhookEvents[keyof WebhookEvents] | AnyProductEvent
`
}

export function resourcesFile({ resources }: Model): string {
  const all = resources.map((resource) => {
    const { name, description } = resource
    const generated = { className: `${pascal(name)}Resource`, file: `./resources/${name}.ts` }
    // By hand, from the folder above: it extends the generated one.
    const extended = { className: pascal(name), file: `../${name}.ts` }
    return { name: camel(name), description, ...(hasReservations(resource) ? extended : generated) }
  })
  return `${head}import type { Core } from '../call/core.ts'
${all.map(({ className, file }) => `import { ${className} } from '${file}'\n`).join('')}
/** The resources of a client. */
export abstract class Resources {
${all.map(({ name, className, description }) => `${comment(description, '  ')}  readonly ${name}: ${className}\n`).join('')}
  constructor(core: Core) {
${all.map(({ name, className }) => `    this.${name} = new ${className}(core)\n`).join('')}  }
}
`
}
