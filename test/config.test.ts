// The environment: all that is wrong is named at once, and nothing of it is repeated.
import { describe, expect, it } from 'vitest';
import {
  parseApiConfig,
  parseKeysConfig,
  parseMigrateConfig,
  parseSeedConfig,
  parseWorkerConfig,
} from '../src/config.ts';

const SHARED = {
  DATABASE_URL: 'postgres://anju_app:pw@db/anju',
  TEMPORAL_ADDRESS: 'temporal:7233',
  ANJU_SECRETS_FILE: '/run/secrets/anju.json',
  ANJU_FILES: '/data/files',
  ANJU_HEADS: '/data/heads',
};

describe('the environment', () => {
  it('of a worker has defaults for what needs no decision', () => {
    const config = parseWorkerConfig({
      ...SHARED,
      ANJU_NATIONAL_URL: 'http://national/',
      ANJU_IDENTITY_URL: 'http://identity',
      ANJU_NOTICES_URL: 'http://notices',
      ANJU_BANK_URL: 'http://bank',
      ANJU_METRICS_PORT: '7321',
    });
    expect(config).toMatchObject({
      databasePool: 16,
      temporal: { address: 'temporal:7233', namespace: 'anju' },
      outside: { national: 'http://national' },
      metricsPort: 7321,
      outsidePerSecond: 200,
      logLevel: 'info',
    });
  });

  it('of the API names its audience and port itself', () => {
    const config = parseApiConfig({
      ...SHARED,
      ANJU_PUBLIC_URL: 'https://anju.example/',
      ANJU_OIDC_ISSUER: 'https://issuer.example',
      ANJU_OIDC_CLIENT_SECRET: '',
    });
    expect(config).toMatchObject({
      port: 7300,
      publicUrl: 'https://anju.example',
      oidc: { clientId: 'anju-console', clientSecret: undefined, audience: 'anju-api' },
    });
  });

  it('is that of a demo only when it says so, and then knows the simulators’ page', () => {
    const api = {
      ...SHARED,
      ANJU_PUBLIC_URL: 'https://anju.example/',
      ANJU_OIDC_ISSUER: 'https://issuer.example',
      ANJU_SIMULATORS_URL: 'http://127.0.0.1:7310/',
    };
    expect(parseApiConfig(api).demo).toBeNull();
    expect(parseApiConfig({ ...api, ANJU_DEMO: '0' }).demo).toBeNull();
    const demo = { ...api, ANJU_DEMO: '1' };
    expect(parseApiConfig(demo).demo).toEqual({ simulators: 'http://127.0.0.1:7310' });
    expect(parseApiConfig({ ...demo, ANJU_SIMULATORS_URL: '' }).demo).toBeNull();
  });

  it('lets time be skipped in a demo only', () => {
    const api = {
      ...SHARED,
      ANJU_PUBLIC_URL: 'https://anju.example/',
      ANJU_OIDC_ISSUER: 'https://issuer.example',
    };
    expect(parseApiConfig(api).demoTime).toBeNull();
    expect(() => parseApiConfig({ ...api, ANJU_DEMO_TIME: '/demo/time' })).toThrow(
      'ANJU_DEMO_TIME: time is skipped in a demo only',
    );
    const demo = { ...api, ANJU_DEMO: '1', ANJU_DEMO_TIME: '/demo/time' };
    expect(parseApiConfig(demo).demoTime).toBe('/demo/time');
  });

  it('of the API believes no proxy unless it is named, and no word that stands for everybody', () => {
    const api = {
      ...SHARED,
      ANJU_PUBLIC_URL: 'https://anju.example/',
      ANJU_OIDC_ISSUER: 'https://issuer.example',
    };
    const trusted = (text: string) => parseApiConfig({ ...api, ANJU_TRUST_PROXY: text }).trustProxy;
    expect(parseApiConfig(api).trustProxy).toEqual([]);
    expect(trusted('')).toEqual([]);
    expect(trusted('loopback, 10.0.0.0/8,2001:db8::1')).toEqual([
      'loopback',
      '10.0.0.0/8',
      '2001:db8::1',
    ]);
    for (const text of [
      'true',
      '1',
      '*',
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/33',
      'proxy',
      '10.0.0.1,',
    ]) {
      expect(() => trusted(text), text).toThrow(/ANJU_TRUST_PROXY/);
    }
  });

  it('names every variable that is missing or wrong, and no value', () => {
    const wrong = { ...SHARED, DATABASE_URL: 'mysql://secret', ANJU_HEADS: '', ANJU_PORT: '99999' };
    let message = '';
    try {
      parseApiConfig(wrong);
    } catch (error) {
      message = String(error);
    }
    for (const name of [
      'DATABASE_URL',
      'ANJU_HEADS',
      'ANJU_PORT',
      'ANJU_PUBLIC_URL',
      'ANJU_OIDC_ISSUER',
    ]) {
      expect(message).toContain(name);
    }
    expect(message).not.toContain('secret');
    expect(message).not.toContain('99999');
  });

  it('of the migrator leaves passwords alone that are not given', () => {
    const url = 'postgresql://owner@db/anju';
    expect(parseMigrateConfig({ DATABASE_OWNER_URL: url, DATABASE_APP_PASSWORD: '' })).toEqual({
      ownerUrl: url,
      passwords: { app: undefined, api: undefined },
    });
    expect(() => parseMigrateConfig({})).toThrow('DATABASE_OWNER_URL');
    expect(() => parseSeedConfig({ DATABASE_OWNER_URL: url })).toThrow('ANJU_SECRETS_FILE');
    expect(() => parseKeysConfig({})).toThrow('DATABASE_URL');
  });
});
