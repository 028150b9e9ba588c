export { callableBy } from './callable-by.ts'
export { type CheckedWrites, checkWrites } from './checked-writes.ts'
export { chromiumPath } from './chromium.ts'
export { type ConnectProxy, connectProxy } from './connect-proxy.ts'
export { countWaiting } from './count-waiting.ts'
export { debianPackages } from './debian-packages.ts'
export { eventually } from './eventually.ts'
export { type Examination, examineList } from './examine-list.ts'
export { explaining } from './explained.ts'
export { type Fence, fences, onlyFence } from './fences.ts'
export { fill } from './fill.ts'
export { checkGrpcHealth } from './grpc-health.ts'
export { interpreterPath } from './interpreter.ts'
export { keptFolder } from './kept-folder.ts'
export { lintPackage } from './lint-package.ts'
export { make } from './make.ts'
export { nodePath } from './node-path.ts'
export {
  type BuiltPackage,
  type InstalledPackage,
  installedPackage,
  npmPack,
  npmPackages,
  packedPackage,
} from './npm-packages.ts'
export { besideSnapshot, indexEntriesRead } from './old-snapshot.ts'
export { rowsReadBy, rowsReadByKeptPlans } from './rows-read.ts'
export { type Exit, lastWords, type ProcessOptions, type RunningProcess, runProcess } from './run-process.ts'
export { type ProgramEnd, type ProgramOptions, programEnd, runProgram } from './run-program.ts'
export {
  type ConfiguredServer,
  configuredServer,
  type DedicatedNats,
  type DedicatedServer,
  dedicatedNats,
  dedicatedServer,
  freePort,
  spawnKept,
  testServers,
  throwawayFolder,
} from './servers/index.ts'
export { type StartedPart, type StartPartOptions, startPart } from './start-part.ts'
export { StoppedClock } from './stopped-clock.ts'
export { type TcpProxy, tcpProxy } from './tcp-proxy.ts'
export { type TestDatabase, testDatabase } from './test-database.ts'
export { toolPath } from './tool.ts'
export { transactionPooler } from './transaction-pooler.ts'
export { acceptedUrls, corpusResolve, refusedUrls } from './url-corpus.ts'
export { type Answer, type ReceivedRequest, type WebhookReceiver, webhookReceiver } from './webhook-receiver.ts'
