/** Ports that nobody uses, for a whole stack of its own. */
import { freePorts, type Ports } from '../../src/embedded/ports.ts';
import { INNER_PORTS } from '../../src/embedded/temporal-config.ts';

export async function somePorts(): Promise<Ports> {
  const [api = 0, issuer = 0, simulators = 0, caseWorker = 0, runWorker = 0, ...rest] =
    await freePorts(7 + INNER_PORTS);
  const [postgres = 0, frontend = 0, ...inner] = rest;
  return {
    api,
    issuer,
    simulators,
    caseWorker,
    runWorker,
    postgres,
    temporal: { frontend, inner },
  };
}
