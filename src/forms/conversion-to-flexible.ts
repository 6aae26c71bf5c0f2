/** What is sent to convert a unit's sealed account (单位转灵活): the form of every account that is taken up. */
export {
  TakeUpApplication as ConversionToFlexibleApplication,
  takeUpActions as conversionToFlexibleActions,
} from './take-up.ts';
