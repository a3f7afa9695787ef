import { feedContract } from './feed-contract.ts';
import { killedFeed } from './killed-feed.ts';
import { binaryLogs } from './mysql-feed-peculiarities.ts';

feedContract('mariadb');
killedFeed('mariadb');
binaryLogs('mariadb');
