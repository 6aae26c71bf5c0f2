/** The policy of the page allows no code made from text; schemas are told before the first is made. */
import { config } from 'zod/v4/core';

config({ jitless: true });
