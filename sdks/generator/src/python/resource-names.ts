import type { Model } from '../model.ts'
import { pascal, snake } from '../naming.ts'
import { docstring, identifier } from './names.ts'

/** Resources that have methods written by hand, and the module of these. */
const byHand: Record<string, string> = { entitlements: '_entitlements' }

/** resource_names.py: what makes `client.workspaces` of both clients; a resource's module is loaded when it is used. */
export function resourceNamesModule({ resources }: Model): string {
  const imports = resources.map(
    ({ name }) => `    from ${moduleOf(name)} import Async${pascal(name)}Resource, ${pascal(name)}Resource\n`,
  )
  const classes = ['', 'Async'].map(
    (prefix) =>
      `\n\nclass ${prefix}Resources:\n${resources
        .map(({ name, description }) => property(name, description, prefix))
        .join('\n')}`,
  )
  return `from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
${imports.join('')}${classes.join('')}`
}

const moduleOf = (name: string): string =>
  byHand[name] === undefined ? `.resources.${snake(name)}` : `..${byHand[name]}`

function property(name: string, description: string, prefix: string): string {
  const cls = `${prefix}${pascal(name)}Resource`
  return `    @property
    def ${identifier(snake(name))}(self) -> ${cls}:
${docstring([description.replaceAll('\n', ' ')], '        ')}        from ${moduleOf(name)} import ${cls}

        return ${cls}(self)
`
}
