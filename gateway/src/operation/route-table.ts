import { checkDeprecation } from './deprecation.ts'
import { isWithoutHead, type Method, type Operation } from './operation.ts'

export type Match =
  | { kind: 'operation'; operation: Operation; params: Readonly<Record<string, string>> }
  | { kind: 'method'; allow: string }
  | { kind: 'none' }

export interface RouteTable {
  /** Finds an operation by the path within its version, still percent-encoded. HEAD is a GET without a body, where the GET allows it. */
  match(method: string, path: string): Match
}

interface Route {
  operation: Operation
  names: readonly string[]
}

interface Node {
  literals: Map<string, Node>
  param: Node | undefined
  operations: Map<string, Route>
}

/** Finds operations by method and path; literal segments go before parameters. Throws on two records of one route. */
export function routeTable(operations: readonly Operation[]): RouteTable {
  const root = emptyNode()
  for (const operation of operations) add(root, operation)
  return {
    match(method, path) {
      const segments = decode(path)
      const values: string[] = []
      const node = segments === undefined ? undefined : find(root, segments, 0, values)
      if (node === undefined) return { kind: 'none' }
      const found = method === 'HEAD' ? headOf(node) : node.operations.get(method)
      if (found === undefined) return { kind: 'method', allow: allowOf(node) }
      const params = Object.fromEntries(found.names.map((name, at) => [name, values[at] ?? '']))
      return { kind: 'operation', operation: found.operation, params }
    },
  }
}

function add(root: Node, operation: Operation): void {
  let node = root
  const names: string[] = []
  for (const segment of operation.path.slice(1).split('/')) {
    const name = /^\{(\w+)\}$/.exec(segment)?.[1]
    const known = name === undefined ? node.literals.get(segment) : node.param
    const next = known ?? emptyNode()
    if (name === undefined) node.literals.set(segment, next)
    else {
      names.push(name)
      node.param = next
    }
    node = next
  }
  const method: Method = operation.method
  if (node.operations.has(method)) throw new Error(`two operations answer ${method} ${operation.path}`)
  if (operation.deprecation !== undefined) checkDeprecation(operation.id, operation.deprecation)
  node.operations.set(method, { operation, names })
}

function find(node: Node, segments: readonly string[], at: number, values: string[]): Node | undefined {
  const segment = segments[at]
  if (segment === undefined) return node.operations.size > 0 ? node : undefined
  const literal = node.literals.get(segment)
  const found = literal === undefined ? undefined : find(literal, segments, at + 1, values)
  if (found !== undefined || node.param === undefined || segment === '') return found
  values.push(segment)
  const under = find(node.param, segments, at + 1, values)
  if (under === undefined) values.pop()
  return under
}

function decode(path: string): string[] | undefined {
  try {
    const segments = path.slice(1).split('/')
    return path.includes('%') ? segments.map(decodeURIComponent) : segments
  } catch {
    return undefined
  }
}

function allowOf(node: Node): string {
  const methods = [...node.operations.keys()]
  return (headOf(node) === undefined ? methods : [...methods, 'HEAD']).sort().join(', ')
}

function headOf({ operations }: Node): Route | undefined {
  const get = operations.get('GET')
  return get !== undefined && isWithoutHead(get.operation) ? undefined : get
}

const emptyNode = (): Node => ({ literals: new Map(), param: undefined, operations: new Map() })
