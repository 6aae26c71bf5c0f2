/** Versions as ETags (RFC 9110): `"v7"`. A write to a case, task or draft says which one it saw. */
import { Fault } from '../domain/fault.ts';

const TAG = /^"v(0|[1-9]\d{0,8})"$/;

export function etag(version: number): string {
  return `"v${version}"`;
}

/**
 * @throws Fault 'version-required' when the header is missing or `*`: whoever writes must have
 *   looked; 'version-conflict' when it is no version of ours
 */
export function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined || ifMatch.trim() === '' || ifMatch.trim() === '*') {
    throw new Fault('version-required', '请在 If-Match 中带上读取到的版本（ETag）。', {
      members: { errors: [{ pointer: 'header/If-Match', detail: '必须填写' }] },
    });
  }
  const version = TAG.exec(ifMatch.trim())?.[1];
  if (version === undefined) {
    throw new Fault('version-conflict', '所带版本不是本资源的版本，请重新读取。');
  }
  return Number(version);
}

/** @throws Fault 'version-conflict' with the current version, so that the screen can compare */
export function requireVersion(seen: number, current: number): void {
  if (seen !== current) {
    throw new Fault('version-conflict', '内容已被更新，请核对最新内容后再提交。', {
      members: { currentVersion: current },
    });
  }
}
