import type { Field, Model, NamedSchema } from '../model.ts'
import { docstring, identifier, text } from './names.ts'
import { kind, outputType } from './types.ts'

/** Names that a field must not have: the annotations of the fields after it would mean the field. */
const taken = new Set(['Any', 'Literal', 'bool', 'datetime', 'dict', 'float', 'int', 'list', 'str', 'to_dict'])

/** models.py: a class for each object of an answer. */
export function modelsModule(model: Model): string {
  const classes = model.schemas.filter(({ use }) => use !== 'input').map(modelClass)
  return `"""Objects that the API answers, events among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from .._answer import Answer, ListOf, MapOf, OneOf

if TYPE_CHECKING:
    from datetime import datetime
${classes.join('')}`
}

function modelClass({ name, description, shape }: NamedSchema): string {
  if (shape.kind === 'alias') return `\n\n${name} = ${outputType(shape.type)}\n`
  const { fields } = shape
  const wrong = fields.find((field) => taken.has(field.name) || field.name.startsWith('_'))
  if (wrong !== undefined) throw new Error(`${name}.${wrong.name} cannot be a field in Python`)
  const renamed = fields.filter((field) => identifier(field.name) !== field.name)
  const included = fields.filter((field) => field.include !== undefined)
  const optional = fields.filter((field) => !field.isRequired && field.include === undefined)
  const entries = fields.map((field) => `        ${text(field.name)}: ${kind(field.type)},\n`).join('')
  return [
    `\n\nclass ${name}(Answer):\n`,
    ...(description === undefined ? [] : [docstring([description], '    '), '\n']),
    ...fields.map(attribute),
    fields.length === 0 ? '' : '\n',
    fields.length === 0 ? '    _kinds = {}\n' : `    _kinds = {\n${entries}    }\n`,
    renamed.length === 0 ? '' : `    _wire_names = {${pairs(renamed.map((f) => [identifier(f.name), f.name]))}}\n`,
    included.length === 0 ? '' : `    _includes = {${pairs(included.map((f) => [f.name, f.include ?? '']))}}\n`,
    optional.length === 0 ? '' : `    _optional = frozenset({${optional.map((f) => text(f.name)).join(', ')}})\n`,
  ].join('')
}

function attribute(field: Field): string {
  const mayMiss = !field.isRequired && field.include === undefined && field.type.kind !== 'nullable'
  const comment = field.description === undefined ? '' : `    #: ${field.description.replaceAll('\n', ' ')}\n`
  return `${comment}    ${identifier(field.name)}: ${outputType(field.type)}${mayMiss ? ' | None' : ''}\n`
}

const pairs = (entries: readonly (readonly [string, string])[]): string =>
  entries.map(([one, other]) => `${text(one)}: ${text(other)}`).join(', ')
