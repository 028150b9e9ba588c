import { processLine } from './line.ts'
import { rpcContract } from './rpc.contract.ts'

rpcContract('unary', processLine(false))
