import type { Model, Resource } from '../model.ts'
import { pascal, snake } from '../naming.ts'
import { hasReservations } from '../reach.ts'
import { docstring, identifier } from './names.ts'

/** resource_names.py: what makes `client.workspaces` of both clients; a resource's module is loaded when it is used. */
export function resourceNamesModule({ resources }: Model): string {
  const imports = resources.map((resource) => {
    const cls = `${pascal(resource.name)}Resource`
    return `    from ${moduleOf(resource)} import Async${cls}, ${cls}\n`
  })
  const classes = ['', 'Async'].map(
    (prefix) => `\n\nclass ${prefix}Resources:\n${resources.map((resource) => property(resource, prefix)).join('\n')}`,
  )
  return `from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
${imports.join('')}${classes.join('')}`
}

/** Where it has reservations, the module by hand that adds to the generated one. */
const moduleOf = (resource: Resource): string =>
  hasReservations(resource) ? `.._${snake(resource.name)}` : `.resources.${snake(resource.name)}`

function property(resource: Resource, prefix: string): string {
  const { name, description } = resource
  const cls = `${prefix}${pascal(name)}Resource`
  return `    @property
    def ${identifier(snake(name))}(self) -> ${cls}:
${docstring([description.replaceAll('\n', ' ')], '        ')}        from ${moduleOf(resource)} import ${cls}

        return ${cls}(self)
`
}
