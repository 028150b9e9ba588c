import { processLine } from './line.ts'
import { rpcContract } from './rpc.contract.ts'
import { spreadContract } from './spread.contract.ts'

rpcContract('unary', processLine(false))
spreadContract('unary', false)
