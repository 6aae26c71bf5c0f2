/** What a supervisor asks about forbidden states, other days and other figures. */
import {
  chooseFigureSingly,
  decideFigureChoice,
  listFigureChoices,
  proposeFigureChoice,
} from './figure-choices.ts';
import { getLegality, listIrregularities } from './legality.ts';
import type { Operation } from './operation.ts';
import { getForecast } from './supervision-forecast.ts';
import { getWaitMoves } from './wait-moves.ts';
import { whatIf } from './what-if.ts';

export const FORESIGHT_OPERATIONS: readonly Operation[] = [
  getForecast,
  getWaitMoves,
  whatIf,
  listFigureChoices,
  proposeFigureChoice,
  decideFigureChoice,
  chooseFigureSingly,
  getLegality,
  listIrregularities,
];
