import { feedContract } from './feed-contract.ts';
import { binaryLogs } from './mysql-feed-peculiarities.ts';

feedContract('mysql');
binaryLogs('mysql');
