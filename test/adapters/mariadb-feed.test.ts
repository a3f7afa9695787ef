import { feedContract } from './feed-contract.ts';

feedContract('mariadb');
