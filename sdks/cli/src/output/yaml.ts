import { Document, isScalar, Scalar, visit } from 'yaml'
import { isVisible, visibleInYaml } from './visible.ts'

/** YAML of which no string has a character that a terminal obeys: such a string is quoted, and its escapes mean the same. */
export function yamlText(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && typeof node.value === 'string' && !isVisible(node.value)) node.type = Scalar.QUOTE_DOUBLE
    },
  })
  const text = document.toString({ lineWidth: 0, blockQuote: false })
  return text.split('\n').map(visibleInYaml).join('\n')
}
