import { adapterContract } from './contract.ts';
import { mysqlFamily } from './mysql-family.ts';
import { sqlSubject } from './sql-subject.ts';

adapterContract('mysql', () => sqlSubject('mysql'));
mysqlFamily('mysql');
