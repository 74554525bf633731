import type { FileFormat, Manifest, ManifestLocation } from '../domain/delivery/delivery.ts';

/** The layout and manifest of an export, as bytes and keys; pure. */
export interface DeliveryFormat {
  /** Undefined for keys that are not a manifest (data files, folder markers, test files). */
  locate(bucket: string, key: string): ManifestLocation | undefined;
  /** Throws Failure `poison` naming the field on anything but a CUR 2.0 manifest, `misconfigured` on a legacy one. */
  parse(location: ManifestLocation, bytes: Uint8Array): Manifest;
  /** By file name, since the manifest does not tell. Throws Failure `poison` on other endings. */
  formatOf(key: string): FileFormat;
}
