import { adapterContract } from './contract.ts';
import { mysqlFamily } from './mysql-family.ts';
import { sqlSubject } from './sql-subject.ts';

adapterContract('mariadb', () => sqlSubject('mariadb'));
mysqlFamily('mariadb');
