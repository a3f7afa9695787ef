import { afterAll, beforeAll, describe } from 'vitest';
import { activityContract } from './activity-contract.ts';
import { describeContract } from './describe-contract.ts';
import { formContract } from './form-contract.ts';
import { keyContract } from './key-contract.ts';
import { sessionContract } from './session-contract.ts';
import { snapshotContract } from './snapshot-contract.ts';
import { streamContract } from './stream-contract.ts';
import type { Subject } from './subject.ts';

/**
 * What every adapter has to do, by way of one suite. An engine passes when its folder behaves as the seam says;
 * what needs a server is left out for an engine without one.
 */
export function adapterContract(name: string, setup: () => Promise<Subject>): void {
  describe(`${name} adapter`, () => {
    let subject: Subject | null = null;
    const get = (): Subject => {
      if (subject === null) throw new Error('the subject is made before the first test');
      return subject;
    };
    beforeAll(async () => {
      subject = await setup();
    });
    afterAll(async () => {
      await subject?.[Symbol.asyncDispose]();
    });
    formContract(name, get);
    keyContract(name, get);
    streamContract(name, get);
    describeContract(name, get);
    sessionContract(name, get);
    activityContract(name, get);
    snapshotContract(name, get);
  });
}
