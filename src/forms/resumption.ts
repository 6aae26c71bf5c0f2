/** What is sent to go on with the holder's own sealed account (恢复缴存): the form of every account taken up. */
export {
  TakeUpApplication as ResumptionApplication,
  takeUpActions as resumptionActions,
} from './take-up.ts';
