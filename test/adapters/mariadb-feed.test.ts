import { feedContract } from './feed-contract.ts';
import { binaryLogs } from './mysql-feed-peculiarities.ts';

feedContract('mariadb');
binaryLogs('mariadb');
