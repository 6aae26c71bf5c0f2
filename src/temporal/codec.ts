/**
 * Payload encryption: whatever passes through Temporal is ciphertext there.
 *
 * AES-256-GCM under a key whose id stands in the payload's metadata, so that keys rotate while
 * long cases wait: new payloads take the current key, old ones still open. Failure messages and
 * stack traces are covered by the failure converter; ids, types and search attributes are not,
 * which is why they hold codes and surrogate keys only.
 */
import {
  METADATA_ENCODING_KEY,
  ValueError,
  type DataConverter,
  type Payload,
  type PayloadCodec,
} from '@temporalio/common';
import proto from '@temporalio/proto';
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { currentKey as currentKeyOf, type KeyRing } from '../crypto/secrets.ts';

const ENCODING = 'binary/encrypted';
const KEY_ID = 'anju-key-id';
// A CommonJS package: its names are known only on its default export.
const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

export function createCodec(ring: KeyRing): PayloadCodec {
  const { current, keys: rings } = ring;
  const currentKey = currentKeyOf(ring);
  return {
    encode: (payloads) => Promise.resolve(payloads.map((one) => encrypt(current, currentKey, one))),
    decode: (payloads) => Promise.resolve(payloads.map((one) => decrypt(rings, one))),
  };
}

export function createDataConverter(keys: KeyRing): DataConverter {
  return { payloadCodecs: [createCodec(keys)], failureConverterPath: FAILURE_CONVERTER };
}

/** Worker and client load it by path, because the workflow sandbox has its own copy. */
export const FAILURE_CONVERTER = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));

function encrypt(id: string, key: KeyObject, payload: Payload): Payload {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const plain = PayloadMessage.encode(payload).finish();
  const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    metadata: {
      [METADATA_ENCODING_KEY]: Buffer.from(ENCODING),
      [KEY_ID]: Buffer.from(id),
    },
    data,
  };
}

function decrypt(rings: ReadonlyMap<string, KeyObject>, payload: Payload): Payload {
  const encoding = payload.metadata?.[METADATA_ENCODING_KEY];
  if (!encoding || Buffer.from(encoding).toString() !== ENCODING) return payload;
  const key = rings.get(Buffer.from(payload.metadata?.[KEY_ID] ?? []).toString());
  if (!key) throw new ValueError('the payload was encrypted with a key that is not loaded');
  const data = Buffer.from(payload.data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
  decipher.setAuthTag(data.subarray(-16));
  const plain = Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
  return PayloadMessage.decode(plain);
}
