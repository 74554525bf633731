import type { Fault } from './fault.ts';
import { FAULTS_OF_DATA } from './faults-of-data.ts';
import { FAULTS_OF_PERMISSIONS } from './faults-of-permissions.ts';
import { FAULTS_OF_WATCHING } from './faults-of-watching.ts';
import { FAULTS_OF_WORK } from './faults-of-work.ts';

export const FAULTS: readonly Fault[] = [
  ...FAULTS_OF_PERMISSIONS,
  ...FAULTS_OF_WORK,
  ...FAULTS_OF_DATA,
  ...FAULTS_OF_WATCHING,
];
