export { type Engine, engine, engineAnswers } from './engine.ts'
export { plinthImage } from './plinth-image.ts'
export { containersRefusal } from './refusal.ts'
export { testNetwork } from './test-network.ts'
