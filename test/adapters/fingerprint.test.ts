import { adapterContract } from './contract.ts';
import { fingerprintSubject } from './fingerprint-subject.ts';

adapterContract('fingerprint', fingerprintSubject);
