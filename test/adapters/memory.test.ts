import { adapterContract } from './contract.ts';
import { memorySubject } from './memory-subject.ts';

adapterContract('memory', memorySubject);
