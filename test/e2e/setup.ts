import { findMoto, installMoto } from './moto.js';

/** Sees to a moto server before the tests start. */
export default async function setup(): Promise<void> {
  if ((await findMoto()) === undefined) await installMoto();
}
