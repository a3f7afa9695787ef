import { adapterContract } from './contract.ts';
import { sqlSubject } from './sql-subject.ts';

adapterContract('postgres', () => sqlSubject('postgres'));
