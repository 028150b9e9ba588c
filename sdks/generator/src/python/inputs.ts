import type { Field, Model, NamedSchema } from '../model.ts'
import { docstring, identifier, text } from './names.ts'
import { inputType } from './types.ts'

/** inputs.py: a TypedDict for each object that a caller gives. */
export function inputsModule(model: Model): string {
  const types = model.schemas.filter(({ use }) => use !== 'output').map(inputClass)
  return `"""Objects that calls take, as dicts; \`WorkspaceCreate\` has what \`workspaces.create\` takes by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal, TypedDict, Union
${types.join('')}`
}

/** A schema of bodies and answers has its class among the models, and another name here. */
export const inputName = ({ name, use }: NamedSchema): string => (use === 'both' ? `${name}Input` : name)

function inputClass(schema: NamedSchema): string {
  const { description, shape } = schema
  const name = inputName(schema)
  if (shape.kind === 'alias') return `\n\n${name} = Union[${inputType(shape.type).replaceAll(' | ', ', ')}]\n`
  const needed = shape.fields.filter(({ isRequired }) => isRequired)
  const others = shape.fields.filter(({ isRequired }) => !isRequired)
  const doc = description === undefined ? '' : `${docstring([description], '    ')}\n`
  // The keyword form: names that are none in Python are fine in it.
  const functional = shape.fields.some((field) => isNoName(field.name))
  if (functional) {
    const entries = shape.fields.map((field) => `${text(field.name)}: ${text(inputType(field.type))}`).join(', ')
    return `\n\n${name} = TypedDict("${name}", {${entries}}, total=False)\n`
  }
  if (needed.length === 0) return `\n\nclass ${name}(TypedDict, total=False):\n${doc}${body(others)}`
  if (others.length === 0) return `\n\nclass ${name}(TypedDict):\n${doc}${body(needed)}`
  return `\n\nclass _${name}(TypedDict):\n${body(needed)}\n\nclass ${name}(_${name}, total=False):\n${doc}${body(others)}`
}

function isNoName(name: string): boolean {
  try {
    return identifier(name) !== name
  } catch {
    return true
  }
}

function body(fields: readonly Field[]): string {
  if (fields.length === 0) return '    pass\n'
  return fields
    .map(({ name, type, description }) => {
      const comment = description === undefined ? '' : `    #: ${description.replaceAll('\n', ' ')}\n`
      return `${comment}    ${name}: ${inputType(type)}\n`
    })
    .join('')
}
