import { join } from 'node:path';
import { poison } from '../../domain/base/failure.ts';

/**
 * Path of an object below the root. Keys come out of manifests, so one that would lead elsewhere is refused rather
 * than corrected. Throws Failure `poison`.
 */
export function pathOfKey(root: string, key: string): string {
  const parts = key.split('/');
  const unsafe =
    key === '' || key.includes('\0') || parts.some((part) => part === '' || part === '.' || part === '..');
  if (unsafe || (process.platform === 'win32' && /[\\:]/.test(key))) {
    throw poison('the key of an object would lead out of its folder', {
      expected: 'a path below the folder, without empty, `.` or `..` parts',
      found: JSON.stringify(key.length > 200 ? `${key.slice(0, 200)}…` : key),
    });
  }
  return join(root, ...parts);
}
