export { answerDrift, type CheckedAnswer } from './answer-check.ts'
export { openApiDocument, openApiText } from './document.ts'
export { events } from './events.ts'
