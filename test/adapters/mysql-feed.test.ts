import { feedContract } from './feed-contract.ts';
import { killedFeed } from './killed-feed.ts';
import { binaryLogs } from './mysql-feed-peculiarities.ts';

feedContract('mysql');
killedFeed('mysql');
binaryLogs('mysql');
