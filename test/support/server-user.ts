export { copyForServerUser, giveToServerUser, isRoot, serverUser } from '../../src/cli/demo/server-user.ts';
